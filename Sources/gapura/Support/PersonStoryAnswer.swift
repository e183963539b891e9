// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// What became of a person beside the lists: numbers, names, family cards, events, statuses. Masked unless told.
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
    /// Names before the one that holds, the newest first.
    var earlier_names: [String]
    var events: [Event]
    var held: [EffectAnswer]
    var cards: [Card]
    var statuses: [Status]
    private let shown: Shown

    enum CodingKeys: String, CodingKey {
        case numbers, new_name, earlier_names, events, held, cards, statuses
    }

    init(_ view: PersonView, _ shown: Shown, _ console: Console) {
        self.shown = shown
        let story = view.story
        numbers = story.numbers.map(shown.number)
        new_name = story.newName.map(shown.name)
        let holding = new_name ?? view.person.map { shown.name($0.name) }
        earlier_names = view.earlierNames.map(shown.name).map { name in
            name == holding ? name + " " + console.say("claim.differs") : name
        }
        events = story.events.map { Event($0, of: story, shown) }
        held = story.effects.map { EffectAnswer($0, shown) }
        cards = story.cards.map {
            Card(card: shown.number($0.number), since: $0.since, source: $0.source.map(shown.text))
        }
        statuses = story.statuses.map { status in
            Status(
                kind: status.kind.rawValue, holds: .init(status.holding, shown), rule: status.rule.rawValue,
                beside: status.sources.dropFirst().map { .init($0, shown) }, event_date: status.event?.date,
                event_source: status.event.map { shown.text($0.source) })
        }
    }

    func tell(_ story: PersonStory, _ console: Console) throws {
        if numbers.count > 1 {
            try console.line(
                console.say(
                    "person.numbers", ["now": numbers[0], "before": numbers.dropFirst().joined(separator: ", ")]))
        }
        if let new_name { try console.line(console.say("person.new-name", ["name": new_name])) }
        if !earlier_names.isEmpty {
            try console.line(console.say("person.earlier-names", ["names": earlier_names.joined(separator: "; ")]))
        }
        for told in story.events {
            try console.line(
                console.say(
                    "person.event",
                    [
                        "event": told.event.event.label(console.language), "date": told.event.date,
                        "source": shown.text(told.event.source), "sending": String(told.sending),
                        "row": String(told.row),
                    ]))
        }
        for effect in story.effects { try console.line(EffectAnswer(effect, shown).sentence(console)) }
        for card in cards {
            try console.line(
                console.say(
                    card.since == nil ? "person.card-first" : "person.card",
                    ["card": card.card, "since": card.since ?? "", "source": card.source ?? ""]))
        }
        for status in story.statuses { try console.line(StatusText.sentence(status, shown, console)) }
    }
}

extension PersonStoryAnswer.Event {
    fileprivate init(_ told: ToldLifeEvent, of story: PersonStory, _ shown: Shown) {
        let event = told.event
        let others = [event.replacement, event.newNik, event.nik].compactMap { $0 }.filter {
            !story.numbers.contains($0) || $0 == event.newNik
        }
        self.init(
            event: event.event.rawValue, date: event.date, programme: event.programme,
            fiscal_year: event.programme == nil ? nil : event.fiscalYear, to_region: event.region,
            other_number: others.first.map(shown.number), source: shown.text(event.source),
            note: event.note.map(shown.text),
            sending: told.sending, row: told.row)
    }
}

extension PersonStoryAnswer.Status.Said {
    fileprivate init(_ status: ExternalStatus, _ shown: Shown) {
        self.init(
            value: status.value, as_of: status.asOf, source: status.source, source_version: status.sourceVersion,
            document: status.document.map(shown.text))
    }
}

/// What other sources say, as a sentence.
enum StatusText {
    static func sentence(_ status: StatusView, _ shown: Shown, _ console: Console) -> String {
        func said(_ one: ExternalStatus) -> String {
            let paper = [one.sourceVersion, one.document].compactMap { $0 }.joined(separator: ", ")
            return console.say(
                "status.said",
                [
                    "value": label("statusValue", one.value, console),
                    "source": label("statusSource", one.source, console),
                    "date": one.asOf, "paper": paper.isEmpty ? "" : " (\(shown.text(paper)))",
                ])
        }
        return console.say(
            "status.rule." + status.rule.rawValue,
            [
                "kind": label("statusKind", status.kind.rawValue, console), "holds": said(status.holding),
                "beside": status.contradicting.map(said).joined(separator: "; "), "date": status.event?.date ?? "",
                "source": status.event.map { shown.text($0.source) } ?? "",
            ])
    }

    private static func label(_ vocabulary: String, _ code: String, _ console: Console) -> String {
        SheetKinds.bundled.label(vocabulary, code, console.language) ?? code
    }
}
