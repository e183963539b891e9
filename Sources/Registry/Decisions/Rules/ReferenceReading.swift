public import Indonesia
public import Problems
import Store

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
        try reading.withoutCells.forEach(keepsRecords: false) { lines, _ in
            lines.map { $0.record.flatMap(Told.init) }
        } _: { lines, told in
            for (line, told) in zip(lines, told) {
                if line.severity == .refuse {
                    list.refused += 1
                } else if let told {
                    list.add(nik: told.nik, familyCard: told.familyCard, told.entry)
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

        init?(_ record: LineRecord) {
            guard let nik = record.nik else { return nil }
            self.nik = nik
            familyCard = record.familyCard
            entry = Entry(
                startedOn: record.startedOn.flatMap { CalendarDate($0) },
                endedOn: record.endedOn.flatMap { CalendarDate($0) })
        }
    }
}
