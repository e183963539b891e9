import Indonesia
import Problems
import Store

extension SheetRules {
    /// Columns of which each event has its own.
    private static var ownColumns: Set<String> {
        Set(LifeEvent.Event.allCases.flatMap { $0.needs.flatMap { $0 } + $0.mayHave })
    }

    /// An event says what it needs and nothing that belongs to another one; a number leads to one other and never back.
    mutating func lifeEvent(_ row: inout SheetRow) throws {
        guard let nik = row.text("nik"), let event = row.text("event").flatMap(LifeEvent.Event.init(rawValue:)) else {
            return
        }
        let word = SheetKinds.bundled.word("lifeEvent", event.rawValue)
        for group in event.needs where group.allSatisfy({ row.values[$0] == nil }) {
            let headers = group.compactMap { kind.column($0)?.header }
            row.refuse(
                "life-event.needs", kind, group[0], in: file,
                ["event": word, "columns": headers.joined(separator: " / ")])
        }
        let own = Set(event.needs.flatMap { $0 } + event.mayHave)
        for field in Self.ownColumns.subtracting(own).sorted() where row.values[field] != nil {
            row.refuse(
                "life-event.foreign", kind, field, in: file,
                ["event": word, "column": kind.column(field)?.header ?? field])
        }
        for (field, same) in [("replacement", nik), ("newNik", nik), ("newCard", row.text("oldCard") ?? "")] {
            guard let value = row.text(field), value == same else { continue }
            row.refuse("life-event.same", kind, field, in: file, value: NIK.masked(raw: value))
        }
        guard !row.isRefused else { return }
        if event == .numberCorrected { try correction(nik, &row) }
        if event == .familySplit { try split(nik, &row) }
        if !row.isRefused { try lifetime(event, nik, &row) }
        // From here on the sheet itself says so: what is held against it must not know it before.
        if event == .numberCorrected, !row.isRefused { corrected[nik] = row.text("newNik") }
        // A list may hold the person by a number that was corrected.
        if try numbers(of: nik).allSatisfy({ try people.person(nik: $0) == nil }) {
            row.warn("life-event.unknown", kind, "nik", in: file, value: NIK.masked(raw: nik))
        }
    }

    /// What an old number is corrected to: by this sheet, or by one that stands.
    private func corrected(_ nik: String) throws -> String? {
        if let told = corrected[nik] { return told }
        return try ledger.current(.init(LifeEvent.kind, subject: nik)).lazy.compactMap {
            LedgerJSON.value(LifeEvent.self, $0.document)
        }.first { $0.event == .numberCorrected }?.newNik
    }

    private func correction(_ nik: String, _ row: inout SheetRow) throws {
        guard let new = row.text("newNik"), let date = row.text("date") else { return }
        let key = [nik, LifeEvent.Event.numberCorrected.rawValue, date, ""].joined(separator: "/")
        let isCorrectingItself = try ledger.current(kind: LifeEvent.kind, key: key) != nil
        if let known = try corrected(nik), known != new, !isCorrectingItself {
            row.refuse(
                "life-event.corrected-already", kind, "newNik", in: file, value: NIK.masked(raw: new),
                ["known": NIK.masked(raw: known)])
            return
        }
        var seen: Set<String> = []
        var next: String? = new
        while let number = next, seen.insert(number).inserted {
            guard number != nik else {
                row.refuse("life-event.circle", kind, "newNik", in: file, value: NIK.masked(raw: new))
                return
            }
            next = try corrected(number)
        }
        try other(nik, new, &row)
    }
}
