import Registry

extension SearchPage {
    /// One change of one value, for a reader who may not see personal data.
    struct Change: Sendable {
        var at: String
        var act: String
        var actor: String?
        var reason: String?
        /// The number under which it was told; nil where the person has only one.
        var number: String?
        var thing: String
        var before: String
        var after: String
        var source: String
        var address: String?

        init(_ entry: HistoryEntry, _ words: Words, hasNumbers: Bool) {
            let language = words.language
            at = words.instant(entry.at)
            act = HistoryWords.act(entry.act, in: language)
            actor = entry.actor
            reason = entry.shownReason
            number = hasNumbers ? entry.shownNumber : nil
            thing =
                HistoryWords.subject(entry, in: language) + ": " + HistoryWords.field(entry, in: language)
            before = HistoryWords.before(entry, in: language) ?? "–"
            after = HistoryWords.after(entry, in: language) ?? "–"
            let row = entry.row.map { words("past.row", ["row": String($0)]) }
            let from =
                entry.batch.map { words("past.batch", ["id": String($0)]) }
                ?? entry.sending.map { words("past.sending", ["id": String($0)]) }
            source = [from, row].compactMap(\.self).joined(separator: ", ")
            address = entry.batch.map { "/daftar/\($0)" } ?? entry.sending.map(SendingPage.sendingPath)
        }
    }
}
