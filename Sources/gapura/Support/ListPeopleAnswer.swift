// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

extension Answer {
    /// Where a list's people come from, and how many of them life events hold.
    struct People: Encodable {
        var proposed: Int
        var carried_over: Int
        var replaced: Int
        var held: Int
        var effects: [EffectAnswer]

        init(_ story: ListStory) {
            proposed = story.origins[.proposed] ?? 0
            carried_over = story.origins[.carriedOver] ?? 0
            replaced = story.origins[.replaced] ?? 0
            held = story.held
            effects = story.effects.map { EffectAnswer($0) }
        }
    }
}

extension BatchText {
    static func people(_ people: Answer.People, _ console: Console) -> String {
        let counts = [
            (CandidateOrigin.proposed, people.proposed), (.carriedOver, people.carried_over),
            (.replaced, people.replaced),
        ].filter { $0.1 > 0 }
        let origins = counts.map { console.integer($0.1) + " " + console.say("origin." + $0.0.rawValue) }
        return console.say(
            "imports.origins",
            ["origins": origins.joined(separator: ", "), "held": console.integer(people.held)])
    }
}
