import Indonesia
import Store

extension SheetRules {
    /// A family that splits gets another card than the one that is known to have held before.
    func split(_ nik: String, _ row: inout SheetRow) throws {
        guard let new = row.text("newCard"), let date = row.text("date") else { return }
        let numbers = try self.numbers(of: nik)
        let corrections = try NumberCorrections.of(nik, ledger)
        let events = try LifeEventBook(ledger, of: numbers).events.map(\.event)
        let splits = FamilyCards(events, corrections).splits[corrections.current(of: nik)] ?? []
        if let last = splits.last(where: { $0.date < date }) {
            if last.new == new { same(new, last.date, &row) }
            return
        }
        // What a list names that speaks of the day or a later one may be the new card already.
        guard row.text("oldCard") == nil else { return }
        let (lines, batches) = (LineQueries(connection), BatchQueries(connection))
        var listed: (date: String, card: String)?
        for number in numbers {
            for item in try lines.lines(nik: number) where item.line.outcome != .refused {
                guard let card = item.line.familyCard, let batch = try batches.find(item.batch),
                    batch.state == .committed, batch.referenceDate < date,
                    listed.map({ $0.date <= batch.referenceDate }) ?? true
                else { continue }
                listed = (batch.referenceDate, card)
            }
        }
        if let listed, listed.card == new { same(new, listed.date, &row) }
    }

    private func same(_ card: String, _ since: String, _ row: inout SheetRow) {
        row.refuse(
            "life-event.same-card", kind, "newCard", in: file, value: NIK.masked(raw: card), ["since": since])
    }
}
