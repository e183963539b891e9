// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry

/// What a check of rule files found.
struct RuleCheckAnswer: Encodable {
    private struct Rule: Encodable {
        var code: String
        var kind: String
        var severity: String
        var valid_from: String?
        var valid_to: String?
        var legal_basis: String?
        /// What it rests on, and what weight that has.
        var basis: String?
        var basis_kind: String?
        var issuer: String?
        var issuer_level: String
        var tests: Int
    }

    private struct File: Encodable {
        var file: String
        var usable: Bool
        var programme: String?
        var version: String?
        var digest: String?
        var rules: [Rule]
        var problems: [Answer.ProblemLine]
    }

    private var files: [File]

    init(_ readings: [RuleFileReading], _ language: Language) {
        files = readings.map { reading in
            File(
                file: reading.name, usable: reading.file != nil, programme: reading.file?.programme,
                version: reading.file?.version, digest: reading.file?.digest,
                rules: (reading.file?.rules ?? []).map { rule in
                    Rule(
                        code: rule.code, kind: rule.kind.rawValue, severity: rule.severity.rawValue,
                        valid_from: rule.validFrom?.description, valid_to: rule.validTo?.description,
                        legal_basis: rule.legalBasis?.text, basis: rule.basis?.text,
                        basis_kind: rule.basis?.kind.rawValue, issuer: rule.issuer.name,
                        issuer_level: rule.issuer.level.rawValue, tests: rule.tests.count)
                }, problems: reading.problems.map { Answer.ProblemLine($0, language) })
        }
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["file", "code", "kind", "from", "to", "basis", "issuer", "tests"].map {
                console.say("rules.column." + $0)
            },
            numeric: [7])
        for file in files {
            for rule in file.rules {
                let basis =
                    rule.legal_basis
                    ?? ([console.say("rules.no-basis")] + [rule.basis].compactMap(\.self))
                    .joined(separator: ": ")
                grid.add([
                    file.file, rule.code, console.say("rules.kind." + rule.kind), rule.valid_from ?? "–",
                    rule.valid_to ?? "–", basis,
                    console.say("rules.level." + rule.issuer_level), String(rule.tests),
                ])
            }
        }
        return grid
    }

    func sentence(_ console: Console) -> String {
        let rules = files.flatMap(\.rules)
        return console.say(
            "rules.checked",
            [
                "files": console.integer(files.count), "usable": console.integer(files.count { $0.usable }),
                "rules": console.integer(rules.count),
                "tests": console.integer(rules.reduce(0) { $0 + $1.tests }),
                "unfounded": console.integer(rules.count { $0.legal_basis == nil }),
            ])
    }
}
