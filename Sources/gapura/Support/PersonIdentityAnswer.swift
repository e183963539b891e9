// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// Which other records are the same person: what people decided, and how much nobody has decided yet.
struct PersonIdentityAnswer: Encodable {
    struct Other: Encodable {
        var record: String
        var list: String
        var row: Int
        /// Masked unless told; nil where the record has no valid number.
        var nik: String?
    }
    struct Decision: Encodable {
        var id: Int64
        var pair: String
        var actor: String
        var at: String
        var note: String?
    }
    var confirmed: [Other]
    var decisions: [Decision]
    /// Probable matches that are not decided.
    var not_decided: Int

    init(_ identity: PersonIdentity, _ shown: Shown) {
        confirmed = identity.others.map { other in
            Other(
                record: SubjectPair.text(other.subject.id), list: other.batch.name, row: other.subject.row,
                nik: other.subject.nik.map(shown.number))
        }
        decisions = identity.decisions.map {
            Decision(id: $0.id, pair: $0.pair.text, actor: $0.actor, at: $0.decidedAt, note: $0.note)
        }
        not_decided = identity.open
    }

    func tell(_ console: Console) throws {
        if !confirmed.isEmpty {
            try console.line(console.say("person.same"))
            for other in confirmed {
                try console.line("  \(other.list):\(other.row)  \(other.nik ?? console.say("person.no-number"))")
            }
            for decision in decisions {
                try console.line(
                    "  "
                        + console.say(
                            "person.same.decision",
                            [
                                "id": String(decision.id), "actor": decision.actor, "at": decision.at,
                                "note": decision.note.map { " (\($0))" } ?? "",
                            ]))
            }
        }
        if not_decided > 0 {
            try console.line(console.say("person.open", ["n": console.integer(not_decided)]))
        }
    }
}
