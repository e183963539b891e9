import Crypto
import Foundation
import Indonesia
public import Problems
import Rules
import Yams

/// A rule file as it was read: the rules, where they can be used, and all that is wrong with it, each with line and rule.
public struct RuleFileReading: Sendable {
    public let name: String
    /// Nil where something keeps it from being used.
    public let file: RuleFile?
    public let problems: [Problem]

    private static let fileKeys = ["programme", "version", "issuer", "rules"]
    private static let ruleKeys = [
        "code", "kind", "expression", "statement", "basis", "issuer", "valid", "severity", "correct", "source",
        "verification", "note", "when_missing", "contradicted_by", "tests",
    ]

    /// Reads a file, and runs the tests that stand beside its rules.
    init(_ data: Data, name: String, _ schema: FactSchema) {
        self.name = name
        let faults = RuleFileFaults(name)
        let digest = SHA256.hash(data: data).hexText
        let text = faults.text(data)
        let root = text.flatMap { faults.root($0, known: Self.fileKeys, first: "programme") }
        let file = root.flatMap { Self.file($0, schema, digest, text ?? "") }
        for rule in file?.rules ?? [] {
            faults.rule = rule.code
            rule.check(schema, faults)
        }
        problems = faults.problems
        self.file = problems.contains { $0.severity == .refuse } ? nil : file
    }

    private static func file(_ root: RuleFileNode, _ schema: FactSchema, _ digest: String, _ text: String) -> RuleFile?
    {
        let programme = root.required("programme")
        let version = root.required("version")
        let issuer = issuer(root)
        if root["rules"] == nil { root.faults.add("rule-file.missing", line: root.line, ["key": "rules"]) }
        var rules: [ProgrammeRule] = []
        var codes: Set<String> = []
        for node in root.items("rules") {
            root.faults.rule = node.mapping?["code"]?.string ?? ""
            guard let part = RuleFileNode(node, root.faults, known: ruleKeys, in: "rules") else { continue }
            let code = part.required("code")
            if let code, !codes.insert(code).inserted {
                root.faults.add("rule-file.double", line: part.line(of: "code"))
            }
            if let rule = rule(part, code ?? "", programme ?? "", issuer, schema) { rules.append(rule) }
        }
        root.faults.rule = ""
        if let list = root["rules"]?.sequence, list.isEmpty {
            root.faults.add("rule-file.missing", line: root.line(of: "rules"), ["key": "rules"])
        }
        guard let programme, let version else { return nil }
        return RuleFile(
            name: root.faults.file, programme: programme, version: version, digest: digest, content: text, rules: rules)
    }

    private static func rule(
        _ part: RuleFileNode, _ code: String, _ programme: String, _ fileIssuer: ProgrammeRule.Issuer?,
        _ schema: FactSchema
    ) -> ProgrammeRule? {
        if part["kind"] == nil { part.faults.add("rule-file.missing", line: part.line, ["key": "kind"]) }
        if part["statement"] == nil { part.faults.add("rule-file.missing", line: part.line, ["key": "statement"]) }
        let kind = part.word("kind", ProgrammeRule.Kind.self)
        let statement = part.bilingual("statement")
        let valid = part["valid"].flatMap { RuleFileNode($0, part.faults, known: ["from", "to"], in: "valid") }
        let (from, to) = (valid?.date("from"), valid?.date("to"))
        if let from, let to, to < from {
            part.faults.add(
                "rule-file.dates", line: valid?.line, ["from": from.description, "to": to.description])
        }
        let issuer = issuer(part) ?? fileIssuer
        let severity = part.word("severity", Severity.self) ?? .refuse
        let text = part.required("expression")
        let checked = text.flatMap { text in kind.flatMap { expression(text, $0, part, schema) } }
        // All parts are read before one of them can end it: one reading tells all that is wrong.
        let (basis, correction, note) = (basis(part), part.bilingual("correct"), part.bilingual("note"))
        let tests = part.items("tests").compactMap { test($0, part.faults, schema) }
        guard let checked, let kind, let statement else { return nil }
        return ProgrammeRule(
            code: code, programme: programme, kind: kind, expression: checked, statement: statement,
            basis: basis, issuer: issuer ?? ProgrammeRule.Issuer(level: .unknown), validFrom: from, validTo: to,
            severity: severity, correction: correction, source: part.text("source"),
            verification: part.text("verification"), note: note,
            passesMissing: part.word("when_missing", WhenMissing.self) == .pass,
            contradictedBy: part.items("contradicted_by").compactMap { $0.scalar?.string },
            tests: tests, line: part.line ?? 1)
    }

    private static func expression(
        _ text: String, _ kind: ProgrammeRule.Kind, _ part: RuleFileNode, _ schema: FactSchema
    ) -> CheckedExpression? {
        do throws(Problem) {
            return try CheckedExpression(text, schema: schema.schema, expected: kind.isCondition ? .bool : nil)
        } catch {
            // Where the text just ends, nothing of it is at fault but its whole.
            var arguments = ["piece": error.value.flatMap { $0.isEmpty ? nil : $0 } ?? text]
            for language in Language.allCases {
                arguments["reason." + language.rawValue] = Catalogue.bundled.reason(error, language)
                arguments["remedy." + language.rawValue] = Catalogue.bundled.remedy(error, language)
            }
            part.faults.add("rule-file.expression", line: part.line(of: "expression"), arguments)
            return nil
        }
    }

    private static func issuer(_ part: RuleFileNode) -> ProgrammeRule.Issuer? {
        guard let node = part["issuer"],
            let issuer = RuleFileNode(node, part.faults, known: ["level", "name"], in: "issuer")
        else { return nil }
        if issuer["level"] == nil { part.faults.add("rule-file.missing", line: issuer.line, ["key": "level"]) }
        return issuer.word("level", ProgrammeRule.Issuer.Level.self).map {
            ProgrammeRule.Issuer(level: $0, name: issuer.text("name"))
        }
    }

    private static func basis(_ part: RuleFileNode) -> ProgrammeRule.Basis? {
        guard let node = part["basis"],
            let basis = RuleFileNode(node, part.faults, known: ["kind", "regulation", "article", "date"], in: "basis"),
            let regulation = basis.required("regulation")
        else { return nil }
        var kind = basis.word("kind", ProgrammeRule.Basis.Kind.self)
        if kind == nil, basis["kind"] == nil {
            let taken = ProgrammeRule.Basis.Kind(citation: regulation)
            part.faults.add(
                "rule-file.basis-kind", .warn, line: basis.line,
                [
                    "regulation": String(regulation.prefix(80)), "kind": taken.rawValue,
                    "known": ProgrammeRule.Basis.Kind.allCases.map(\.rawValue).joined(separator: ", "),
                ])
            kind = taken
        }
        guard let kind else { return nil }
        return ProgrammeRule.Basis(
            kind: kind, regulation: regulation, article: basis.text("article"), date: basis.date("date"))
    }

    /// What becomes of who cannot be judged by a rule.
    private enum WhenMissing: String, CaseIterable {
        case hold, pass
    }

    private static func test(_ node: Node, _ faults: RuleFileFaults, _ schema: FactSchema) -> RuleTest? {
        guard let part = RuleFileNode(node, faults, known: ["name", "with", "expect"], in: "tests"),
            let name = part.required("name"), let word = part.required("expect")
        else { return nil }
        guard let expected = RuleResult(word: word) else {
            faults.add(
                "rule-file.value", line: part.line(of: "expect"),
                ["key": "expect", "found": String(word.prefix(60)), "allowed": "met, violated, held, idle, 1200000"])
            return nil
        }
        var given = GivenFacts()
        if let node = part["with"] {
            guard case .map(let map) = RuleFileValue.value(node) else {
                faults.add("rule-file.shape", line: node.mark?.line, ["key": "with"])
                return nil
            }
            do throws(Problem) {
                given = try GivenFacts(map, schema)
            } catch {
                faults.add(
                    "rule-file.given", line: node.mark?.line,
                    ["name": error.value ?? "", "expected": error.arguments["expected"] ?? "–", "test": name])
                return nil
            }
        }
        return RuleTest(name: name, given: given, expected: expected, line: part.line ?? 1)
    }
}

/// Values of tests.
private enum RuleFileValue {
    static func value(_ node: Node) -> RuleValue {
        switch node {
        case .mapping(let mapping):
            return .map(RuleMap(mapping.map { (.string($0.key.string ?? ""), value($0.value)) }))
        case .sequence(let sequence): return .list(sequence.map { value($0) })
        case .scalar, .alias:
            if node.null != nil { return .null }
            if let flag = node.bool, node.scalar?.style == .plain { return .bool(flag) }
            if let number = node.int, node.scalar?.style == .plain { return .int(Int64(number)) }
            if let number = node.float, node.scalar?.style == .plain { return .double(number) }
            return .string(node.scalar?.string ?? "")
        }
    }
}
