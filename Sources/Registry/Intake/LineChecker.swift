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
    private let recoded: RegionVersions?
    private let villages: VillageJudge?
    /// The day after which no date makes sense.
    let today: CalendarDate
    /// Whether rows become records, or only problems.
    let wantsRecords: Bool

    private let columns: FieldColumns
    private let parsers: [Int: DateParser]
    private let damagedRuns: Bool
    private let yearColumns: [Int]
    private let seriesColumns: [(column: Int, series: NumberSeries)]
    private let mojibakeColumns: [Int]

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
    private static func order(_ column: DateColumn?) -> DateOrder {
        guard let column else { return .dayFirst }
        return column.order == .undecided && !column.isConflicting ? .dayFirst : column.order
    }

    /// Checks all rows of a batch; blank rows are left out.
    func check(_ batch: RecordBatch) -> [CheckedLine] {
        var lines: [CheckedLine] = []
        lines.reserveCapacity(batch.count)
        for position in 0..<batch.count where !batch.isBlank(position) { lines.append(check(batch, position)) }
        return lines
    }

    private func check(_ batch: RecordBatch, _ position: Int) -> CheckedLine {
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
            record.raw = RawCells.json(batch, position)
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

    private func report(_ problems: [Problem], _ column: Int, _ line: inout CheckedLine) {
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

    private func checkShape(_ cells: Cells, _ line: inout CheckedLine) {
        guard !layout.fits(cells.batch, cells.position) else { return }
        let found = cells.batch.fieldCount(cells.position)
        line.problems.append(
            Problem(
                "row.ragged", .warn, at: Place(row: line.row),
                ["expected": String(layout.columns.count), "found": String(found)]))
    }

    private func checkIdentity(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        let bytes = cells.batch.bytes.span
        var nik: NIK?
        if let column = cells.column(.nik) {
            let cell = bytes.extracting(cells.range(column))
            let checked = NIK.parse(cell)
            if !checked.problems.isEmpty { report(checked.problems, column, &line) }
            nik = checked.value
            if damagedRuns, let found = nik, survey.damage.isDamaged(row: line.row, cell) {
                let problem = Problem("nik.trailing-zero", .refuse, value: found.masked)
                report([problem], column, &line)
                nik = nil
            }
            if let nik {
                line.identity = nik.number
                record.nik = nik.digits
                if let regions, let problem = nik.problem(withAreaIn: regions) { report([problem], column, &line) }
            }
        }
        if let column = cells.column(.familyCard) {
            let checked = FamilyCardNumber.parse(bytes.extracting(cells.range(column)))
            if !checked.problems.isEmpty { report(checked.problems, column, &line) }
            if let card = checked.value {
                if let nik, let problem = card.problem(with: nik) {
                    report([problem], column, &line)
                } else if wantsRecords {
                    record.familyCard = card.digits
                }
            }
        }
        if let column = cells.column(.name) {
            report(PersonName.check(bytes.extracting(cells.range(column))), column, &line)
            if wantsRecords, let text = cells.trimmed(.name) { record.name = PersonName(text).display }
        }
        if let column = cells.column(.sex) {
            let checked = Sex.parse(bytes.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            if let sex = checked.value {
                record.sex = sex.letter
                if let nik, let problem = nik.problem(withSex: sex) { report([problem], column, &line) }
            }
        }
        if let column = cells.column(.birthDate), let date = date(column, cells, &line) {
            if wantsRecords { record.birthDate = date.description }
            if let nik, let problem = nik.problem(withBirth: date) { report([problem], column, &line) }
        }
    }

    private func date(_ column: Int, _ cells: Cells, _ line: inout CheckedLine) -> CalendarDate? {
        guard let parser = parsers[column] else { return nil }
        let checked = parser.parse(cells.batch.bytes.span.extracting(cells.range(column)))
        if !checked.problems.isEmpty { report(checked.problems, column, &line) }
        return checked.value
    }

    private func checkContact(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        let bytes = cells.batch.bytes.span
        if let column = cells.column(.phone) {
            let checked = PhoneNumber.parse(bytes.extracting(cells.range(column)))
            if !checked.problems.isEmpty { report(checked.problems, column, &line) }
            if wantsRecords { record.phone = checked.value?.e164 }
        }
        if let column = cells.column(.nib) {
            let checked = NIB.parse(bytes.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            if wantsRecords { record.nib = checked.value?.digits }
        }
        if let column = cells.column(.npwp) {
            let checked = NPWP.parse(bytes.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            if wantsRecords { record.npwp = checked.value?.digits }
        }
    }

    private func checkBenefit(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        if let column = cells.column(.amount), let money = survey.money[column] {
            let checked = money.read(cells.batch.bytes.span.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            record.amount = plausible(checked.value, column, &line)
        }
        checkSize(cells, &line, &record)
        for field in [Field.startDate, .endDate, .activityDate] {
            guard let column = cells.column(field), let date = date(column, cells, &line) else { continue }
            switch field {
            case .startDate: record.startedOn = date.description
            case .endDate: record.endedOn = date.description
            default: if record.startedOn == nil { record.startedOn = date.description }
            }
        }
        guard wantsRecords else { return }
        record.status = cells.trimmed(.status)
        record.business = cells.trimmed(.business)
        record.group = cells.trimmed(.group)
        record.subgroup = cells.trimmed(.subgroup)
        // The same officer is written with one blank or two.
        record.officer = cells.trimmed(.officer).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        guard let column = cells.column(.origin), let text = cells.trimmed(.origin) else { return }
        record.origin = CandidateOrigin(word: text)
        if record.origin == nil { report([Problem("row.origin", .warn, value: text)], column, &line) }
    }

    /// No benefit of one person reaches a trillion rupiah; a larger amount is a shifted or mistyped cell, such as an
    /// identity number in the column of amounts.
    private static let ceiling: Int64 = 1_000_000_000_000

    private func plausible(_ rupiah: Rupiah?, _ column: Int, _ line: inout CheckedLine) -> Int64? {
        guard let amount = rupiah?.amount else { return nil }
        guard amount > Self.ceiling else { return amount }
        report([Problem("rupiah.implausible", .warn, value: String(amount))], column, &line)
        return nil
    }

    /// The size class of the business, under the regulation in force, where the list tells yearly sales.
    private func checkSize(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        func money(_ field: Field) -> Rupiah? {
            guard let column = cells.column(field), let money = survey.money[column] else { return nil }
            let checked = money.read(cells.batch.bytes.span.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            return checked.value
        }
        let capital = money(.capital)
        let sales = money(.annualSales)
        guard wantsRecords, sales != nil else { return }
        let rules = SizeRuleSet.regulation7of2021
        record.sizeClass = rules.classify(capital: capital, yearlySales: sales).sizeClass?.rawValue
        if record.sizeClass != nil { record.sizeRuleSet = rules.title }
    }

    private func checkPlace(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        if let column = cells.column(.village), let text = cells.trimmed(.village) {
            switch villages?.judge(text) {
            case .known(let name, let code):
                record.village = name
                record.regionCode = code
            case .unknown(let district):
                // A name that is no village here stays in the raw cells: nobody is counted for a village that is none.
                let problem = Problem("region.unknown", .warn, value: text, ["system": district])
                report([problem], column, &line)
            case nil: record.village = text
            }
        }
        guard wantsRecords else { return }
        // With dots it is a code of the Ministry of Home Affairs; without them it might be one of BPS.
        if record.regionCode == nil, let text = cells.trimmed(.regionCode), text.contains("."),
            let code = RegionCode(text), code.level == .village
        {
            record.regionCode = code.dotted
            if let column = cells.column(.regionCode), let today = recoded?.today(code.dotted), let version = today.from
            {
                let told = ["version": version, "code": today.code]
                report([Problem("region.older-code", .note, value: code.dotted, told)], column, &line)
            }
        }
        record.address = cells.trimmed(.address)
        if record.village == nil, cells.column(.village) == nil, let address = record.address {
            record.village = VillageJudge.village(in: address)
        }
    }

    /// Numbers in columns nobody mapped: a wide table's row of a series, or a column, judged by its other cells.
    private func checkNumbers(_ cells: Cells, _ line: inout CheckedLine) {
        if !yearColumns.isEmpty {
            let verdicts = NumberSeries.judge(yearColumns.map { cells.text($0) })
            for (column, verdict) in zip(yearColumns, verdicts) { report(verdict.problems, column, &line) }
        }
        for (column, series) in seriesColumns {
            report(series.read(cells.batch.bytes.span.extracting(cells.range(column))).problems, column, &line)
        }
    }

    /// Text that went through the wrong encoding on its way; in names it is the name's own check.
    private func checkText(_ cells: Cells, _ line: inout CheckedLine) {
        for column in mojibakeColumns {
            let range = cells.range(column)
            guard range.count > 3, Mojibake.isIn(cells.batch.bytes.span.extracting(range)) else { continue }
            report([Problem("text.mojibake", .warn, ["name": mapping.entries[column].name])], column, &line)
        }
    }

    /// What tells this line from the others of the list.
    private func settleKey(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        let extras = mapping.profile.keyExtras
        guard !extras.isEmpty, line.identity != 0 else { return }
        var parts: [String] = []
        for field in extras {
            switch field {
            case .startDate, .activityDate: parts.append(record.startedOn ?? cells.trimmed(field) ?? "")
            default: parts.append((cells.trimmed(field) ?? "").lowercased())
            }
        }
        record.key = parts.joined(separator: "|")
        // FNV-1a over the key, folded into the person's number.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in record.key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        line.identity = max(1, line.identity &* 0x9e37_79b9_7f4a_7c15 ^ hash)
    }
}
