/// Which family card a person was on, and when: what lists say, and the splits of families that were told.
struct FamilyCards {
    struct Split: Hashable {
        /// The day from which the new card holds.
        var date: String
        var old: String?
        var new: String
        var source: String
    }

    /// By identity number, in the order of time.
    private(set) var splits: [String: [Split]] = [:]

    init(_ events: some Sequence<LifeEvent>, _ corrections: NumberCorrections) {
        for event in events where event.event == .familySplit {
            guard let card = event.newCard else { continue }
            let split = Split(date: event.date, old: event.oldCard, new: card, source: event.source)
            for member in event.newFamily { splits[corrections.current(of: member), default: []].append(split) }
        }
        splits = splits.mapValues { $0.sorted { ($0.date, $0.new) < ($1.date, $1.new) } }
    }

    /// The card that held on a day.
    ///
    /// - Parameters:
    ///   - nik: the person's current number.
    ///   - listed: what a list of that day says. It goes before a split where it names neither the old nor the new
    ///     card, since it knows something later; a list that still names the old one is merely late.
    /// - Returns: nil where the person's family did not split: then what lists say is all that is known.
    func card(of nik: String, on day: String, listed: String?) -> String? {
        guard let own = splits[nik], let first = own.first else { return nil }
        guard let last = own.last(where: { $0.date <= day }) else {
            return listed.flatMap { $0 == first.new ? nil : $0 } ?? first.old ?? listed
        }
        if let listed, let old = last.old, listed != old, listed != last.new { return listed }
        return last.new
    }
}
