import Indonesia
import Problems
import Registry
import Store

extension SearchPage {
    /// What became of a person beside the lists, as sentences; masked, as everywhere.
    struct Story: Sendable {
        /// What holds a proposal: told first.
        var held: [String]
        var marked: [String]
        var conflicts: [String]
        var notes: [String]
        var hasStory: Bool

        init(_ view: PersonView, _ names: Names, _ words: Words) {
            let story = view.story
            func effects(_ held: Bool) -> [String] {
                story.effects.filter { $0.kind.isHeld == held }.map { Self.sentence($0, names, words) }
            }
            held = effects(true)
            marked = effects(false)
            var notes: [String] = []
            if story.numbers.count > 1 {
                let numbers = story.numbers.map { NIK.masked(raw: $0) }
                notes.append(
                    words(
                        "story.numbers",
                        ["now": numbers[0], "before": numbers.dropFirst().joined(separator: ", ")]))
            }
            if let name = story.newName { notes.append(words("story.new-name", ["name": Masked.name(name)])) }
            if !view.earlierNames.isEmpty {
                let holding = (story.newName ?? view.person?.name).map(Masked.name)
                let names = view.earlierNames.map(Masked.name).map {
                    $0 == holding ? $0 + " " + words("claim.differs") : $0
                }
                notes.append(words("story.earlier-names", ["names": names.joined(separator: "; ")]))
            }
            notes += story.events.map { told in
                words(
                    "story.event",
                    [
                        "event": told.event.event.label(words.language), "date": words.day(told.event.date),
                        "source": Masked.digits(told.event.source),
                    ])
            }
            notes += story.cards.map { card in
                words(
                    card.since == nil ? "story.card-first" : "story.card",
                    [
                        "card": Masked.number(card.number), "since": card.since.map(words.day) ?? "",
                        "source": Masked.digits(card.source ?? ""),
                    ])
            }
            notes += story.statuses.map { Self.sentence($0, words) } + Self.facts(view, words)
            conflicts = Self.conflicts(view, words)
            self.notes = notes
            hasStory = !held.isEmpty || !marked.isEmpty || !notes.isEmpty || !conflicts.isEmpty
        }

        static func sentence(_ effect: EventEffect, _ names: Names, _ words: Words) -> String {
            words(
                "effect." + effect.wording,
                [
                    "programme": names.short(effect.enrolment.programme), "year": String(effect.enrolment.fiscalYear),
                    "list": effect.enrolment.listName,
                    "date": words.day(effect.event.date),
                    "source": effect.status.map { words.name("statusSource", $0.source) }
                        ?? Masked.digits(effect.event.source),
                    "replacement": effect.event.replacement.map { NIK.masked(raw: $0) } ?? "",
                ])
        }

        private static func sentence(_ status: StatusView, _ words: Words) -> String {
            func said(_ one: ExternalStatus) -> String {
                let paper = [one.sourceVersion, one.document].compactMap { $0 }.joined(separator: ", ")
                return words(
                    "status.said",
                    [
                        "value": words.name("statusValue", one.value), "source": words.name("statusSource", one.source),
                        "date": words.day(one.asOf), "paper": paper.isEmpty ? "" : " (" + Masked.digits(paper) + ")",
                    ])
            }
            return words(
                "status.rule." + status.rule.rawValue,
                [
                    "kind": words.name("statusKind", status.kind.rawValue), "holds": said(status.holding),
                    "beside": status.contradicting.map(said).joined(separator: "; "),
                    "date": status.event.map { words.day($0.date) } ?? "",
                    "source": status.event.map { Masked.digits($0.source) } ?? "",
                ])
        }
    }
}
