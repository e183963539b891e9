import Crypto

/// SHA-256 over packed rows, one behind the other.
struct RowsDigest {
    /// What a table's rows come to.
    struct Value: Sendable, Hashable {
        var rows: Int64
        /// 64 small hexadecimal digits.
        var digest: String
    }

    private var hasher = SHA256()
    private var rows: Int64 = 0

    mutating func add(_ packed: PackedRows) {
        hasher.update(data: packed.bytes)
        rows += Int64(packed.count)
    }

    func finish() -> Value { Value(rows: rows, digest: CanonicalHasher.hexadecimal(of: hasher.finalize())) }

    /// Reads the rows of a query, which has the columns of `isNumber`.
    static func of(
        _ sql: String, _ arguments: [SQLValue], _ isNumber: [Bool], _ connection: any Connection
    ) throws -> Value {
        var digest = RowsDigest()
        var packed = PackedRows(isNumber: isNumber)
        try connection.query(sql, arguments) { row in
            row.pack(into: &packed)
            if packed.bytes.count >= portion {
                digest.add(packed)
                packed.removeAll()
            }
        }
        digest.add(packed)
        return digest.finish()
    }

    private static let portion = 1 << 17
}

/// The lines of a list and their problems as they were staged, each as one digest.
public struct StagedLines: Sendable, Hashable {
    let lines: RowsDigest.Value
    let problems: RowsDigest.Value

    init(lines: RowsDigest.Value, problems: RowsDigest.Value) {
        self.lines = lines
        self.problems = problems
    }

    /// Reads what stands there now.
    init(of batch: Int64, _ connection: any Connection) throws {
        let ids = LineQueries.ids(of: batch)
        lines = try RowsDigest.of(LineShape.staged, ids, LineShape.isNumber, connection)
        problems = try RowsDigest.of(LineShape.stagedProblems, ids, LineShape.problemIsNumber, connection)
    }
}
