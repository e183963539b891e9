// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// What is known of a person: lists, decisions, other records.
struct PersonAnswer: Encodable {
    struct Line: Encodable {
        var batch: Int64
        var list: String
        var programme: String
        var fiscal_year: Int
        var institution: String
        var row: Int
        var outcome: String
        var amount: Int64?
        var problems: [Answer.ProblemLine]
    }
    struct Decision: Encodable {
        var stage: String
        var actor: String
        var at: String
        var decision: String
        var reason: String?
        var rule: String?
        var legal_basis: String?
    }
    var nik: String
    var known: Bool
    var name: String?
    var lines: [Line]
    var decisions: [Decision]
    var identity: PersonIdentityAnswer?

    init(_ view: PersonView, _ number: NIK, _ language: Language) {
        nik = number.masked
        known = view.person != nil
        name = view.person.map { PersonName.masked(raw: $0.name) }
        lines = view.lines.map { item in
            Line(
                batch: item.batch.id, list: item.batch.name, programme: item.batch.programme,
                fiscal_year: item.batch.fiscalYear, institution: item.batch.institution, row: item.line.row,
                outcome: item.line.outcome.rawValue, amount: item.line.amount,
                problems: item.problems.map { Answer.ProblemLine($0.problem, language) })
        }
        decisions = view.decisions.map { item in
            Decision(
                stage: item.event.stage, actor: item.event.actor, at: item.event.happenedAt,
                decision: item.event.decision, reason: item.event.reason, rule: item.event.rule,
                legal_basis: item.rule?.legalBasis)
        }
        identity = view.identity.map(PersonIdentityAnswer.init)
    }

    /// The number that somebody typed.
    ///
    /// - Throws: what is wrong with it.
    static func number(_ text: String) throws(Problem) -> NIK {
        let checked = NIK.parse(text)
        guard let number = checked.value else { throw checked.problems.first ?? Problem("nik.missing") }
        return number
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["programme", "year", "list", "institution", "row", "outcome"].map { console.say("column." + $0) })
        for line in lines {
            grid.add([
                line.programme, String(line.fiscal_year), line.list, line.institution, String(line.row),
                console.say("outcome." + line.outcome),
            ])
        }
        return grid
    }

    func tell(_ console: Console) throws {
        try console.line(
            console.say(known ? "person.known" : "person.unknown", ["nik": nik, "name": name ?? ""]))
        if !lines.isEmpty { try console.out(grid(console).text) }
        if let identity { try identity.tell(console) }
        for decision in decisions {
            let basis =
                decision.decision == StageDecision.refused.rawValue
                ? " — " + (decision.legal_basis ?? console.say("person.no-basis")) : ""
            try console.line(
                "\(decision.at)  \(decision.stage)  \(decision.actor): \(console.say("decision." + decision.decision))"
                    + (decision.reason.map { " (\($0))" } ?? "") + basis)
        }
    }
}
