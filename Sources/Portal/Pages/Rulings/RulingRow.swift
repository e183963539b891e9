import Problems
import Registry
import Reports
import Store

extension SearchPage {
    /// What a stored ruling, or an appeal, says of the person.
    struct RulingRow: Sendable {
        struct Reason: Sendable {
            var statement: String
            var basis: String
            var hasBasis: Bool
            var issuer: String
            /// What of the rule reads otherwise today.
            var change: String?
        }

        /// The colour of its place in the course of time.
        var timeline: String
        var day: String
        var programme: String
        var chip: String
        var verdictName: String
        var number: String
        var address: String
        var stored: String
        var superseded: String?
        var evidence: String?
        var reasons: [Reason]
        /// The rule files that said so, and whether they read the same today.
        var files: [String]

        init(_ told: PersonRuling, _ names: Names, _ words: Words) throws {
            let record = told.ruling
            let sentences = try RuleSentences(words.language)
            let texts = try RuleTexts(told.files)
            timeline = told.verdict == .refused ? StageDecision.refused.rawValue : ""
            day = words.day(record.decidedOn)
            programme = names.short(record.programme) + " " + String(record.fiscalYear)
            chip = RuleRunPage.chip(told.verdict)
            verdictName = sentences.verdict(told.verdict)
            number = words(
                record.appeals == nil ? "ruling.number" : "ruling.number.appeal", ["id": String(record.id)])
            address = RulingsPage.address(record.appeals ?? record.id, row: told.row)
            stored = words(
                "ruling.told", ["at": words.instant(record.recordedAt), "actor": record.actor])
            superseded = told.isSuperseded ? words("ruling.superseded") : nil
            evidence = told.evidence.map { brought in
                words(
                    brought.asOf == nil ? "ruling.brought" : "ruling.brought.dated",
                    [
                        "source": Masked.digits(brought.source, longest: 400),
                        "day": brought.asOf.map(words.day) ?? "",
                    ])
            }
            reasons = told.rules.compactMap(texts.rule).map { rule in
                Reason(
                    statement: rule.statement(words.language), basis: sentences.basis(rule),
                    hasBasis: rule.basis != nil, issuer: sentences.issuer(rule), change: texts.change(of: rule, words))
            }
            files = texts.files.map { $0.name + " " + $0.version + " · " + texts.standing($0, words) }
        }
    }
}
