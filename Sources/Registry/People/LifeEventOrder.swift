import Store

/// In which order sendings of life events are taken back: what a sending replaced holds again once it is gone, and may not
/// stand beside what was told in between.
struct LifeEventOrder {
    private let ledger: LedgerQueries
    private let sending: Int64
    /// What would hold again, with the sending that told it.
    private let restored: [ToldLifeEvent]

    init(_ sending: Int64, _ ledger: LedgerQueries) throws {
        self.ledger = ledger
        self.sending = sending
        restored = try ledger.entries(of: sending).filter { $0.kind == LifeEvent.kind }.compactMap { entry in
            let versions = try ledger.versions(kind: entry.kind, key: entry.key)
            guard versions.last?.sending.id == sending,
                let before = versions.last(where: { $0.sending.id != sending }),
                let event = LedgerJSON.value(LifeEvent.self, before.entry.document)
            else { return nil }
            return ToldLifeEvent(event: event, sending: before.sending.id, row: before.entry.row)
        }
    }

    /// Later sendings that have to be taken back first.
    func blockers() throws -> Set<Int64> {
        var found: Set<Int64> = []
        for told in restored where told.event.event == .numberCorrected { found.formUnion(try blockers(told)) }
        return found.filter { $0 > sending }
    }

    /// Corrections that make a circle with one, or lead from the same number elsewhere, and deaths that it would make two of.
    private func blockers(_ told: ToldLifeEvent) throws -> Set<Int64> {
        let around = try events(around: told.event)
        let corrections = around.filter { $0.event.event == .numberCorrected }
        var found = Set(
            corrections.filter { $0.event.nik == told.event.nik && $0.event.newNik != told.event.newNik }.map(\.sending)
        )
        var way: Set<Int64> = []
        var seen: Set<String> = []
        var next = told.event.newNik
        while let number = next, seen.insert(number).inserted {
            if number == told.event.nik { found.formUnion(way) }
            let step = corrections.first { $0.event.nik == number }
            if let step { way.insert(step.sending) }
            next = step?.event.newNik
        }
        let deaths = around.filter { $0.event.event == .died }
        if Set(deaths.map(\.event.date)).count > 1 { found.formUnion(deaths.map(\.sending)) }
        return found
    }

    /// What would stand about everybody whom corrections lead to from an event.
    private func events(around event: LifeEvent) throws -> [ToldLifeEvent] {
        var found: [ToldLifeEvent] = []
        var seen: Set<String> = []
        var open: Set<String> = [event.nik, event.newNik ?? event.nik]
        while !open.isEmpty {
            seen.formUnion(open)
            let own =
                try LifeEventBook(ledger, of: open).events.filter { $0.sending != sending }
                + restored.filter { open.contains($0.event.nik) || open.contains($0.event.newNik ?? "") }
            found += own
            open = Set(
                own.filter { $0.event.event == .numberCorrected }.flatMap {
                    [$0.event.nik, $0.event.newNik ?? $0.event.nik]
                }
            ).subtracting(seen)
        }
        return found
    }
}
