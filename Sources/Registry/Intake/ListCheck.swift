public import Problems
import Tabular

/// What a check found out about a list: counts that reconcile, problems by code, how the columns were understood.
public struct ListCheck: Sendable {
    /// Rows that have one problem.
    public struct Count: Sendable, Hashable {
        public var code: String
        public var severity: Severity
        public var rows: Int
    }

    public var file: String
    public var profile: Profile
    public var encoding: String
    public var delimiter: String
    /// Row of the header; 0 where there is none.
    public var headerRow: Int
    /// What the rows speak of.
    public var content: ListReading.Content
    /// Rows with content, those below the people left out. `rows = clean + unchecked + warned + refused`.
    public var rows = 0
    /// Rows without problem of a list whose rows are not checked.
    public var unchecked = 0
    /// Rows without problem above a note.
    public var clean = 0
    /// Rows with a note and nothing graver; part of `clean`.
    public var noted = 0
    public var warned = 0
    public var refused = 0
    public var columns: [ColumnMapping.Entry]
    /// Problems of the list as a whole.
    public var fileProblems: [Problem]
    /// By severity, then by number of rows.
    public var counts: [Count] = []

    private var tally: [Problem.Key: Int] = [:]

    public init(_ reading: ListReading) {
        file = reading.file.name
        profile = reading.mapping.profile
        encoding = reading.file.encoding
        delimiter = reading.file.separator
        headerRow = reading.file.layout.headerRow ?? 0
        content = reading.content
        columns = reading.mapping.entries
        fileProblems = reading.problems
    }

    /// Counts some rows.
    public mutating func add(_ lines: [CheckedLine]) {
        for line in lines {
            rows += 1
            switch line.severity {
            case nil where !content.isChecked, .note where !content.isChecked: unchecked += 1
            case nil: clean += 1
            case .note:
                clean += 1
                noted += 1
            case .warn: warned += 1
            case .refuse: refused += 1
            }
            for problem in line.problems { tally[Problem.Key(problem), default: 0] += 1 }
        }
    }

    /// Orders the counts; called once all rows were added.
    public mutating func finish() {
        counts = tally.map { Count(code: $0.key.code, severity: $0.key.severity, rows: $0.value) }
            .sorted { ($1.severity, $1.rows, $0.code) < ($0.severity, $0.rows, $1.code) }
    }

    /// Runs a check over a whole list.
    ///
    /// - Parameter each: receives the rows as they are judged.
    public static func run(
        _ reading: ListReading, _ each: ([CheckedLine]) throws -> Void = { _ in }
    ) throws(Problem) -> ListCheck {
        var check = ListCheck(reading)
        try reading.forEach { lines in
            check.add(lines)
            try each(lines)
        }
        check.finish()
        return check
    }

    /// The same for whoever stores the rows: what the database throws comes out as it is, for only the database knows what it
    /// means.
    static func storing(
        _ reading: ListReading, _ each: ([CheckedLine]) throws -> Void
    ) throws -> ListCheck {
        var own: (any Error)?
        do {
            return try run(reading) { lines in
                do { try each(lines) } catch {
                    own = error
                    throw error
                }
            }
        } catch {
            // A problem has the list's name by now.
            throw own.flatMap { $0 is Problem ? nil : $0 } ?? error
        }
    }
}

extension Problem {
    /// What problems are counted by.
    struct Key: Hashable {
        var code: String
        var severity: Severity

        init(_ problem: Problem) {
            code = problem.code
            severity = problem.severity
        }
    }
}
