// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry

/// The rules of rule files, one beside the other: a flat table for whoever reads them in a spreadsheet.
struct RuleListAnswer: Encodable {
    struct Rule: Encodable {
        var programme: String
        var code: String
        var kind: String
        var statement_id: String
        var statement_en: String
        var regulation: String?
        var article: String?
        var date: String?
        var issuer: String?
        var issuer_level: String
        var valid_from: String?
        var valid_to: String?
        var severity: String
        var expression: String
        var file: String
        var version: String

        init(_ rule: ProgrammeRule, _ file: RuleFile) {
            (programme, code, kind) = (rule.programme, rule.code, rule.kind.rawValue)
            (statement_id, statement_en) = (rule.statement(.id), rule.statement(.en))
            (regulation, article, date) = (rule.basis?.regulation, rule.basis?.article, rule.basis?.dateText)
            (issuer, issuer_level) = (rule.issuer.name, rule.issuer.level.rawValue)
            (valid_from, valid_to) = (rule.validFrom?.description, rule.validTo?.description)
            (severity, expression) = (rule.severity.rawValue, RuleListAnswer.line(rule.expressionText))
            (self.file, version) = (file.name, file.version)
        }
    }

    var rules: [Rule]

    init(_ files: [RuleFile]) { rules = files.flatMap { file in file.rules.map { Rule($0, file) } } }

    /// The names of the columns are those of the JSON document, in either language: what is written out is read in again.
    var table: TextGrid {
        var grid = TextGrid([
            "programme", "code", "kind", "statement_id", "statement_en", "regulation", "article", "date", "issuer",
            "issuer_level", "valid_from", "valid_to", "severity", "expression", "file", "version",
        ])
        for rule in rules {
            grid.add([
                rule.programme, rule.code, rule.kind, rule.statement_id, rule.statement_en, rule.regulation ?? "",
                rule.article ?? "", rule.date ?? "", rule.issuer ?? "", rule.issuer_level, rule.valid_from ?? "",
                rule.valid_to ?? "", rule.severity, rule.expression, rule.file, rule.version,
            ])
        }
        return grid
    }

    /// What fits a terminal.
    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "kind", "statement", "basis", "from", "to"].map { console.say("rules.column." + $0) })
        for rule in rules {
            let basis = [rule.regulation, rule.article].compactMap(\.self).joined(separator: " ")
            grid.add([
                rule.code, console.say("rules.kind." + rule.kind),
                console.language == .en ? rule.statement_en : rule.statement_id,
                basis.isEmpty ? console.say("rules.no-basis") : basis, rule.valid_from ?? "–", rule.valid_to ?? "–",
            ])
        }
        return grid
    }

    private static func line(_ expression: String) -> String {
        expression.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
