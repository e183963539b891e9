import Foundation
import Problems
import Studies
import Testing

@Suite("Faults in a paper file")
struct PaperFileTests {
    private static let head = "paper: p\ntitle: T\n"

    @Test("Each fault names its code, the file and the line it stands on")
    func places() throws {
        let table = Self.head + "tables:\n  - name: t\n"
        let claim = table + "    rows: [{label: a, count: 1}]\nclaims:\n  - name: c\n    says: so\n"
        let cases: [(String, String, Int?)] = [
            ("", "study.empty", nil), ("- a\n", "study.not-a-mapping", nil), ("paper: [\n", "study.yaml", nil),
            ("paper: p\n", "study.missing-key", 1), (Self.head, "study.missing-key", 1),
            (Self.head + "tabels: []\n", "study.unknown-key", 3), (Self.head + "tables: 3\n", "study.not-a-list", 3),
            (Self.head + "n: NaN\ntables: []\n", "study.not-a-number", 3),
            (Self.head + "n: 0\ntables: []\n", "paper.out-of-range", 3),
            (Self.head + "n: 99999999999999999999\ntables: []\n", "study.not-a-number", 3),
            (Self.head + "n: 9999999999999\ntables: []\n", "paper.out-of-range", 3),
            (Self.head + "decimal-sign: dot\ntables: []\n", "study.unknown-value", 3),
            (table + "    rows: []\n", "study.not-a-list", 5), (table + "    rows: [3]\n", "study.not-a-mapping", 5),
            (table, "study.missing-key", 4), (table + "    kind: magic\n", "study.unknown-value", 5),
            (table + "    kind: claims\n", "paper.kind-outside-tables", 5),
            (table + "    rows: [{label: a, percent: about 5}]\n", "paper.not-a-figure", 5),
            (table + "    rows: [{label: a, percent: -5}]\n", "paper.not-a-percentage", 5),
            (table + "    rows: [{label: a, percent: [5]}]\n", "study.not-a-text", 5),
            (table + "    rows: [{label: a, percent: .nan}]\n", "paper.not-a-figure", 5),
            (table + "    rows: [{label: a, percent: 1e308}]\n", "paper.not-a-figure", 5),
            (table + "    rows: [{label: a, percent: 12345678901234567890}]\n", "paper.not-a-figure", 5),
            (table + "    rows: [{label: a, count: '2,5'}]\n", "paper.not-a-count", 5),
            (table + "    rows: [{label: a, count: -2}]\n", "paper.not-a-count", 5),
            (table + "    rows: [{label: a, rest: true}, {label: b, rest: true}]\n", "paper.two-rests", 5),
            (table + "    rows: [{label: a}]\n  - name: t\n    rows: [{label: a}]\n", "study.duplicate-name", 6),
            (table + "    rows: [{label: a}]\n    rows: [{label: b}]\n", "study.duplicate-key", nil),
            (
                table + "    kind: classes\n    rows: [{label: a, limits: many}, {label: b, limits: 1 - 2}]\n",
                "paper.not-an-interval", 6
            ),
            (table + "    kind: classes\n    rows: [{label: a, limits: 1 - 2}]\n", "paper.two-classes", 6),
            (table + "    kind: tests\n    rows: [{label: a, p: .05}]\n", "study.missing-key", 6),
            (table + "    kind: tests\n    rows: [{label: a, t: 1, z: 2}]\n", "paper.two-statistics", 6),
            (table + "    kind: tests\n    rows: [{label: a, t: 1, df: 0}]\n", "paper.out-of-range", 6),
            (table + "    kind: tests\n    rows: [{label: a, t: 1, p: ns}]\n", "paper.not-a-p-value", 6),
            (table + "    kind: rank-sums\n    groups: [{n: 3}]\n", "paper.two-groups", 6),
            (table + "    kind: correlations\n    rows: [{pair: [a], r: .5}]\n", "paper.not-a-pair", 6),
            (table + "    kind: intervals\n    level: 95\n    rows: []\n", "paper.not-a-level", 6),
            (table + "    kind: index\n    parts: [{label: a, value: 3}]\n", "paper.two-parts", 6),
            (
                table + "    kind: index\n    classes: k\n    parts: [{label: a, value: 3}, {label: b, value: 3}]\n",
                "paper.unknown-table", 6
            ),
            (table + "    kind: arithmetic\n    rows: [{label: a, sum: [1], result: 1}]\n", "paper.wrong-terms", 6),
            (
                table + "    kind: arithmetic\n    rows: [{label: a, sum: [1, 2], product: [1, 2], result: 1}]\n",
                "paper.two-operations", 6
            ),
            (
                table + "    kind: loans\n    rows: [{label: a, principal: 0, instalment: 5, periods: 5}]\n",
                "evaluation.refused.invalid-option", 6
            ),
            (
                table + "    kind: formulas\n    rows: [{label: a, printed: n + m, must-equal: 1, with: {n: 1}}]\n",
                "paper.formula-name", 6
            ),
            (
                table + "    kind: formulas\n    rows: [{label: a, printed: n +, must-equal: 1, with: {n: 1}}]\n",
                "study.expression", 6
            ),
            (claim + "    kind: share\n    table: u\n    row: a\n    quantifier: all\n", "paper.unknown-table", 10),
            (claim + "    kind: share\n    table: t\n    row: b\n    quantifier: all\n", "paper.unknown-row", 11),
            (
                claim + "    kind: number\n    table: t\n    row: a\n    field: percent\n    value: 3\n",
                "paper.figure-not-in-table", 12
            ),
            (claim + "    kind: reference\n    number: 1\n    about: x\n", "paper.no-figures", 7),
            (
                claim + "    kind: statements\n    about: x\n    statements: [{says: a, value: b}]\n",
                "paper.two-statements", 11
            ),
        ]
        for (yaml, code, line) in cases {
            let found = try PaperFixture.problem(yaml)
            #expect(found?.code == code, "\(yaml)")
            if let line { #expect(found?.place.row == line, "\(yaml)") }
            #expect(found?.place.file == "tables.yaml")
            guard let found else { continue }
            for language in Language.allCases {
                let sentence = Catalogue.bundled.sentence(found, language)
                #expect(!sentence.contains(found.code) && sentence.firstMatch(of: /\{[a-z-]+\}/) == nil, "\(sentence)")
            }
        }
    }

    @Test("Other encodings, missing files and deep nesting are refused, not survived by luck")
    func hostile() throws {
        let scratch = try Scratch()
        let latin = scratch.url.appendingPathComponent("latin.yaml")
        try Data([0x70, 0x3a, 0xe9, 0x0a]).write(to: latin)
        #expect(throws: Problem.self) { try Paper(contentsOf: latin) }
        #expect(throws: Problem.self) { try Paper(contentsOf: scratch.url.appendingPathComponent("none.yaml")) }
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(try PaperFixture.problem("paper: " + deep) != nil)
        let nested = String(repeating: "{a: ", count: 50_000) + "1" + String(repeating: "}", count: 50_000)
        #expect(try PaperFixture.problem(Self.head + "tables: " + nested) != nil)
        #expect(try PaperFixture.problem("\u{0}\u{1}") != nil)
        // Aliases of aliases: 2⁴⁰ elements if anybody unfolded them.
        var bomb = Self.head + "x0: &x0 [a, a]\n"
        for level in 1...40 { bomb += "x\(level): &x\(level) [*x\(level - 1), *x\(level - 1)]\n" }
        #expect(try PaperFixture.problem(bomb + "tables: *x40\n") != nil)
        let formula = String(repeating: "-", count: 900) + "1"
        #expect(
            try PaperFixture.problem(
                PaperFixture.table("kind: formulas\nrows: [{label: a, printed: '\(formula)', must-equal: 1}]")) != nil)
    }

    @Test("Large but readable numbers bring nothing down")
    func large() throws {
        let big = "999999999999"
        for yaml in [
            "rows: [{label: a, count: \(big), percent: '33.333333'}, {label: b, count: \(big), percent: '0.0000000001'}]",
            "rows: [{label: a, percent: '0.00000000000001'}, {label: b, percent: '99.9999999999999'}]",
            "kind: means\nstep: 1\nscale: {min: -999999999999, max: 999999999999}\nrows: [{label: a, mean: 123456789.12, sd: 99999999.5, se: 3, sum: 5, median: 1}]",
            "kind: means\nstep: 0.000001\nitems: 1000000\nrows: [{label: a, mean: 5.5, sd: 1.1, min: 0, max: 9}]",
            "kind: tests\nrows: [{label: a, t: 999999999999999, df: 10000000, p: 0.00000000000001}, {label: b, f: 1e3, df: 1, df2: 1}]",
            "kind: signed-ranks\nnegative: {n: 3000000, sum: 999999999999}\npositive: {n: 3000000, sum: 1}\nz: 3\np: .5",
            "kind: regression\nrows: [{label: a, b: 999999999999, se: 0.000000001, t: 3, odds: 5}]",
            "kind: arithmetic\nrows: [{label: a, product: [\(Array(repeating: big, count: 60).joined(separator: ", "))], result: 1}]",
            "kind: loans\nrows: [{label: a, principal: 1, instalment: 999999999999999, periods: 1000000, total: 5}]",
            "kind: classes\nmin: 1\nmax: 999999999999\nrows: [{label: a, limits: 1 - 5}, {label: b, limits: 6 - 999999999999}]",
        ] {
            let audit: PaperAudit
            do {
                audit = try PaperFixture.paper(PaperFixture.table(yaml, n: 1_000_000_000_000)).audit()
            } catch let problem as Problem {
                #expect(problem.place.row != nil, "\(yaml)")
                continue
            }
            _ = audit.document(in: .id)
            _ = audit.csv(in: .en)
        }
    }

    @Test("Random cuts and swaps of a good file are read or refused, never worse", arguments: 0..<40)
    func fuzz(seed: Int) throws {
        var random = SeededNumbers(seed)
        let good = try String(contentsOf: PaperFileTests.example(), encoding: .utf8)
        let scratch = try Scratch()
        for _ in 0..<25 {
            var bytes = Array(good.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes.insert(contentsOf: Array("99999999999".utf8), at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 200))
                }
            }
            let file = scratch.url.appendingPathComponent("fuzz.yaml")
            try Data(bytes).write(to: file)
            guard let paper = try? Paper(contentsOf: file) else { continue }
            let audit = paper.audit()
            #expect(audit.findings.allSatisfy { !$0.message.id.isEmpty })
        }
    }

    static func example() throws -> URL {
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Examples/mekaar-kutasari/tables.yaml")
    }
}
