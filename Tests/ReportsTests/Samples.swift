import Foundation
import Problems

@testable import Registry
@testable import Reports

/// Documents of every kind, with texts that try to break out of them.
enum Samples {
    static let hostile = "<script>alert(\"1\")</script> & 'x' </style> ]]> {n} \u{7}"

    static func overlap(_ extra: String = "") -> OverlapResult {
        func list(_ name: String, _ people: Int, _ amount: Int64) -> OverlapResult.List {
            OverlapResult.List(
                name: name, title: name + extra, programme: name.uppercased(), institution: "Dinas" + extra,
                fiscalYear: 2021, referenceDate: "2021-04-01", rows: people + 3, people: people, amount: amount)
        }
        func one(_ nik: String?) -> OverlapResult.Case {
            OverlapResult.Case(
                nik: nik, familyCard: "3507110110140041", name: "Dwi Suryani" + extra, village: "Banjarejo" + extra,
                rowsA: [12], rowsB: [1407], amountA: 1_200_000, amountB: 25_000_000)
        }
        func finding(
            _ a: Int, _ b: Int, _ verdict: Verdict, _ people: Int, _ unit: OverlapUnit = .person
        ) -> OverlapResult.Finding {
            let isRuled = verdict != .unregulated
            return OverlapResult.Finding(
                a: a, b: b, unit: unit, verdict: verdict, people: unit == .person ? people : 0,
                families: unit == .family ? people : 1, amountA: Int64(people) * 1_200_000,
                amountB: Int64(people) * 25_000_000, conditionId: isRuled ? "KUR masih berjalan" + extra : nil,
                conditionEn: isRuled ? "KUR still running" + extra : nil,
                legalBasis: verdict == .forbidden ? "Permenkop UKM 2/2021 Ps 4(2)" + extra : "",
                source: isRuled ? "https://contoh.example/a?b=c" : nil,
                cases: [one(unit == .person ? "3507117007820030" : nil)])
        }
        return OverlapResult(
            lists: [list("bpum", 620, 744_000_000), list("kur", 880, 9_000_000_000), list("pelatihan", 90, 0)],
            matrix: [[620, 98, 40], [98, 880, 0], [40, 0, 90]],
            pairs: [
                .init(a: 0, b: 1, people: 98, families: 110, familiesOnly: 7),
                .init(a: 0, b: 2, people: 40, families: 40, familiesOnly: 0),
            ],
            findings: [
                finding(0, 1, .forbidden, 90), finding(0, 1, .unregulated, 8), finding(0, 1, .unregulated, 7, .family),
                finding(0, 2, .encouraged, 40), finding(2, 2, .wasteful, 5),
            ],
            combinations: [
                .init(lists: [1], people: 782), .init(lists: [0], people: 482), .init(lists: [0, 1], people: 98),
                .init(lists: [0, 2], people: 40), .init(lists: [2], people: 50),
            ],
            complements: [
                .init(
                    servedBy: 0, notOn: 2, people: 333,
                    villages: [("Banjarejo" + extra, 200), ("Kedungsalam", 100), ("Sumberoto", 33)],
                    conditionId: "Saling melengkapi" + extra, conditionEn: "They complement each other" + extra,
                    source: "studi")
            ], peopleOnSeveral: 138, people: 1452)
    }

    static func quality(_ extra: String = "", refused: Int = 86) -> ListQuality {
        let problems = (0..<3).map { index in
            Problem(
                "nik.length", .refuse, at: Place(row: 21 + index, column: "NIK" + extra), value: "350711****" + extra,
                ["digits": String(13 + index)])
        }
        return ListQuality(
            name: "bpum-usulan" + extra, institution: "Dinas" + extra, programme: "BPUM", rows: 1409,
            outcome: .imported(new: 1200, updated: 100, unchanged: 23, refused: refused), warned: 63,
            findings: ListQuality.findings(of: problems), first: problems)
    }

    static func refusals(_ extra: String = "") -> RefusalCase {
        RefusalCase(
            programme: "BPUM" + extra, place: "Desa Arjowilangun" + extra, period: "2021",
            stages: [
                .init(name: "RT" + extra, actor: "Ketua RT" + extra, entered: 620), .init(name: "Desa", entered: 620),
                .init(name: "Bank", entered: 549), .init(name: "Pencairan", entered: 475),
            ],
            reasons: [
                .init(
                    text: "Sudah menerima" + extra, legalBasis: nil, people: [1: 40, 2: 39],
                    contradictedBy: ["Ps 4(1)" + extra]),
                .init(text: "KUR aktif", legalBasis: "Permenkop 2/2021" + extra, people: [1: 20, 2: 28]),
                .init(text: nil, legalBasis: nil, people: [1: 11, 2: 7]),
            ], amountPerPerson: 1_200_000, earlier: .init(applicants: 168, refused: 98),
            ruleOnEarlier: "Ps 4(1)" + extra)
    }

    /// Three lists of one file; somebody is on two of them.
    static func listsInFile(_ extra: String = "") throws -> ListsInFile {
        func cell(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        let rows = [
            ("BPUM", "3507111203800001"), ("BPUM", "3507111203800002"), ("KUR", "3507111203800001"), ("KUR", "0"),
            ("UMI", "3507111203800003"), ("UMI", "35071112038000"),
        ]
        let text = "program,nik\n" + rows.map { cell($0.0 + extra) + "," + $0.1 + "\n" }.joined()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try ListsInFile(file, listsIn: "program", threads: 1)
    }

    /// Every kind of document in a language.
    private static func findings(_ extra: String, _ language: Language, _ edition: Edition) throws -> Report {
        let result = try FindingsSample.result(extra)
        return try .findings(
            result, sample: AuditSample(result, size: 2, seed: 1), in: language, edition: edition)
    }

    static func documents(_ extra: String, _ language: Language) throws -> [Report] {
        let edition = Edition(date: "1 April 2021" + extra, publisher: "Dinas" + extra, synthetic: true)
        return [
            try .overlap(overlap(extra), in: language, edition: edition),
            try .listsInFile(listsInFile(extra), in: language, edition: edition),
            try .listQuality([quality(extra)], in: language, edition: edition),
            try .listQuality([quality(extra), quality(extra)], in: language, edition: edition),
            try .refusals(refusals(extra), in: language, edition: edition),
            try .evaluation(StudySample.result(extra), in: language, edition: edition),
            try .region(Coordination.input(extra: extra), in: language, edition: edition),
            try .linkage(LinkageSample.run(extra), in: language, edition: edition),
            try findings(extra, language, edition),
            try .reminder(Coordination.reminder("C-KTK", extra), in: language, edition: edition),
            try .reasonLetters(
                [ReasonSample.cases(extra)[0]], by: ReasonSample.judge(extra), list: "a.csv" + extra, in: language,
                edition: edition),
            try .whatIf(ReasonSample.whatIf(extra), in: language, edition: edition),
        ]
    }
}
