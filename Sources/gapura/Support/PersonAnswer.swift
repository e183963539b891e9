// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// What is known of a person: lists, decisions, other records, what happened, which sources say what, who looked.
struct PersonAnswer: Encodable {
    /// What is known of a person, not masked.
    struct Record: Encodable {
        var sex: String?
        var birth_date: String?
        var phone: String?
        var village: String?
        var family_card: String?

        init(_ person: PersonRecord) {
            sex = person.sex
            birth_date = person.birthDate
            phone = person.phone
            village = person.village
            family_card = person.familyCard
        }

        func tell(_ console: Console) throws {
            for (key, value) in [
                ("sex", sex), ("birth-date", birth_date), ("phone", phone), ("village", village),
                ("family-card", family_card),
            ] {
                if let value { try console.line("  \(console.say("record." + key)): \(value)") }
            }
        }
    }
    struct Line: Encodable {
        var batch: Int64
        var list: String
        var programme: String
        var fiscal_year: Int
        var institution: String
        var row: Int
        var outcome: String
        /// Whether a later sending of the list says something else in its place.
        var superseded: Bool
        var origin: String?
        var amount: Int64?
        /// `list`, or `programme` where the list tells none and that of the programme's period stands for it.
        var amount_of: String?
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
    /// Only where it was asked for, and a purpose stated.
    var record: Record?
    var lines: [Line]
    var decisions: [Decision]
    /// What stored rulings say.
    var rulings: [PersonRulingAnswer]
    var identity: PersonIdentityAnswer?
    /// Who looked, the newest first.
    var looks: [LogAnswer.Entry]
    var story: PersonStoryAnswer
    var facts: PersonFactsAnswer
    var fields: [FieldAnswer]
    private let view: PersonView

    enum CodingKeys: String, CodingKey {
        case nik, known, name, record, lines, decisions, rulings, identity, looks, story, facts, fields
    }

    /// - Parameter isFull: whether values are not masked.
    init(_ view: PersonView, _ number: NIK, _ console: Console, isFull: Bool = false) {
        self.view = view
        nik = isFull ? number.digits : number.masked
        known = view.person != nil
        name = view.person.map { isFull ? $0.name : PersonName.masked(raw: $0.name) }
        record = isFull ? view.person.map(Record.init) : nil
        lines = view.lines.map { item in
            Line(
                batch: item.batch.id, list: item.batch.name, programme: item.batch.programme,
                fiscal_year: item.batch.fiscalYear, institution: item.batch.institution, row: item.line.row,
                outcome: item.line.outcome.rawValue, superseded: view.isSuperseded(item),
                origin: view.origin(of: item)?.rawValue, amount: item.line.amount,
                amount_of: item.line.amount.map { _ in item.hasProgrammeAmount ? "programme" : "list" },
                problems: item.problems.map { Answer.ProblemLine($0.problem, console.language) })
        }
        decisions = view.decisions.map { item in
            Decision(
                stage: item.event.stage, actor: item.event.actor, at: item.event.happenedAt,
                decision: item.event.decision, reason: item.event.reason, rule: item.event.rule,
                legal_basis: item.rule?.legalBasis)
        }
        rulings = view.rulings.map(PersonRulingAnswer.init)
        identity = view.identity.map(PersonIdentityAnswer.init)
        looks = view.looks.map(LogAnswer.Entry.init)
        story = PersonStoryAnswer(view.story, console.language)
        facts = PersonFactsAnswer(view.facts, numbers: view.story.numbers, on: view.day)
        fields = view.fields.map { FieldAnswer($0, console) }
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
            ["programme", "year", "list", "institution", "row", "outcome", "origin", "amount", "amount-of"].map {
                console.say("column." + $0)
            }, numeric: [7])
        for line in lines {
            grid.add([
                line.programme, String(line.fiscal_year), line.list, line.institution, String(line.row),
                console.say("outcome." + line.outcome)
                    + (line.superseded ? " (" + console.say("outcome.superseded") + ")" : ""),
                line.origin.map { console.say("origin." + $0) } ?? "",
                line.amount.map { console.integer($0) } ?? "–",
                line.amount_of.map { console.say("amount-of." + $0) } ?? "",
            ])
        }
        return grid
    }

    func tell(_ console: Console) throws {
        try console.line(
            console.say(known ? "person.known" : "person.unknown", ["nik": nik, "name": name ?? ""]))
        try record?.tell(console)
        if !lines.isEmpty { try console.out(grid(console).text) }
        try story.tell(view.story, console)
        try facts.tell(view.facts, console)
        let conflicts = fields.filter(\.is_conflict)
        if !conflicts.isEmpty { try console.line(console.say("claim.conflicts")) }
        for field in conflicts { try field.tell(console) }
        if let identity { try identity.tell(console) }
        for decision in decisions {
            let basis =
                decision.decision == StageDecision.refused.rawValue
                ? " — " + (decision.legal_basis ?? console.say("person.no-basis")) : ""
            try console.line(
                "\(decision.at)  \(decision.stage)  \(decision.actor): \(console.say("decision." + decision.decision))"
                    + (decision.reason.map { " (\($0))" } ?? "") + basis)
        }
        for ruling in rulings { try console.line(ruling.sentence(console)) }
        // This look is among them.
        guard view.looks.count > 1 else { return }
        try console.line(console.say("person.looks"))
        try console.out(LogAnswer.grid(view.looks, console).text)
    }
}
