/// Writes the lines of a batch one after the other, and takes the digest of what it writes on the way.
public final class LineWriter {
    private let batch: Int64
    private let lines: any BulkWriter
    private let problems: any BulkWriter
    private var packed = PackedRows(isNumber: LineShape.isNumber)
    private var packedProblems = PackedRows(isNumber: LineShape.problemIsNumber)
    private var digest = RowsDigest()
    private var problemDigest = RowsDigest()

    /// So many bytes are handed on in one go.
    private static let portion = 1 << 17

    init(_ connection: any Connection, batch: Int64) throws {
        self.batch = batch
        lines = try connection.bulk(into: "line", LineShape.names)
        problems = try connection.bulk(into: "line_problem", LineShape.problemNames)
    }

    /// Adds a line, behind those with smaller row numbers.
    public func write(_ record: LineRecord, problems: [LineProblemRecord]) throws {
        let id = LineQueries.id(batch: batch, row: record.row)
        LineShape.pack(record, id: id, batch: batch, into: &packed)
        for (position, problem) in problems.enumerated() {
            LineShape.pack(problem, line: id, position: position, into: &packedProblems)
        }
        if packed.bytes.count + packedProblems.bytes.count >= Self.portion { try handOn() }
    }

    /// Stores what was written and not yet stored.
    ///
    /// - Returns: the digest of all that was written.
    public func finish() throws -> StagedLines {
        try handOn()
        try lines.finish()
        try problems.finish()
        return StagedLines(lines: digest.finish(), problems: problemDigest.finish())
    }

    private func handOn() throws {
        if packed.count > 0 { try lines.add(packed) }
        if packedProblems.count > 0 { try problems.add(packedProblems) }
        digest.add(packed)
        problemDigest.add(packedProblems)
        packed.removeAll()
        packedProblems.removeAll()
    }
}
