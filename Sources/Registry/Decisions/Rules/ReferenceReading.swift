public import Indonesia
public import Problems
import Store
import Tabular

extension ReferenceList {
    /// Reads a list that cases are held against.
    ///
    /// Who has a contract is a recipient, whatever the list holds; other candidates have received nothing.
    ///
    /// - Parameters:
    ///   - kind: the programme, or the name by which rules ask for it.
    ///   - asOf: the day as of which it speaks; the end of its profile's year, else `today`, when nil.
    /// - Throws: `list.not-people`; `findings.no-numbers` where no row has a number that can be looked up: that nobody is on
    ///   such a list must not pass for a no.
    public init(
        _ reading: ListReading, kind: String, asOf: CalendarDate?, today: CalendarDate
    ) throws(Problem) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let profile = reading.mapping.profile
        let end = profile.fiscalYear.flatMap { CalendarDate(year: $0, month: 12, day: 31) }
        let day = asOf ?? end ?? today
        let isOfCandidates = profile.holds == .candidates
        let tellsContracts = [Field.startDate, .activityDate].contains { reading.mapping.column($0) != nil }
        var list = ReferenceList(
            kind: kind, name: reading.file.name, asOf: day, year: profile.fiscalYear ?? day.year,
            isOfRecipients: !isOfCandidates || tellsContracts)
        list.isGiven = true
        let headings = Set(ReferenceCredits.headings.map(ColumnMapper.normalised))
        let kindOfCredit = reading.mapping.entries.firstIndex { headings.contains(ColumnMapper.normalised($0.name)) }
        if kindOfCredit != nil { list.credits = ReferenceCredits() }
        let words = try StateWords()
        try reading.withoutCells.forEach(keepsRecords: false) { lines, batch in
            var states = StateWords.Reading(words)
            return lines.map { line -> Told? in
                guard let record = line.record else { return nil }
                let kind = kindOfCredit.flatMap { RowCells.batch(batch, position: line.row - batch.firstRow)[$0] }
                return Told(record, isOfCandidates: isOfCandidates, kindOfCredit: kind, &states)
            }
        } _: { lines, told in
            for (line, told) in zip(lines, told) {
                if line.severity == .refuse {
                    list.refused += 1
                    // Of a double everything is known.
                    if line.problems.last?.code != "row.duplicate" { list.unusable += 1 }
                } else if let told {
                    list.add(nik: told.nik, familyCard: told.familyCard, told.span)
                    if let kind = told.kindOfCredit {
                        list.credits?.add(
                            .init(kind: ReferenceCredits.kind(kind), amount: told.amount, span: told.span),
                            of: told.nik)
                    }
                }
            }
        }
        guard list.rows > 0 || list.unusable == 0 else {
            throw Problem(
                "findings.no-numbers", .refuse, at: Place(file: reading.file.name), ["rows": String(list.unusable)])
        }
        self = list
    }

    /// What a row tells.
    private struct Told: Sendable {
        var nik: String
        var familyCard: String?
        var span: BenefitSpan
        /// As the list writes it.
        var kindOfCredit: String?
        var amount: Int64?

        init?(
            _ record: LineRecord, isOfCandidates: Bool, kindOfCredit: String?, _ states: inout StateWords.Reading
        ) {
            guard let nik = record.nik else { return nil }
            self.nik = nik
            self.kindOfCredit = kindOfCredit
            amount = record.amount
            familyCard = record.familyCard
            let start = record.startedOn.flatMap { CalendarDate($0) }
            span = BenefitSpan(
                start, record.endedOn.flatMap { CalendarDate($0) },
                isOfCandidates && start == nil ? .returned : states.state(record.status))
        }
    }
}
