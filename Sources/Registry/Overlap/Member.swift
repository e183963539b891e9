/// A person with all their lines, or a family with all lines of its members.
struct Member {
    /// Sorted by list and row.
    var entries: [OverlapEntry]
    /// The family card known of them from any list.
    var familyCard: String?

    /// Indices of the lists they are on, rising.
    var lists: [Int] {
        var lists: [Int] = []
        for entry in entries where lists.last != entry.list { lists.append(entry.list) }
        return lists
    }

    func entries(on list: Int) -> ArraySlice<OverlapEntry> {
        guard let first = entries.firstIndex(where: { $0.list == list }) else { return [] }
        return entries[first...].prefix { $0.list == list }
    }

    /// Without lines whose money came back: who has nothing else on a list has not had it, and no rule speaks of it.
    var given: Member {
        entries.allSatisfy(\.isGiven) ? self : Member(entries: entries.filter(\.isGiven), familyCard: familyCard)
    }

    func amount(on list: Int) -> Int64 { entries(on: list).reduce(into: 0) { $0.addRupiah($1.amount) } }
}

enum Members {
    /// Lines gathered by identity number.
    static func people(_ entries: [OverlapEntry]) -> [Member] {
        let sorted = entries.sorted { ($0.nik, $0.list, $0.row) < ($1.nik, $1.list, $1.row) }
        var people: [Member] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].nik == sorted[start].nik { end += 1 }
            let lines = Array(sorted[start..<end])
            people.append(Member(entries: lines, familyCard: lines.lazy.compactMap(\.familyCard).first))
            start = end
        }
        return people
    }

    /// People gathered by family card. Lists without a card column take part through what other lists know; where a
    /// family split, each line belongs to the card that held on its list's date.
    static func families(_ people: [Member]) -> [Member] {
        var byCard: [String: [OverlapEntry]] = [:]
        for person in people {
            guard person.entries.contains(where: { $0.cardThen != nil }) else {
                if let card = person.familyCard { byCard[card, default: []] += person.entries }
                continue
            }
            for entry in person.entries {
                if let card = entry.cardThen ?? person.familyCard { byCard[card, default: []].append(entry) }
            }
        }
        return byCard.map { card, entries in
            Member(entries: entries.sorted { ($0.list, $0.row) < ($1.list, $1.row) }, familyCard: card)
        }.sorted { ($0.familyCard ?? "") < ($1.familyCard ?? "") }
    }
}
