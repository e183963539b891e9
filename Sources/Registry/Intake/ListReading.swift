import Foundation
public import Indonesia
public import Problems
import Tabular

/// How far a long piece of work has come.
public struct Progress: Sendable {
    /// What is being done: `survey`, `check`, `store`.
    public var phase: String
    public var rows: Int
    /// 0 to 1, where it is known.
    public var fraction: Double?
}

/// Reports progress; called now and then from the thread that does the work.
public typealias ProgressReport = @Sendable (Progress) -> Void

/// Reads a list row by row through all checks: a first pass that surveys the columns, a second that judges the rows.
///
/// Both passes work on pieces of bounded size, several at a time, and hand the rows over in the order of the file.
public struct ListReading: Sendable {
    public let file: ListFile
    public let mapping: ColumnMapping
    /// What is wrong or remarkable about the list as a whole, each problem with the file's name.
    public let problems: [Problem]
    /// What its rows speak of.
    public let content: Content
    let survey: ListSurvey
    private var checker: LineChecker
    private let progress: ProgressReport?

    /// Opens a list and surveys its columns.
    ///
    /// - Parameters:
    ///   - profile: the kind of list; found from header and content when nil.
    ///   - regions: regions to judge codes, names and identity numbers by; without them these checks are left out.
    ///   - today: the day after which no birth or event can lie.
    ///   - wantsRecords: whether rows are to be stored, and not only judged.
    /// - Throws: see ``ListFile`` and ``RecordReader``; `list.columns` when a named profile's required columns are
    ///   missing; `file.rows-swallowed` where a quote in the wrong place made too many rows one cell.
    public init(
        _ file: ListFile, profile: Profile? = nil, regions: RegionDirectory? = nil, today: CalendarDate,
        wantsRecords: Bool, progress: ProgressReport? = nil
    ) throws(Problem) {
        self.file = file
        self.progress = progress
        do throws(Problem) {
            let sample = try Self.sample(file.reader(), columns: file.layout.columns.count)
            mapping = try ColumnMapper.map(
                file.layout, sample, profile: profile, library: .bundled)
            if profile != nil, let missing = mapping.missingRequired.first {
                throw Problem(
                    "list.columns", .refuse, at: Place(row: file.layout.headerRow, column: missing.headers.first),
                    [
                        "profile": mapping.profile.name,
                        "missing": mapping.missingRequired.map { $0.headers.first ?? $0.field.rawValue }
                            .joined(separator: ", "), "found": file.layout.columns.joined(separator: ", "),
                    ])
            }
            let plan = ListSurvey.Plan(mapping, sample, file.layout)
            content = Content(mapping, sample, plan)
            survey = try Self.survey(file, plan, progress)
            let swallowed = try survey.swallowed.checked()?.inFile(file.name)
            checker = LineChecker(
                mapping: mapping, layout: file.layout, survey: survey, regions: regions, today: today,
                wantsRecords: wantsRecords)
            problems =
                file.problems + [swallowed, survey.footer.problem?.inFile(file.name)].compactMap(\.self)
                + Self.columnProblems(file, mapping, content, survey, plan, regions)
        } catch {
            throw error.inFile(file.name)
        }
    }

    /// Whether the list is one of people: it has a column of identity numbers.
    public var isPeople: Bool { content == .people }

    /// The same, for whoever reads cells from the batches: records hold none.
    var withoutCells: ListReading {
        var reading = self
        reading.checker.wantsCells = false
        return reading
    }

    /// What the first rows hold, by column.
    static func sample(_ rows: RecordReader, columns: Int) throws(Problem) -> [ColumnSurvey] {
        var surveys = [ColumnSurvey](repeating: ColumnSurvey(), count: columns)
        var reader = rows
        guard let batch = try reader.next() else { return surveys }
        let bytes = batch.bytes.span
        for position in 0..<min(batch.count, 500) {
            for column in surveys.indices { surveys[column].add(bytes.extracting(batch.range(position, column))) }
        }
        return surveys
    }

    private static func survey(
        _ file: ListFile, _ plan: ListSurvey.Plan, _ progress: ProgressReport?
    ) throws(Problem) -> ListSurvey {
        var total = ListSurvey()
        let reader = try file.reader()
        do {
            try BatchPipeline { ListSurvey($0, plan) }.run(reader) { part in
                total.append(part)
                progress?(Progress(phase: "survey", rows: total.rows, fraction: nil))
            }
        } catch {
            throw Problem.wrapping(error)
        }
        return total
    }

    private static func columnProblems(
        _ file: ListFile, _ mapping: ColumnMapping, _ content: Content, _ survey: ListSurvey, _ plan: ListSurvey.Plan,
        _ regions: RegionDirectory?
    ) -> [Problem] {
        var problems: [Problem] = []
        func add(_ found: [Problem], _ column: Int) {
            for var problem in found {
                problem.place = Place(file: file.name, row: problem.place.row, column: mapping.entries[column].name)
                if problem.severity == .refuse { problem.severity = .warn }
                problems.append(problem)
            }
        }
        // What is no list of people and no table either cannot be imported, and its rows are not checked.
        switch content {
        case .unknown: problems.append(Problem("list.nothing-recognised", .refuse, at: Place(file: file.name)))
        case .unnumbered: problems.append(Problem("list.no-nik", .refuse, at: Place(file: file.name)))
        case .people where mapping.column(.name) == nil:
            problems.append(Problem("list.no-name", .warn, at: Place(file: file.name, row: file.layout.headerRow)))
        case .people, .figures: break
        }
        if plan.nik != nil, let unknown = UnknownColumns.problem(mapping, file) { problems.append(unknown) }
        if let nik = plan.nik {
            for run in survey.damage.runs {
                let problem = Problem(
                    "nik.trailing-zero-run", .warn, at: Place(row: run.rows.lowerBound),
                    [
                        "first": String(run.rows.lowerBound), "last": String(run.rows.upperBound),
                        "count": String(run.count),
                    ])
                add([problem], nik)
            }
        }
        for (column, dates) in survey.dates.sorted(by: { $0.key < $1.key }) where dates.isConflicting {
            add(
                [
                    Problem(
                        "date.order-conflict", .warn,
                        ["day": String(dates.dayFirst), "month": String(dates.monthFirst)])
                ], column)
        }
        for (column, name) in plan.regionCodes {
            var judge = CodeSystemJudge(header: mapping.entries[column].name, table: regions?.table)
            for pair in (survey.regionCodes[column] ?? []).sorted(by: { ($0.code, $0.name) < ($1.code, $1.name) }) {
                judge.add(code: pair.code, name: name == nil ? "" : pair.name)
            }
            add(judge.verdict.problems, column)
        }
        return problems
    }

    /// Reads all rows in the order of the file.
    ///
    /// - Parameter each: receives some hundreds or thousands of rows at a time.
    public func forEach(_ each: ([CheckedLine]) throws -> Void) throws(Problem) {
        try forEach({ _, _ in () }, { lines, _ in try each(lines) })
    }

    /// Reads all rows in the order of the file.
    ///
    /// - Parameters:
    ///   - wanted: the rows that are read; all when nil. Of two rows that say the same both have to be among them.
    ///   - keepsRecords: whether rows still have their records when `each` gets them.
    ///   - make: makes something of some rows and the batch that they stand in, on the threads that judge them, before doubles
    ///     are known.
    ///   - each: receives these rows, doubles marked, with what was made of them.
    func forEach<Made: Sendable>(
        among wanted: RowSet? = nil, keepsRecords: Bool = true,
        _ make: @escaping @Sendable ([CheckedLine], RecordBatch) -> Made,
        _ each: ([CheckedLine], Made) throws -> Void
    ) throws(Problem) {
        var duplicates = DuplicateFinder()
        var rows = 0
        let checker = self.checker
        do {
            try BatchPipeline { batch in
                let lines = checker.check(batch, among: wanted)
                let made = make(lines, batch)
                return (keepsRecords ? lines : lines.map(\.withoutRecord), made)
            }.run(file.reader()) { batch, made in
                guard !batch.isEmpty else { return }
                var lines = batch
                for index in lines.indices { duplicates.judge(&lines[index]) }
                rows += lines.count
                try each(lines, made)
                let fraction = survey.rows > 0 ? Double(rows) / Double(survey.rows) : nil
                progress?(Progress(phase: "check", rows: rows, fraction: fraction))
            }
        } catch {
            throw Problem.wrapping(error).inFile(file.name)
        }
    }
}
