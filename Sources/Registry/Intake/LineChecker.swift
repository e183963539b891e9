import Indonesia
import Problems
import Store
import Tabular

/// Where each field stands, looked up by position: rows are too many for a dictionary.
struct FieldColumns: Sendable {
    private let columns: [Int]

    init(_ mapping: ColumnMapping) {
        columns = Field.allCases.map { mapping.column($0) ?? -1 }
    }

    subscript(field: Field) -> Int? {
        let column = columns[field.position]
        return column < 0 ? nil : column
    }
}

/// Checks rows one by one, knowing what the survey found out about their columns. A value that many threads share.
struct LineChecker: Sendable {
    let mapping: ColumnMapping
    let layout: Layout
    let survey: ListSurvey
    let regions: RegionTable?
    /// Codes through their versions; nil where nothing was recoded.
    let recoded: RegionVersions?
    let villages: VillageJudge?
    /// The day after which no date makes sense.
    let today: CalendarDate
    /// Whether rows become records, or only problems.
    let wantsRecords: Bool
    /// Whether records hold the cells as they stood in the file.
    var wantsCells = true

    let columns: FieldColumns
    let parsers: [Int: DateParser]
    let damagedRuns: Bool
    let yearColumns: [Int]
    let seriesColumns: [(column: Int, series: NumberSeries)]
    let mojibakeColumns: [Int]
    /// The first row below the people.
    let footerRow: Int

    init(
        mapping: ColumnMapping, layout: Layout, survey: ListSurvey, regions directory: RegionDirectory?,
        today: CalendarDate,
        wantsRecords: Bool
    ) {
        self.mapping = mapping
        self.layout = layout
        self.survey = survey
        regions = directory?.table
        recoded = directory.flatMap { $0.versions.isEmpty ? nil : $0.versions }
        self.today = today
        self.wantsRecords = wantsRecords
        villages = directory.flatMap { VillageJudge(survey.villages, $0) }
        columns = FieldColumns(mapping)
        footerRow = survey.footer.first ?? .max
        var parsers: [Int: DateParser] = [:]
        for (index, entry) in mapping.entries.enumerated() {
            switch entry.field {
            case .birthDate, .startDate, .activityDate:
                parsers[index] = DateParser(order: Self.order(survey.dates[index]), notAfter: today)
            case .endDate: parsers[index] = DateParser(order: Self.order(survey.dates[index]))
            default: break
            }
        }
        self.parsers = parsers
        damagedRuns = !survey.damage.runs.isEmpty || survey.damage.isScattered
        let years = mapping.entries.indices.filter { index in
            let name = mapping.entries[index].name
            return name.utf8.count == 4 && Int(name).map { (1900...2100).contains($0) } ?? false
        }
        yearColumns = years.count >= 3 ? years : []
        seriesColumns =
            yearColumns.isEmpty
            ? survey.numbers.sorted { $0.key < $1.key }.map { (column: $0.key, series: $0.value) } : []
        mojibakeColumns = mapping.entries.indices.filter { mapping.entries[$0].field != .name }
    }

    /// Everybody in Indonesia writes the day first: a column without contrary evidence is read so.
    static func order(_ column: DateColumn?) -> DateOrder {
        guard let column else { return .dayFirst }
        return column.order == .undecided && !column.isConflicting ? .dayFirst : column.order
    }

    /// Checks the rows of a batch, or some of them; blank rows and those below the people are left out.
    func check(_ batch: RecordBatch, among rows: RowSet? = nil) -> [CheckedLine] {
        var lines: [CheckedLine] = []
        lines.reserveCapacity(batch.count)
        let end = min(batch.count, max(0, footerRow - batch.firstRow))
        for position in 0..<end where rows?.contains(batch.row(position)) ?? true && !batch.isBlank(position) {
            lines.append(check(batch, position))
        }
        return lines
    }

    func check(_ batch: RecordBatch, _ position: Int) -> CheckedLine {
        var line = CheckedLine(row: batch.row(position), problems: [], record: nil, identity: 0)
        var record = LineRecord(row: line.row)
        let cells = Cells(batch: batch, position: position, columns: columns)
        checkShape(cells, &line)
        checkIdentity(cells, &line, &record)
        checkContact(cells, &line, &record)
        checkBenefit(cells, &line, &record)
        checkPlace(cells, &line, &record)
        checkNumbers(cells, &line)
        checkText(cells, &line)
        settleKey(cells, &line, &record)
        if wantsRecords {
            if wantsCells { record.raw = RawCells.json(batch, position) }
            let severity = line.severity
            record.severity = severity?.rawValue
            if severity == .refuse { record.outcome = .refused }
            line.record = record
        }
        return line
    }

    /// The cells of one row, by field.
    struct Cells {
        let batch: RecordBatch
        let position: Int
        let columns: FieldColumns

        func column(_ field: Field) -> Int? { columns[field] }
        func range(_ column: Int) -> Range<Int> { batch.range(position, column) }
        func text(_ column: Int) -> String { batch.text(position, column) }

        /// The field's text without surrounding blanks; nil when the column is missing or the cell is blank.
        func trimmed(_ field: Field) -> String? {
            guard let column = columns[field] else { return nil }
            let bytes = batch.bytes.span
            var range = batch.range(position, column)
            while let first = range.first, bytes[first] <= 0x20 { range = (first + 1)..<range.upperBound }
            while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
            return range.isEmpty ? nil : String(decoding: batch.bytes[range], as: UTF8.self)
        }
    }

    /// Whether somebody's number stands in a text that pages show: then it is told, and the text is kept in the raw row only.
    func holdsNumber(_ field: Field, _ cells: Cells, _ line: inout CheckedLine) -> Bool {
        guard let column = columns[field] else { return false }
        let range = cells.range(column)
        guard range.count >= NIK.length,
            cells.batch.bytes[range].count(where: { $0 &- 0x30 < 10 }) >= NIK.length,
            LongNumbers.holdsIdentity(in: cells.text(column))
        else { return false }
        report([Problem("row.identity-in-text", .warn, value: cells.text(column))], column, &line)
        return true
    }

    func report(_ problems: [Problem], _ column: Int, _ line: inout CheckedLine) {
        for var problem in problems {
            problem.place.row = line.row
            problem.place.column = mapping.entries[column].name
            // A shifted cell can hold an identity number or a phone in any column: no long run of digits is shown.
            if let value = problem.value, value.utf8.count(where: { (0x30...0x39).contains($0) }) >= 9 {
                problem.value = NIK.masked(raw: value)
            }
            line.problems.append(problem)
        }
    }

    func checkShape(_ cells: Cells, _ line: inout CheckedLine) {
        guard !layout.fits(cells.batch, cells.position) else { return }
        let found = cells.batch.fieldCount(cells.position)
        line.problems.append(
            Problem(
                "row.ragged", .warn, at: Place(row: line.row),
                ["expected": String(layout.columns.count), "found": String(found)]))
    }
}
