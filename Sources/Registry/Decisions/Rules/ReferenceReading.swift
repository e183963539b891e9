public import Indonesia
public import Problems
import Store
import Tabular

extension ReferenceList {
    /// Reads a list that cases are held against.
    ///
    /// - Parameters:
    ///   - kind: the programme, or the name by which rules ask for it.
    ///   - asOf: the day as of which it speaks; the end of its profile's year, else `today`, when nil.
    public init(
        _ reading: ListReading, kind: String, asOf: CalendarDate?, today: CalendarDate
    ) throws(Problem) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let profile = reading.mapping.profile
        let end = profile.fiscalYear.flatMap { CalendarDate(year: $0, month: 12, day: 31) }
        let day = asOf ?? end ?? today
        var list = ReferenceList(
            kind: kind, name: reading.file.name, asOf: day, year: profile.fiscalYear ?? day.year,
            isOfRecipients: profile.holds != .candidates)
        let headings = Set(ReferenceCredits.headings.map(ColumnMapper.normalised))
        let kindOfCredit = reading.mapping.entries.firstIndex { headings.contains(ColumnMapper.normalised($0.name)) }
        if kindOfCredit != nil { list.credits = ReferenceCredits() }
        try reading.withoutCells.forEach(keepsRecords: false) { lines, batch in
            lines.map { line in
                line.record.flatMap { record in
                    Told(
                        record,
                        kindOfCredit: kindOfCredit.flatMap {
                            RowCells.batch(batch, position: line.row - batch.firstRow)[$0]
                        })
                }
            }
        } _: { lines, told in
            for (line, told) in zip(lines, told) {
                if line.severity == .refuse {
                    list.refused += 1
                } else if let told {
                    list.add(nik: told.nik, familyCard: told.familyCard, told.entry)
                    if let kind = told.kindOfCredit {
                        list.credits?.add(
                            .init(kind: ReferenceCredits.kind(kind), amount: told.amount, entry: told.entry),
                            of: told.nik)
                    }
                }
            }
        }
        self = list
    }

    /// What a row tells.
    private struct Told: Sendable {
        var nik: String
        var familyCard: String?
        var entry: Entry
        /// As the list writes it.
        var kindOfCredit: String?
        var amount: Int64?

        init?(_ record: LineRecord, kindOfCredit: String?) {
            guard let nik = record.nik else { return nil }
            self.nik = nik
            self.kindOfCredit = kindOfCredit
            amount = record.amount
            familyCard = record.familyCard
            entry = Entry(
                startedOn: record.startedOn.flatMap { CalendarDate($0) },
                endedOn: record.endedOn.flatMap { CalendarDate($0) })
        }
    }
}
