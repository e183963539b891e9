/// The second layout of the digests of lists: what was staged, and what the commit made of it.
///
/// Each part is hashed by itself in the form of ``PackedRows``, so that what is written can be hashed on its way; the digest
/// is taken of the parts' digests and numbers of rows. What became of a line is not part of what was staged, for it is worked
/// out anew by the commit: there it is refused or not, as its severity says, and everything else is new.
extension ContentDigest {
    private static let layout = "2:"

    /// The digest of a list as it was staged.
    ///
    /// - Returns: nil where there is no such list.
    public func staged(_ batch: Int64, _ lines: StagedLines) throws -> String? {
        let list = try part(
            """
            #id #list name programme institution #fiscal_year reference_date profile file_name sha256 encoding \
            delimiter #header_row #row_count #refused_count staged_at origin
            """, "FROM batch WHERE id = ?", [.integer(batch)])
        guard list.rows > 0 else { return nil }
        let columns = try part(
            "#position name field #confidence", "FROM batch_column WHERE batch = ? ORDER BY position",
            [.integer(batch)])
        let counts = try part(
            "code severity #row_count", "FROM batch_problem WHERE batch = ? ORDER BY code, severity",
            [.integer(batch)])
        return Self.digest("gapura list 2", [list, columns, counts, lines.lines, lines.problems])
    }

    /// The digest of what the commit of a list made of its lines: only those that are not what their staging said are looked
    /// at one by one.
    func outcomes(_ batch: Int64) throws -> String? {
        let list = try part(
            "#id #row_count #new_count #updated_count #unchanged_count #refused_count #warned_count",
            "FROM batch WHERE id = ?", [.integer(batch)])
        guard list.rows > 0 else { return nil }
        let lines = try part(
            "#id outcome", "FROM line WHERE id BETWEEN ? AND ? AND outcome <> \(LineShape.stagedOutcome) ORDER BY id",
            LineQueries.ids(of: batch))
        return Self.digest("gapura outcomes 2", [list, lines])
    }

    /// What the commit of a list guards: where the list was staged by a program that did not guard it then, all of it.
    public func aspect(ofCommit batch: Int64) throws -> Aspect {
        let guarded = try connection.count(
            """
            SELECT COUNT(*) FROM log_entry WHERE action = ? AND object_kind = ? AND object = ? AND content IS NOT NULL
            """,
            [.text(LogAction.stage.rawValue), .text(LogObject.Kind.batch.rawValue), .integer(batch)])
        return guarded > 0 ? .outcomes : .whole
    }

    /// - Parameter columns: `#` before the name of a column of whole numbers.
    private func part(_ columns: String, _ rest: String, _ arguments: [SQLValue]) throws -> RowsDigest.Value {
        let columns = columns.split(separator: " ")
        let names = columns.map { $0.hasPrefix("#") ? $0.dropFirst() : $0 }
        return try RowsDigest.of(
            "SELECT \(names.joined(separator: ", ")) \(rest)", arguments, columns.map { $0.hasPrefix("#") }, connection)
    }

    private static func digest(_ domain: String, _ parts: [RowsDigest.Value]) -> String {
        var hasher = CanonicalHasher(domain)
        for part in parts {
            hasher.add(.text(part.digest))
            hasher.add(.integer(part.rows))
        }
        return layout + hasher.hexadecimal()
    }
}
