import Linkage
import Problems
import Reports

/// A small run of linking on invented people, of whom some are on the list twice.
enum LinkageSample {
    struct Person {
        var id: String
        var name: String
        var birth: String?
        var phone: String?
        var village: String
        var truth: UInt32
    }

    static func people(_ extra: String = "") -> [Person] {
        let first = ["sri", "budi", "agus", "siti", "wahyu", "dewi", "joko", "rina", "hadi", "tono", "eko", "maria"]
        let last = ["santoso", "wibowo", "rahayu", "utami", "saputra", "hidayat", "kurnia", "susanto", "nugroho"]
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (0..<300).flatMap { place -> [Person] in
            let birth = "\(1950 + place * 7 % 50)-\(pad(1 + place % 12))-\(pad(1 + place % 28))"
            let person = Person(
                id: "r\(place)" + extra, name: first[place % 12] + " " + last[place % 9] + " " + last[place / 9 % 9],
                birth: birth, phone: "0812\(1_000_000 + place * 7919)", village: "35070\(place % 7)",
                truth: UInt32(place + 1))
            guard place % 2 == 0 else { return [person] }
            var again = person
            again.id = "s\(place)" + extra
            if place % 6 == 0 { again.name = again.name.replacing("s", with: "z") }
            if place % 4 == 0 { again.birth = place % 8 == 0 ? nil : "1970-01-01" }
            if place % 5 == 0 { again.phone = nil }
            if place % 7 == 0 { again.village = "350799" }
            return [person, again]
        }
    }

    static func model(_ extra: String = "") -> LinkageModel {
        func key(_ name: String) -> FieldKey { FieldKey(name) }
        func level(_ label: String, _ condition: String) -> ComparisonLevel {
            ComparisonLevel(
                label, when: [[Condition(text: condition)].compactMap { $0 }], isNeutral: condition.hasPrefix("missing")
            )
        }
        return LinkageModel(
            name: "people",
            fields: [.init("name", .text), .init("birth", .date), .init("phone", .digits), .init("village", .digits)],
            blocking: [.init([key("name")]), .init([key("birth")]), .init([key("phone")])],
            comparisons: [
                Comparison("name", [level("same", "same name"), level("similar" + extra, "jw name >= 0.85")]),
                Comparison("birth", [level("missing", "missing birth"), level("same", "same birth")]),
                Comparison(
                    "phone", isShared: true, [level("missing", "missing phone"), level("same", "same phone")]),
                Comparison("village", isShared: true, [level("same village", "same village")]),
            ], clustering: ClusterRules(contradictions: [[Condition(.missing, key("village"))]]))
    }

    static func run(
        _ extra: String = "", hasTruth: Bool = true, reversed: Bool = false, calibrates: Bool = false,
        model given: LinkageModel? = nil
    ) throws(Problem) -> LinkageRun {
        let people = reversed ? people(extra).reversed() : people(extra)
        let records = try LinkageRecords(
            ids: people.map(\.id),
            columns: [
                "name": .text(people.map(\.name)), "birth": .date(people.map(\.birth)),
                "phone": .digits(people.map(\.phone)), "village": .digits(people.map(\.village)),
            ])
        var options = Linker.Options()
        options.reported = 0.01
        options.calibrates = calibrates
        let result = try Linker(given ?? model(extra), options: options).link(
            records, truth: hasTruth && given == nil ? people.map(\.truth) : [])
        return LinkageRun(
            result: result, ids: RecordIDs(people.map(\.id)), lists: ["daftar" + extra], threshold: options.threshold,
            missing: ["kk" + extra])
    }
}
