extension ShadeMaker {
    /// Kinds whose versions follow one another in the world, so that an earlier one held until the next began. Versions of
    /// all other kinds correct one another: the newest known says what was true all along.
    private static let following = ["referral"]

    /// Entries of the ledger, with the mark of the version that was current.
    var entries: Shade {
        let known = SQLValue.text(bounds.moment.known)
        let standing = standing("s")
        var newer = """
            SELECT 1 FROM \(base)entry o JOIN \(base)sending s ON s.id = o.sending
            WHERE o.kind = t.kind AND o.entry_key = t.entry_key AND o.id > t.id AND \(standing)
            """
        var newerArguments = [known, known]
        var condition = ""
        var conditionArguments: [SQLValue] = []
        if let day = bounds.moment.trueOn {
            let kinds = Self.following.map { "'\($0)'" }.joined(separator: ", ")
            newer += " AND (t.kind NOT IN (\(kinds)) OR \(happened("o")))"
            newerArguments += [.text(day)]
            let held = held("t", day)
            condition = "WHERE " + held.sql
            conditionArguments = held.arguments
        }
        return Shade(
            name: "entry",
            sql: """
                SELECT t.id, t.sending, t.row_number, t.kind, t.entry_key, t.version,
                    CASE WHEN \(standing) AND NOT EXISTS (\(newer)) THEN 1 ELSE 0 END AS is_current,
                    t.subject, t.programme, t.institution, t.region_code, t.fiscal_year, t.period, t.refers_to, t.document
                FROM \(base)entry t JOIN \(base)sending s ON s.id = t.sending AND \(taken("s")) \(condition)
                """, arguments: [known, known] + newerArguments + [known] + conditionArguments)
    }

    /// A kind whose documents say by other members than `date` from when on, and until when, what they tell held; both
    /// days are of it.
    private static let spans: [(kind: String, from: String, to: String?)] = [
        ("document", "issuedOn", nil), ("group", "foundedOn", nil), ("membership", "from", "to"),
        ("partnership", "startedOn", "endedOn"),
    ]

    /// Two numbers of which one was corrected to the other were one person's before that day as well.
    private static let timeless = "%/number-corrected/%"

    /// That what an entry says had happened by a day, or was so on it; an entry without a day always is.
    private func held(_ table: String, _ day: String) -> (sql: String, arguments: [SQLValue]) {
        let kinds = Self.spans.map { "'\($0.kind)'" }.joined(separator: ", ")
        var parts = ["\(table).kind NOT IN (\(kinds)) AND \(happened(table))"]
        var arguments: [SQLValue] = [.text(day)]
        for span in Self.spans {
            func member(_ name: String) -> String { dialect.member(name, of: "\(table).document") }
            var part = "\(table).kind = '\(span.kind)' AND COALESCE(\(member(span.from)), '') <= ?"
            arguments.append(.text(day))
            if let to = span.to {
                part += " AND (\(member(to)) IS NULL OR \(member(to)) >= ?)"
                arguments.append(.text(day))
            }
            parts.append(part)
        }
        parts.append("\(table).kind = 'life-event' AND \(table).entry_key LIKE ?")
        arguments.append(.text(Self.timeless))
        return ("(" + parts.map { "(\($0))" }.joined(separator: " OR ") + ")", arguments)
    }

    private func happened(_ table: String) -> String {
        let day = ["date", "asOf"].map { dialect.member($0, of: "\(table).document") }.joined(separator: ", ")
        return "COALESCE(\(day), '') <= ?"
    }
}
