public import Problems
public import Store

/// The lines of lists as officers read them; each reading is told before.
extension Registry {
    /// Lines of a batch with their problems, in the order of the file.
    ///
    /// - Parameters:
    ///   - outcomes: only these; all when empty.
    ///   - onlyWithProblems: leaves clean lines out.
    public func lines(
        of batch: Int64, outcomes: [LineRecord.Outcome] = [], onlyWithProblems: Bool = false, limit: Int = 100,
        offset: Int = 0
    ) throws(Problem) -> [(line: LineRecord, problems: [LineProblemRecord])] {
        try look(.readLines, object: LogObject(.batch, batch))
        return try database.read { connection in
            try Self.withProblems(
                LineQueries(connection).lines(
                    of: batch, outcomes: outcomes, onlyWithProblems: onlyWithProblems, limit: limit, offset: offset),
                of: batch, connection)
        }
    }

    /// Single lines of a batch with their problems.
    ///
    /// - Parameter places: of the lines among those with problems, from 0 on.
    public func lines(
        of batch: Int64, withProblemsAt places: [Int]
    ) throws(Problem) -> [(line: LineRecord, problems: [LineProblemRecord])] {
        try look(.readLines, object: LogObject(.batch, batch))
        return try database.read { connection in
            try places.flatMap { place in
                try Self.withProblems(
                    LineQueries(connection).lines(
                        of: batch, outcomes: [], onlyWithProblems: true, limit: 1, offset: place), of: batch, connection
                )
            }
        }
    }

    private static func withProblems(
        _ lines: [LineRecord], of batch: Int64, _ connection: any Connection
    ) throws -> [(line: LineRecord, problems: [LineProblemRecord])] {
        guard let first = lines.first?.row, let last = lines.last?.row else { return [] }
        let problems = Dictionary(
            grouping: try LineQueries(connection).problems(of: batch, rows: first...last), by: \.row)
        return lines.map { ($0, problems[$0.row] ?? []) }
    }

    /// Problems of all lines of a batch.
    public func problems(of batch: Int64) throws(Problem) -> [LineProblemRecord] {
        try look(.readLines, object: LogObject(.batch, batch))
        return try database.read { try LineQueries($0).problems(of: batch) }
    }

    /// The first problems of a batch's lines, and how many there are.
    public func problems(of batch: Int64, limit: Int) throws(Problem) -> (first: [LineProblemRecord], count: Int) {
        try look(.readLines, object: LogObject(.batch, batch))
        return try database.read { connection in
            let lines = LineQueries(connection)
            return (try lines.problems(of: batch, limit: limit), try lines.problemCount(of: batch))
        }
    }
}
