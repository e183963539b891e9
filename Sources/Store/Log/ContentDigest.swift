/// Digests of what the log guards: the lines of a batch, the entries of a sending, a decision, a search for matches.
///
/// A digest begins with the number of its layout: what was guarded under an older one stays verifiable when a table gains
/// columns. Only what never changes once it stands goes in; whether a batch or a sending counts is told by the log itself.
///
/// This file has the first layout, in which a list is guarded as a whole by its commit. Since the second one a list is
/// guarded from its staging on, and its commit guards what became of its lines.
public struct ContentDigest {
    /// What of an object an entry guards.
    public enum Aspect: Sendable, Hashable {
        /// All of it, in the first layout.
        case whole
        /// A list as it was staged.
        case staged
        /// What the commit of a list made of its lines.
        case outcomes
    }

    let connection: any Connection
    private let keepsPast: Bool

    /// - Parameter keepsPast: whether the registry has tables of what stood in the past already.
    public init(_ connection: any Connection, keepsPast: Bool = true) {
        self.connection = connection
        self.keepsPast = keepsPast
    }

    private static let layout = "1:"

    /// The digest of what stands there now.
    ///
    /// - Returns: nil where there is no such object, or none that is guarded.
    public func digest(of object: LogObject, _ aspect: Aspect = .whole) throws -> String? {
        switch aspect {
        case .whole: try whole(object)
        case .staged: try staged(object.number, StagedLines(of: object.number, connection))
        case .outcomes: try outcomes(object.number)
        }
    }

    private func whole(_ object: LogObject) throws -> String? {
        let parts: [Part]
        switch object.kind {
        case .batch: parts = Self.batch(object.number)
        case .sending: parts = Self.sending(object.number)
        case .decision: parts = Self.decision(object.number)
        case .stages: parts = stages(object.number)
        case .run: parts = Self.run(object.number)
        case .ruling: parts = Self.ruling(object.number)
        }
        var hasher = CanonicalHasher("gapura \(object.kind.rawValue) 1")
        for (place, part) in parts.enumerated() {
            var rows: Int64 = 0
            try connection.query(part.sql, part.arguments) { row in
                hasher.add(.text(row.string(0)))
                rows += 1
            }
            // The first part is the object itself; the others are what hangs on it.
            if place == 0, rows == 0 { return nil }
            // Rows cannot go over from one part to the next.
            hasher.add(.integer(rows))
        }
        return Self.layout + hasher.hexadecimal()
    }

    private struct Part {
        var sql: String
        var arguments: [SQLValue]
    }

    /// A query that gives each row as one text that says what each column holds and how long it is: one text a row is
    /// handed over many times faster than thirty values.
    ///
    /// - Parameters:
    ///   - columns: `#` before the name of a column of whole numbers.
    ///   - rest: what stands behind `SELECT …`.
    private static func part(_ columns: String, _ rest: String, _ arguments: [SQLValue]) -> Part {
        Part(sql: "SELECT \(row(columns)) \(rest)", arguments: arguments)
    }

    /// An expression for a row as one text that says what each column holds and how long it is.
    ///
    /// - Parameter columns: their names; `#` before those of whole numbers.
    static func row(_ columns: String) -> String {
        columns.split(separator: " ").map { column in
            column.hasPrefix("#")
                ? "COALESCE(CAST(\(column.dropFirst()) AS TEXT), '-') || ';'"
                : "COALESCE(LENGTH(\(column)) || ':' || \(column), '-')"
        }.joined(separator: " || ")
    }

    private static func batch(_ id: Int64) -> [Part] {
        let ids = LineQueries.ids(of: id)
        return [
            part(
                """
                #id #list name programme institution #fiscal_year reference_date profile file_name sha256 encoding \
                delimiter #header_row #row_count #new_count #updated_count #unchanged_count #refused_count \
                #warned_count staged_at
                """, "FROM batch WHERE id = ?", [.integer(id)]),
            part(
                "#position name field #confidence", "FROM batch_column WHERE batch = ? ORDER BY position",
                [.integer(id)]),
            part(
                "code severity #row_count", "FROM batch_problem WHERE batch = ? ORDER BY code, severity",
                [.integer(id)]),
            part(
                """
                #id #batch #row_number outcome severity nik family_card name sex birth_date phone address village \
                region_code business nib npwp size_class size_rule_set group_name subgroup #amount status started_on \
                ended_on line_key raw officer
                """, "FROM line WHERE id BETWEEN ? AND ? ORDER BY id", ids),
            part(
                "#line #position column_name code severity shown_value arguments",
                "FROM line_problem WHERE line BETWEEN ? AND ? ORDER BY line, position", ids),
        ]
    }

    private static func sending(_ id: Int64) -> [Part] {
        [
            part(
                """
                #id kind name sha256 channel received_on taken_at actor #row_count #new_count #updated_count \
                #unchanged_count
                """, "FROM sending WHERE id = ?", [.integer(id)]),
            part(
                """
                #id #row_number kind entry_key #version subject programme institution region_code #fiscal_year period \
                refers_to document
                """, "FROM entry WHERE sending = ? ORDER BY id", [.integer(id)]),
        ]
    }

    private static func decision(_ id: Int64) -> [Part] {
        [
            part(
                """
                #id #subject_a #subject_b verdict #reverses decided_at actor note #is_blind #bundle #run #weight \
                #probability pattern #carries
                """, "FROM match_decision WHERE id = ?", [.integer(id)])
        ]
    }

    /// Where a list was undone its decisions are kept as what stood until then.
    private func stages(_ batch: Int64) -> [Part] {
        let columns = "id, batch, programme, fiscal_year, nik, stage, actor, happened_at, decision, reason, rule"
        let tables = ["stage_event"] + (keepsPast ? [KeptTable.stageEvent.past] : [])
        let kept = tables.map { "SELECT \(columns) FROM \($0) WHERE batch = ?" }.joined(separator: " UNION ALL ")
        return [
            Self.part(
                "#id #batch programme #fiscal_year nik stage actor happened_at decision reason rule",
                "FROM (\(kept)) AS kept ORDER BY id", tables.map { _ in .integer(batch) })
        ]
    }

    /// What a search was made with and came to. Whether it is out of date moves with later lists.
    private static func run(_ id: Int64) -> [Part] {
        [
            part(
                """
                #id #batch basis started_at actor model document #lower_bound #threshold #revision #record_count \
                #pair_count #candidate_count #is_converged #milliseconds
                """, "FROM linkage_run WHERE id = ?", [.integer(id)])
        ]
    }

    /// What rules came to, with the text of the files that said so.
    private static func ruling(_ id: Int64) -> [Part] {
        [
            part(
                """
                #id #batch #appeals programme decided_on #fiscal_year recorded_at actor #row_count #eligible_count \
                #refused_count #held_count #benefit given sources evidence
                """, "FROM ruling WHERE id = ?", [.integer(id)]),
            part(
                "#position name version digest content", "FROM ruling_file WHERE ruling = ? ORDER BY position",
                [.integer(id)]),
            part(
                "#row_number nik verdict #benefit reasons",
                "FROM ruling_case WHERE ruling = ? ORDER BY row_number", [.integer(id)]),
        ]
    }
}
