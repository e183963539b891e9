import Crypto
import Foundation
import Indonesia
public import Problems
import Rules

extension RuleChange {
    /// The file that holds conditions which no file holds.
    static let trialFile = "percobaan"

    /// Rule files with changes. A file that a change touches has another digest, which follows from the old one and the
    /// changes alone.
    ///
    /// - Throws: `rules.change-code` for a rule that none of the files holds; `rules.change-expression`,
    ///   `rules.change-number`, `rules.change-value` for what cannot stand in a rule.
    public static func applying(_ changes: [RuleChange], to files: [RuleFile]) throws(Problem) -> [RuleFile] {
        let schema = try FactSchema.bundled()
        var files = files
        var touched: [Int: [String]] = [:]
        var trials: [ProgrammeRule] = []
        for change in changes {
            if case .added(let expression) = change.step {
                trials.append(try change.trial(expression, files.first?.programme ?? "", schema))
                continue
            }
            if case .limit = change.step { continue }
            guard let (file, rule) = place(of: change.code, in: files) else {
                throw Problem(
                    "rules.change-code", value: change.code,
                    ["known": files.flatMap(\.rules).map(\.code).joined(separator: ", ")])
            }
            if case .set(let key, let value) = change.step {
                try change.set(key, value, of: &files[file].rules[rule], schema)
                change.mark(&files[file].rules[rule], key)
            } else {
                files[file].rules.remove(at: rule)
            }
            touched[file, default: []].append(change.text)
        }
        for (file, lines) in touched { (files[file].content, files[file].digest) = text([files[file].digest] + lines) }
        guard !trials.isEmpty, let programme = files.first?.programme else { return files }
        let (content, digest) = text(trials.map(\.expression.parsed.text))
        return files + [
            RuleFile(
                name: trialFile, programme: programme, version: "–", digest: digest, content: content, rules: trials)
        ]
    }

    private static func place(of code: String, in files: [RuleFile]) -> (file: Int, rule: Int)? {
        for (file, own) in files.enumerated() {
            if let rule = own.rules.firstIndex(where: { $0.code == code }) { return (file, rule) }
        }
        return nil
    }

    /// What is changed is no longer what the regulation says: it rests on nothing until somebody decrees it.
    private func mark(_ rule: inout ProgrammeRule, _ key: Key) {
        (rule.basis, rule.note) = (nil, nil)
        let now: String
        switch key {
        case .expression, .amount, .limit: now = rule.expressionText
        case .severity, .from, .to: now = text
        }
        rule.statement.id += " (dicoba: \(now))"
        rule.statement.en += " (tried: \(now))"
    }

    /// The text of a file that stands nowhere, and its digest.
    private static func text(_ lines: [String]) -> (content: String, digest: String) {
        let content = lines.joined(separator: "\n")
        return (content, SHA256.hash(data: Data(content.utf8)).hexText)
    }

    /// A requirement that rests on nothing and that nobody made.
    private func trial(
        _ expression: String, _ programme: String, _ schema: FactSchema
    ) throws(Problem) -> ProgrammeRule {
        ProgrammeRule(
            code: code, programme: programme, kind: .requirement,
            expression: try checked(expression, isCondition: true, schema),
            statement: BilingualText(id: "Syarat percobaan: " + expression, en: "Trial condition: " + expression),
            basis: nil, issuer: ProgrammeRule.Issuer(level: .unknown), severity: .refuse, contradictedBy: [], tests: [],
            line: 1)
    }

    private func checked(
        _ text: String, isCondition: Bool, _ schema: FactSchema
    ) throws(Problem) -> CheckedExpression {
        do throws(Problem) {
            return try CheckedExpression(text, schema: schema.schema, expected: isCondition ? .bool : nil)
        } catch {
            var arguments = [
                "rule": code, "piece": error.value.flatMap { $0.isEmpty ? nil : $0 } ?? text,
                "line": error.arguments["line"] ?? "1", "column": error.arguments["column"] ?? "1",
            ]
            arguments["from"] = error.arguments["from"]
            arguments["to"] = error.arguments["to"]
            for language in Language.allCases {
                arguments["reason." + language.rawValue] = Catalogue.bundled.reason(error, language)
                arguments["remedy." + language.rawValue] = Catalogue.bundled.remedy(error, language)
            }
            throw Problem("rules.change-expression", value: text, arguments)
        }
    }

    private func set(
        _ key: Key, _ value: String, of rule: inout ProgrammeRule, _ schema: FactSchema
    ) throws(Problem) {
        func wrong(_ allowed: String) -> Problem {
            Problem("rules.change-value", value: value, ["rule": code, "key": key.rawValue, "allowed": allowed])
        }
        switch key {
        case .expression:
            rule.expression = try checked(value, isCondition: rule.kind.isCondition, schema)
        case .amount, .limit:
            let text = rule.expression.parsed.text
            let places = rule.expression.parsed.wholeNumbers
            guard rule.kind.isCondition == (key == .limit), places.count == 1, let place = places.first else {
                throw Problem("rules.change-number", value: text, ["rule": code, "key": key.rawValue])
            }
            let number = Int64(value) ?? Rupiah.parse(value).value?.amount
            guard let number, number >= 0 else { throw wrong("0, 1200000, …") }
            rule.expression = try checked(
                text.replacingCharacters(in: place, with: String(number)), isCondition: rule.kind.isCondition, schema)
        case .severity:
            guard let severity = Severity(rawValue: value) else {
                throw wrong(Severity.allCases.map(\.rawValue).joined(separator: ", "))
            }
            rule.severity = severity
        case .from, .to:
            guard let day = CalendarDate(value) else { throw wrong("yyyy-mm-dd") }
            if key == .from { rule.validFrom = day } else { rule.validTo = day }
        }
    }
}
