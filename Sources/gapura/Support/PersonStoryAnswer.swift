// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// What became of a person beside the lists: numbers, names, family cards, events, statuses. Everything is masked.
struct PersonStoryAnswer: Encodable {
    struct Event: Encodable {
        var event: String
        var date: String
        var programme: String?
        var fiscal_year: Int?
        var to_region: String?
        var other_number: String?
        var source: String
        var note: String?
        var sending: Int64
        var row: Int
    }
    struct Card: Encodable {
        var card: String
        var since: String?
        var source: String?
    }
    struct Status: Encodable {
        struct Said: Encodable {
            var value: String
            var as_of: String
            var source: String
            var source_version: String?
            var document: String?
        }
        var kind: String
        var holds: Said
        var rule: String
        var beside: [Said]
        /// The event that goes before all of them; nil where there is none, or none denies it.
        var event_date: String?
        var event_source: String?
    }

    /// The number that holds, and those before it.
    var numbers: [String]
    var new_name: String?
    var events: [Event]
    var held: [EffectAnswer]
    var cards: [Card]
    var statuses: [Status]

    init(_ story: PersonStory, _ language: Language) {
        numbers = story.numbers.map { NIK.masked(raw: $0) }
        new_name = story.newName.map { PersonName.masked(raw: $0) }
        events = story.events.map { Event($0, of: story) }
        held = story.effects.map { EffectAnswer($0) }
        cards = story.cards.map {
            Card(
                card: NIK.masked(raw: $0.number), since: $0.since, source: $0.source.map { LongNumbers.hidden(in: $0) })
        }
        statuses = story.statuses.map { status in
            Status(
                kind: status.kind.rawValue, holds: .init(status.holding), rule: status.rule.rawValue,
                beside: status.sources.dropFirst().map { .init($0) }, event_date: status.event?.date,
                event_source: status.event.map { LongNumbers.hidden(in: $0.source) })
        }
    }

    func tell(_ story: PersonStory, _ console: Console) throws {
        if numbers.count > 1 {
            try console.line(
                console.say(
                    "person.numbers", ["now": numbers[0], "before": numbers.dropFirst().joined(separator: ", ")]))
        }
        if let new_name { try console.line(console.say("person.new-name", ["name": new_name])) }
        for told in story.events {
            try console.line(
                console.say(
                    "person.event",
                    [
                        "event": told.event.event.label(console.language), "date": told.event.date,
                        "source": LongNumbers.hidden(in: told.event.source), "sending": String(told.sending),
                        "row": String(told.row),
                    ]))
        }
        for effect in story.effects { try console.line(EffectAnswer(effect).sentence(console)) }
        for card in cards {
            try console.line(
                console.say(
                    card.since == nil ? "person.card-first" : "person.card",
                    ["card": card.card, "since": card.since ?? "", "source": card.source ?? ""]))
        }
        for status in story.statuses { try console.line(StatusText.sentence(status, console)) }
    }
}

extension PersonStoryAnswer.Event {
    fileprivate init(_ told: ToldLifeEvent, of story: PersonStory) {
        let event = told.event
        let others = [event.replacement, event.newNik, event.nik].compactMap { $0 }.filter {
            !story.numbers.contains($0) || $0 == event.newNik
        }
        self.init(
            event: event.event.rawValue, date: event.date, programme: event.programme,
            fiscal_year: event.programme == nil ? nil : event.fiscalYear, to_region: event.region,
            other_number: others.first.map { NIK.masked(raw: $0) }, source: LongNumbers.hidden(in: event.source),
            note: event.note.map { LongNumbers.hidden(in: $0) },
            sending: told.sending, row: told.row)
    }
}

extension PersonStoryAnswer.Status.Said {
    fileprivate init(_ status: ExternalStatus) {
        self.init(
            value: status.value, as_of: status.asOf, source: status.source, source_version: status.sourceVersion,
            document: status.document.map { LongNumbers.hidden(in: $0) })
    }
}

/// What an event means for one enrolment.
struct EffectAnswer: Encodable {
    var effect: String
    var is_held: Bool
    var nik: String
    var programme: String
    var fiscal_year: Int
    var list: String
    var batch: Int64
    var row: Int
    var amount: Int64?
    /// `list`, or `programme` where the amount is that of the programme's period.
    var amount_of: String?
    var event: String
    /// `event` or `status`: what says so.
    var told_by: String
    /// The day of the event, or the one as of which a status speaks.
    var date: String
    var source: String
    var source_version: String?
    var replacement: String?

    init(_ effect: EventEffect) {
        self.effect = effect.kind.rawValue
        is_held = effect.kind.isHeld
        nik = NIK.masked(raw: effect.enrolment.nik)
        programme = effect.enrolment.programme
        fiscal_year = effect.enrolment.fiscalYear
        list = effect.enrolment.listName
        batch = effect.enrolment.batch
        row = effect.enrolment.row
        amount = effect.enrolment.amount
        amount_of = amount.map { _ in effect.enrolment.hasProgrammeAmount ? "programme" : "list" }
        event = effect.event.event.rawValue
        told_by = effect.status == nil ? "event" : "status"
        source_version = effect.status?.sourceVersion.map { LongNumbers.hidden(in: $0) }
        date = effect.event.date
        source = LongNumbers.hidden(in: effect.event.source)
        replacement = effect.event.replacement.map { NIK.masked(raw: $0) }
    }

    /// Who says so, in the reader's language.
    func source(in language: Language) -> String {
        told_by == "event" ? source : SheetKinds.bundled.label("statusSource", source, language) ?? source
    }

    func sentence(_ console: Console) -> String {
        console.say(
            "effect." + effect + (told_by == "event" ? "" : "-status"),
            [
                "programme": programme, "year": String(fiscal_year), "list": list, "row": String(row), "date": date,
                "source": source(in: console.language), "replacement": replacement ?? "",
            ])
    }
}

/// What other sources say, as a sentence.
enum StatusText {
    static func sentence(_ status: StatusView, _ console: Console) -> String {
        func said(_ one: ExternalStatus) -> String {
            let paper = [one.sourceVersion, one.document].compactMap { $0 }.joined(separator: ", ")
            return console.say(
                "status.said",
                [
                    "value": label("statusValue", one.value, console),
                    "source": label("statusSource", one.source, console),
                    "date": one.asOf, "paper": paper.isEmpty ? "" : " (\(LongNumbers.hidden(in: paper)))",
                ])
        }
        return console.say(
            "status.rule." + status.rule.rawValue,
            [
                "kind": label("statusKind", status.kind.rawValue, console), "holds": said(status.holding),
                "beside": status.contradicting.map(said).joined(separator: "; "), "date": status.event?.date ?? "",
                "source": status.event.map { LongNumbers.hidden(in: $0.source) } ?? "",
            ])
    }

    private static func label(_ vocabulary: String, _ code: String, _ console: Console) -> String {
        SheetKinds.bundled.label(vocabulary, code, console.language) ?? code
    }
}
