public import Indonesia
public import Problems
import Store

extension RuleJudge {
    /// Judges all lines of a list, several pieces at a time; memory holds a handful of pieces.
    ///
    /// - Parameters:
    ///   - reading: opened with records wanted.
    ///   - explaining: of which cases every rule is told with its reasons; with a number of first ones, those of each piece.
    ///   - each: receives the lines as they are judged, in the order of the file.
    /// - Throws: `list.not-people` for a list without identity numbers; what reading throws.
    public func run(
        _ reading: ListReading, explaining: Explained = .all, _ each: ([RuledCase]) throws -> Void
    ) throws(Problem) -> (check: ListCheck, tally: RuleTally) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let columns = FactColumns(reading, schema, forms: forms)
        var tally = RuleTally(self)
        var check = ListCheck(reading)
        try reading.forEach { lines in
            judge(lines.map { columns.facts(of: $0) }, explaining: explaining)
        } _: { lines, judged in
            check.add(lines)
            var ruled = judged
            // That a line is another one's double is found out only now.
            for (place, line) in lines.enumerated() where line.severity == .refuse && ruled[place].problems.isEmpty {
                ruled[place] = judge([columns.facts(of: line)])[0]
            }
            for item in ruled { tally.add(item) }
            try each(ruled)
        }
        check.finish()
        return (check, tally)
    }
}

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
        let check = try ListCheck.run(reading) { lines in
            for line in lines {
                guard let record = line.record, record.outcome != .refused, let nik = record.nik else { continue }
                list.add(
                    nik: nik, familyCard: record.familyCard,
                    Entry(
                        startedOn: record.startedOn.flatMap { CalendarDate($0) },
                        endedOn: record.endedOn.flatMap { CalendarDate($0) }))
            }
        }
        list.refused = check.refused
        self = list
    }
}
