import Indonesia
import Store

extension SheetRules {
    /// Nobody dies twice, before they were born, or does anything of their own will afterwards.
    mutating func lifetime(_ event: LifeEvent.Event, _ nik: String, _ row: inout SheetRow) throws {
        guard let date = row.text("date") else { return }
        let numbers =
            if let new = row.text("newNik") { try self.numbers(joining: nik, to: new) } else {
                try self.numbers(of: nik)
            }
        if event != .numberCorrected, let born = try birth(of: numbers), date < born {
            row.refuse(
                "life-event.before-birth", kind, "date", in: file, value: date,
                ["event": SheetKinds.bundled.word("lifeEvent", event.rawValue), "nik": NIK.masked(raw: nik)])
            return
        }
        let known = Set(numbers)
        let own = try LifeEventBook(ledger, of: numbers).events.filter { known.contains($0.event.nik) }
        switch event {
        case .died: try death(date, nik, own, numbers, &row)
        case .numberCorrected: oneDeath(own, numbers, &row)
        case .moved, .refused, .nameChanged:
            let death = own.first { $0.event.event == .died }?.event.date ?? told(of: numbers)?.date
            if let death, death < date { afterwards(event, date, death, &row) }
        case .replaced, .familySplit: break
        }
    }

    private mutating func death(
        _ date: String, _ nik: String, _ own: [ToldLifeEvent], _ numbers: [String], _ row: inout SheetRow
    ) throws {
        if let told = own.first(where: { $0.event.event == .died && $0.event.date != date }) {
            return row.refuse(
                "life-event.died-already", kind, "date", in: file, value: date,
                [
                    "known": told.event.date, "source": LongNumbers.hidden(in: told.event.source),
                    "sending": String(told.sending), "row": String(told.row),
                ])
        }
        if let first = told(of: numbers), first.date != date {
            return row.refuse(
                "life-event.died-twice", kind, "date", in: file, value: date, ["first": String(first.row)])
        }
        deaths[nik] = (date, row.number)
        let willing: Set<LifeEvent.Event> = [.moved, .refused, .nameChanged]
        for told in own where willing.contains(told.event.event) && told.event.date > date {
            afterwards(told.event.event, told.event.date, date, &row)
        }
    }

    /// Two numbers of which both are told to have died, on different days, are not one person's.
    private func oneDeath(_ own: [ToldLifeEvent], _ numbers: [String], _ row: inout SheetRow) {
        let days = Set(
            own.filter { $0.event.event == .died }.map(\.event.date) + numbers.compactMap { deaths[$0]?.date }
        ).sorted()
        guard days.count > 1 else { return }
        row.refuse(
            "life-event.two-deaths", kind, "newNik", in: file, value: NIK.masked(raw: row.text("newNik") ?? ""),
            ["days": days.joined(separator: ", ")])
    }

    private func afterwards(_ event: LifeEvent.Event, _ date: String, _ death: String, _ row: inout SheetRow) {
        row.warn(
            "life-event.after-death", kind, "date", in: file, value: date,
            ["event": SheetKinds.bundled.word("lifeEvent", event.rawValue), "death": death])
    }

    /// The first day on which the person can have been alive: what lists say, else what the number that holds can mean.
    private func birth(of numbers: [String]) throws -> String? {
        if let listed = try numbers.compactMap({ try people.person(nik: $0)?.birthDate }).min() { return listed }
        guard let day = CalendarDate(today), let nik = numbers.first.flatMap({ NIK.parse($0).value }) else {
            return nil
        }
        return nik.birthReading(notAfter: day).candidates.first?.description
    }

    /// The death that this sheet itself tells of one of these numbers.
    private func told(of numbers: [String]) -> (date: String, row: Int)? {
        for number in numbers { if let death = deaths[number] { return death } }
        return nil
    }

    /// All numbers of the person, the one that holds first: by corrections that stand and those of this sheet.
    func numbers(of nik: String) throws -> [String] {
        var found: [String] = []
        var last: [String] = []
        var open = [nik]
        while let number = open.popLast() {
            guard !found.contains(number) else { continue }
            found.append(number)
            let corrections = try NumberCorrections.of(number, ledger)
            open += corrections.numbers(of: number)
            open += [corrected[number]].compactMap(\.self) + corrected.filter { $0.value == number }.map(\.key)
            if corrected[number] == nil, corrections.current(of: number) == number { last.append(number) }
        }
        let first = last.first ?? nik
        return [first] + found.filter { $0 != first }
    }

    /// All numbers that a correction makes one person's. What the old number was corrected to before does not count: this
    /// correction takes its place.
    private func numbers(joining old: String, to new: String) throws -> [String] {
        let before = try LifeEventBook(ledger, of: [old]).events.map(\.event)
            .filter { $0.event == .numberCorrected && $0.newNik == old }.map(\.nik)
        let known = try numbers(of: new)
        return known + ([old] + before).filter { !known.contains($0) }
    }
}
