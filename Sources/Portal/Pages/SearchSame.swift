import Indonesia
import Problems
import Registry
import Store

extension SearchPage {
    /// Other records of the same person: masked, as everywhere.
    struct Same: Sendable {
        struct Record: Sendable {
            var text: String
            var address: String
        }

        var records: [Record]
        var hasRecords: Bool
        var decisions: [String]
        /// How many probable matches nobody has decided; nil where there are none.
        var open: String?

        init(_ identity: PersonIdentity, _ names: Names, _ words: Words) {
            records = identity.others.map { other in
                Record(
                    text: words(
                        "search.same.record",
                        [
                            "list": names.list(other.batch), "row": String(other.subject.row),
                            "nik": other.subject.nik.map { NIK.masked(raw: $0) } ?? words("search.same.no-number"),
                        ]), address: "/daftar/\(other.batch.id)")
            }
            hasRecords = !identity.others.isEmpty
            decisions = identity.decisions.map { decision in
                words(
                    "search.same.decision",
                    [
                        "id": String(decision.id), "actor": decision.actor, "at": words.instant(decision.decidedAt),
                        "note": decision.note.map { ": " + Masked.digits($0) } ?? "",
                    ])
            }
            open = identity.open > 0 ? words("search.same.open", ["n": words.count(identity.open)]) : nil
        }
    }
}
