import Store

/// Which identity numbers are one person's because one was corrected to the other.
struct NumberCorrections {
    private var next: [String: String] = [:]
    private var before: [String: [String]] = [:]

    init(_ events: some Sequence<LifeEvent>) {
        for event in events where event.event == .numberCorrected {
            guard let new = event.newNik else { continue }
            next[event.nik] = new
            before[new, default: []].append(event.nik)
        }
    }

    /// All corrections that stand.
    static func all(_ ledger: LedgerQueries) throws -> NumberCorrections {
        NumberCorrections(try LifeEventBook.told(ledger, .numberCorrected).map(\.event))
    }

    /// The corrections that lead from or to a number.
    ///
    /// - Parameter known: the events about that number, or that name it, where they are at hand.
    static func of(_ nik: String, _ ledger: LedgerQueries, known: LifeEventBook? = nil) throws -> NumberCorrections {
        try of([nik], ledger, known: known)
    }

    /// The corrections that lead from or to these numbers.
    static func of(
        _ numbers: Set<String>, _ ledger: LedgerQueries, known: LifeEventBook? = nil
    ) throws -> NumberCorrections {
        var events: [LifeEvent] = []
        var seen: Set<String> = []
        var open = numbers
        var book = try known ?? LifeEventBook(ledger, of: open)
        while true {
            seen.formUnion(open)
            let found = book.events.map(\.event).filter { $0.event == .numberCorrected }
            events += found
            open = Set(found.flatMap { [$0.nik, $0.newNik ?? $0.nik] }).subtracting(seen)
            guard !open.isEmpty else { return NumberCorrections(events) }
            book = try LifeEventBook(ledger, of: open)
        }
    }

    var isEmpty: Bool { next.isEmpty }
    /// Numbers that were corrected to another.
    var old: Dictionary<String, String>.Keys { next.keys }

    /// Whether a correction leads from or to a number.
    func concern(_ nik: String) -> Bool { next[nik] != nil || before[nik] != nil }

    /// The number that holds now.
    func current(of nik: String) -> String {
        var number = nik
        var steps = 0
        // The gate lets no circle in; two sheets that were taken back in between must not make one here.
        while let new = next[number], steps <= next.count {
            number = new
            steps += 1
        }
        return number
    }

    /// All numbers of the person, the current one first.
    func numbers(of nik: String) -> [String] {
        var found = [current(of: nik)]
        var place = 0
        while place < found.count {
            for old in (before[found[place]] ?? []).sorted() where !found.contains(old) { found.append(old) }
            place += 1
        }
        return found.contains(nik) ? found : found + [nik]
    }
}
