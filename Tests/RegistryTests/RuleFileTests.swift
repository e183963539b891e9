import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("Rule files")
struct RuleFileTests {
    private static let head = "programme: BPUM\nversion: \"1\"\nissuer: {level: ministry, name: K}\nrules:\n"

    private func reading(_ text: String) throws -> RuleFileReading {
        let scratch = try Scratch()
        return try RuleLibrary.reading(try scratch.file("a.yaml", text).path)
    }

    private func rule(_ lines: String) throws -> [Problem] {
        try reading(Self.head + "  - code: a.b\n" + lines.split(separator: "\n").map { "    \($0)\n" }.joined())
            .problems
    }

    @Test("the files that ship pass their own tests; only rules that no regulation holds are told")
    func bundled() throws {
        var rules: [ProgrammeRule] = []
        for name in RuleLibrary.names {
            let reading = try RuleLibrary.reading(name)
            #expect(
                reading.problems.allSatisfy { ["rule-file.no-basis", "rule-file.no-regulation"].contains($0.code) },
                "\(reading.problems)")
            rules += try #require(reading.file).rules
        }
        #expect(rules.count == 27 && Set(rules.map(\.code)).count == 27)
        #expect(
            rules.filter { $0.basis == nil }.map(\.code).sorted()
                == ["bpum.local.not-phase-one", "bpum.local.not-previous-year"])
        #expect(
            Set(rules.filter { $0.basis != nil && $0.legalBasis == nil }.map(\.code)) == [
                "bpum.local.savings-below-2m", "mekaar.poor-women", "mekaar.house-index-12", "mekaar.presence",
                "mekaar.one-per-family", "mekaar.instalments",
            ])
        // Each condition is tried where it lacks what it asks for.
        for rule in rules where rule.kind.decides && rule.severity == .refuse {
            #expect(rule.tests.contains { $0.expected == .held } || rule.code == "bpum.2021.never-or-previous-year")
        }
    }

    @Test("the catalogue of the registry says of each rule what its file says")
    func catalogue() throws {
        let folder = try #require(Examples.folder("catalogue"))
        let scratch = try Scratch()
        let registry = Registry(try scratch.database())
        try registry.loadCatalogue(from: folder)
        let records = try registry.rules()
        let rules = try RuleLibrary.all().flatMap(\.rules)
        #expect(Set(records.map(\.code)) == Set(rules.map(\.code)))
        for record in records {
            let rule = try #require(rules.first { $0.code == record.code })
            #expect(rule.programme == record.programme && rule.statement.id == record.statementId)
            #expect(rule.statement.en == record.statementEn && rule.basis?.text == record.legalBasis)
            #expect(rule.validFrom?.description == record.validFrom, "\(record.code)")
            #expect(rule.validTo?.description == record.validTo, "\(record.code)")
            #expect(rule.contradictedBy == record.contradictedBy && rule.verification == record.verification)
            #expect(rule.issuer.name == record.issuer, "\(record.code)")
        }
    }

    @Test(
        "what is wrong is told with file, line and rule, all of it at once",
        arguments: [
            ("kind: requiremnt", "rule-file.value", 6), ("kind: requirement\nkond: x", "rule-file.key", 7),
            ("kind: requirement\nexpression: person.jb == 'x'", "rule-file.expression", 7),
            ("kind: requirement\nexpression: \"1\"", "rule-file.expression", 7),
            ("kind: requirement\nexpression: \"1 +\"", "rule-file.expression", 7),
            ("kind: requirement\nvalid: {from: 2021-02-30}", "rule-file.date", 7),
            ("kind: requirement\nvalid: {from: 2021-02-03, to: 2021-02-02}", "rule-file.dates", 7),
            ("kind: requirement\nstatement: x", "rule-file.shape", 7),
            ("kind: requirement\nstatement: {id: x}", "rule-file.missing", 7),
            ("kind: requirement\nbasis: {article: Ps 4}", "rule-file.missing", 7),
            (
                "kind: requirement\nexpression: person.job == 'x'\nstatement: {id: a, en: b}\ntests:\n"
                    + "  - {name: n, with: {person.jb: x}, expect: met}", "rule-file.given", 10
            ),
            (
                "kind: requirement\nexpression: person.job == 'x'\nstatement: {id: a, en: b}\ntests:\n"
                    + "  - {name: n, with: {person.job: y}, expect: met}", "rule-file.test", 10
            ),
        ])
    func faults(lines: String, code: String, line: Int) throws {
        let found = try rule(lines)
        let problem = try #require(found.first { $0.code == code && $0.place.row == line }, "\(found)")
        #expect(problem.place.file == "a.yaml" && problem.place.row == line)
        #expect(problem.arguments["rule"] == "a.b" && problem.severity == .refuse)
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(problem, language)
            #expect(!sentence.contains("{") && sentence.contains("a.b") && sentence.contains("→"), "\(sentence)")
        }
    }

    @Test("text that is no YAML, keys written twice, codes used twice, an empty file")
    func broken() throws {
        #expect(try reading("programme: [").problems.map(\.code) == ["rule-file.syntax"])
        let twice = try reading("programme: A\nprogramme: B\n").problems
        #expect(twice.map(\.code) == ["rule-file.syntax"])
        #expect(try reading("").problems.map(\.code) == ["rule-file.missing"])
        let rule = "  - {code: a, kind: term, expression: \"1\", statement: {id: a, en: b}}\n"
        let double = try reading(Self.head + rule + rule)
        #expect(double.file == nil && double.problems.contains { $0.code == "rule-file.double" && $0.place.row == 6 })
        #expect(throws: Problem.self) { try RuleLibrary.reading("/tidak/ada.yaml") }
    }

    @Test("a rule without basis, remedy or tests can be used, and says so")
    func warnings() throws {
        let text =
            Self.head + "  - {code: a, kind: requirement, expression: person.job == 'x', statement: {id: a, en: b}}\n"
        let read = try reading(text)
        #expect(read.file != nil)
        #expect(
            read.problems.map(\.code).sorted()
                == ["rule-file.no-basis", "rule-file.no-remedy", "rule-file.no-tests"])
        #expect(read.problems.allSatisfy { $0.severity == .warn })
    }

    @Test(
        "only a regulation is a legal basis; what a file does not say follows from the citation, and it is warned of",
        arguments: [
            ("{kind: practice, regulation: UU 20/2008}", ProgrammeRule.Basis.Kind.practice, "rule-file.no-regulation"),
            ("{kind: regulation, regulation: Perbup Malang 5/2021}", .regulation, ""),
            ("{regulation: Permenkop UKM 2/2021}", .regulation, "rule-file.basis-kind"),
            ("{regulation: UU 20/2008}", .regulation, "rule-file.basis-kind"),
            ("{regulation: Surat edaran (Kudus)}", .circular, "rule-file.basis-kind"),
            ("{regulation: Praktik PNM}", .practice, "rule-file.basis-kind"),
            ("{regulation: kata kepala unit}", .practice, "rule-file.basis-kind"),
        ])
    func basisKinds(basis: String, kind: ProgrammeRule.Basis.Kind, code: String) throws {
        let read = try reading(
            Self.head + "  - {code: a, kind: term, expression: \"1\", statement: {id: a, en: b}, basis: \(basis)}\n")
        let rule = try #require(read.file?.rules.first)
        #expect(rule.basis?.kind == kind && (rule.legalBasis != nil) == (kind == .regulation))
        let codes = read.problems.map(\.code)
        #expect(code.isEmpty ? codes == ["rule-file.no-tests"] : codes.contains(code))
        #expect(read.problems.allSatisfy { $0.severity == .warn })
        #expect(
            try reading(
                Self.head
                    + "  - {code: a, kind: term, expression: \"1\", statement: {id: a, en: b}, basis: {kind: x, regulation: y}}\n"
            ).file == nil)
    }

    @Test("the page about rules names every fact and question of the vocabulary with its type")
    func documented() throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/rules.md")
                .standardizedFileURL, encoding: .utf8)
        let schema = try FactSchema.bundled()
        for fact in schema.facts { #expect(page.contains("| `\(fact.name)` | \(fact.type) |"), "\(fact.name)") }
        for question in schema.questions {
            for signature in question.signatures { #expect(page.contains("`\(signature)`"), "\(signature)") }
        }
    }
}
