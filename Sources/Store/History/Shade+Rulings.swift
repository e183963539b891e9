extension ShadeMaker {
    /// What rules came to, as far as it was stored by then; on a day, what was judged as of that day or one before it.
    var rulings: Shade {
        let held = held(on: "t")
        return Shade(
            name: "ruling", sql: "SELECT t.* FROM \(base)ruling t WHERE \(held.sql)", arguments: held.arguments)
    }

    var rulingFiles: Shade { part("ruling_file") }
    var rulingCases: Shade { part("ruling_case") }

    private func part(_ table: String) -> Shade {
        let held = held(on: "r")
        return Shade(
            name: table,
            sql: """
                SELECT t.* FROM \(base)\(table) t
                WHERE EXISTS (SELECT 1 FROM \(base)ruling r WHERE r.id = t.ruling AND \(held.sql))
                """, arguments: held.arguments)
    }

    private func held(on ruling: String) -> (sql: String, arguments: [SQLValue]) {
        let known = SQLValue.text(bounds.moment.known)
        guard let day = bounds.moment.trueOn else { return ("\(ruling).recorded_at <= ?", [known]) }
        return ("\(ruling).recorded_at <= ? AND \(ruling).decided_on <= ?", [known, .text(day)])
    }
}
