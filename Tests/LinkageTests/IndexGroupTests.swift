import Linkage
import Testing

@Suite("What an index compares is what linking compares")
struct IndexGroupTests {
    /// Few values, so that blocking meets groups far beyond the limit, exactly at it and one above; a fifth is missing.
    private struct Crowd {
        var ids: [String]
        var lists: [UInt16]
        var names: [String?]
        var cards: [String?]
        var births: [String?]

        init(_ count: Int, seed: UInt64) {
            var random = Seeded(seed)
            func some(_ value: String) -> String? { Int.random(in: 0..<5, using: &random) == 0 ? nil : value }
            ids = (0..<count).map { "c\($0)" }
            lists = ids.map { _ in UInt16.random(in: 0..<3, using: &random) }
            names = ids.map { _ in some(People.first[min(17, Int.random(in: 0..<40, using: &random))]) }
            cards = ids.map { _ in some(String(1000 + min(30, Int.random(in: 0..<60, using: &random)))) }
            births = ids.map { _ in
                some("19\(Int.random(in: 80...99, using: &random))-01-0\(Int.random(in: 1...3, using: &random))")
            }
        }

        func records(without row: Int? = nil) throws -> LinkageRecords {
            let rows = ids.indices.filter { $0 != row }
            return try LinkageRecords(
                ids: rows.map { ids[$0] }, lists: rows.map { lists[$0] },
                columns: [
                    "name": .text(rows.map { names[$0] }), "card": .digits(rows.map { cards[$0] }),
                    "birth": .date(rows.map { births[$0] }),
                ])
        }

        func values(_ row: Int) -> [String: LinkageIndex.Value] {
            var values: [String: LinkageIndex.Value] = [:]
            if let name = names[row] { values["name"] = .text(name) }
            if let card = cards[row] { values["card"] = .digits(card) }
            if let birth = births[row]?.split(separator: "-").compactMap({ Int($0) }), birth.count == 3 {
                values["birth"] = .date(year: birth[0], month: birth[1], day: birth[2])
            }
            return values
        }
    }

    /// Trained by hand, and without frequencies, so that a record more changes no weight.
    private static func model(limit: Int, commonest: Int?) -> LinkageModel {
        func comparison(_ field: String) -> Comparison {
            Comparison(
                field,
                [
                    ComparisonLevel("missing", when: Models.all("missing \(field)"), isNeutral: true),
                    ComparisonLevel("same", when: Models.all("same \(field)")),
                ])
        }
        let fields = ["name", "card", "birth"]
        var model = LinkageModel(
            name: "crowd",
            fields: [
                LinkageField("name", .text), LinkageField("card", .digits, commonest: commonest),
                LinkageField("birth", .date),
            ],
            blocking: [
                BlockingRule([Models.key("name")], refine: [Models.key("birth.year"), Models.key("card")]),
                BlockingRule([Models.key("card")], refine: [Models.key("name[1..1]")]),
                BlockingRule([Models.key("birth")]),
            ],
            comparisons: fields.map(comparison), largestBlock: limit)
        model.parameters = ModelParameters(
            match: 0.01, household: 0,
            comparisons: fields.map {
                .init(name: $0, m: [1, 0.9, 0.1], u: [1, 0.05, 0.95], isCounted: [true, true, true])
            }, convergence: .init(iterations: 1, change: 0, isConverged: true), records: 100)
        return model
    }

    private struct Pair: Hashable {
        var other: String
        var weight: Double
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func largeGroupsAreSplitAlike(seed: UInt64) throws {
        let crowd = Crowd(160, seed: seed)
        var sizes: Set<Int> = []
        for limit in [3, 7, 20] {
            let model = Self.model(limit: limit, commonest: seed.isMultiple(of: 2) ? 6 : nil)
            let across = seed.isMultiple(of: 3)
            var options = Linker.Options()
            options.reported = 1e-8
            options.crossListsOnly = across
            let linked = try Linker(model, options: options).link(crowd.records())
            #expect(linked.blocking.contains { $0.splitGroups > 0 })
            func expected(_ row: Int) -> Set<Pair> {
                Set(
                    linked.pairs.filter { $0.left == row || $0.right == row }
                        .map { Pair(other: crowd.ids[$0.left == row ? $0.right : $0.left], weight: $0.weight) })
            }
            let whole = try LinkageIndex(crowd.records(), model, crossListsOnly: across, spare: 0)
            let growing = try LinkageIndex(
                crowd.records(without: 0), model, crossListsOnly: across, spare: 1)
            _ = try growing.add(crowd.ids[0], crowd.values(0), list: crowd.lists[0])
            for row in stride(from: 0, to: 160, by: 5) {
                let pairs = expected(row)
                sizes.insert(pairs.count)
                let inside = whole.matches(of: row, reported: 1e-8)
                #expect(Set(inside.map { Pair(other: $0.id, weight: $0.weight) }) == pairs)
                // Held against the others, without being one of them.
                let others = try LinkageIndex(crowd.records(without: row), model, crossListsOnly: across, spare: 0)
                let outside = try others.matches(crowd.values(row), list: crowd.lists[row], reported: 1e-8)
                #expect(Set(outside.map { Pair(other: $0.id, weight: $0.weight) }) == pairs)
                #expect(outside.count == pairs.count)
            }
            // A record that was added later counts in its groups as the others do.
            let last = growing.count - 1
            let added = growing.matches(of: last, reported: 1e-8)
            #expect(Set(added.map { Pair(other: $0.id, weight: $0.weight) }) == expected(0))
        }
        #expect(sizes.count > 3)
    }
}
