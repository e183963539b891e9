/// Brings rows that stand already up to date from the lines of a batch, keeping how they stood until this act.
///
/// Lines are taken in portions, so that a list of millions needs no more memory than a small one. Several lines may speak of
/// the same row, in one portion or in several: each goes on from what the one before it left, and is held against what
/// stood there before the act, which the history has kept by then.
struct CommitChange {
    private let connection: any Connection
    private let batch: BatchRecord
    private let act: Int64

    /// So many row numbers are looked at in one go.
    private static let portion: Int64 = 1 << 14

    init(_ connection: any Connection, _ batch: BatchRecord, _ act: Int64) {
        self.connection = connection
        self.batch = batch
        self.act = act
    }

    /// Fills what is not yet known of people; what is known stays as its own source said it.
    func fillGaps() throws {
        let fields = KeptTable.person.changing.map(\.name)
        let gap = fields.map { "(COALESCE(\(standing("p", $0)), '') = '' AND l.\($0) IS NOT NULL)" }
        try change(
            .person, "p", said: fields.map { _ in "NULL" }, new: columns("l", fields),
            """
            FROM line l JOIN person p ON p.nik = l.nik \(past(.person, "p"))
            WHERE l.id BETWEEN ? AND ? AND l.outcome = 'new'
                AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id) AND (\(gap.joined(separator: " OR ")))
            """, [.integer(act)])
    }

    /// Brings enrolments up to date from lines that say something newer, and of people and enterprises what stands as
    /// this same list had said it. What another list said differently stays.
    func update() throws {
        let source = """
            FROM line l JOIN person p ON p.nik = l.nik
                JOIN enrolment e ON e.person = p.id AND e.list = ? AND e.line_key = l.line_key
                JOIN line c ON c.id = e.line JOIN line o ON o.id = e.id
            """
        // What the list said last; where it left a cell blank since, what it said first.
        func said(_ field: String) -> String { "COALESCE(c.\(field), o.\(field))" }
        let condition = "WHERE l.id BETWEEN ? AND ? AND l.outcome = 'updated'"
        let arguments: [SQLValue] = [.integer(batch.list), .integer(act)]
        func fields(_ table: KeptTable) -> [String] { table.changing.map(\.name) }
        try change(
            .person, "p", said: fields(.person).map(said), new: columns("l", fields(.person)),
            "\(source) \(past(.person, "p")) \(condition)", arguments)
        let same = ["business", "nib"].map { field in
            "COALESCE(\(standing("x", field)), '') = COALESCE(\(said(field)), '')"
        }
        try change(
            .enterprise, "x", said: fields(.enterprise).map(said), new: columns("l", fields(.enterprise)),
            """
            \(source) JOIN enterprise x ON x.owner = p.id \(past(.enterprise, "x"))
            \(condition) AND \(same.joined(separator: " AND "))
            """, arguments)
        // An enrolment says what its own list says, and its line is the newest.
        try change(
            .enrolment, "e", said: fields(.enrolment).map { standing("e", $0) },
            new: columns("l", fields(.enrolment).dropLast()) + ["l.id"],
            "\(source) \(past(.enrolment, "e")) \(condition)", arguments)
    }

    private func columns(_ alias: String, _ names: some Sequence<String>) -> [String] { names.map { "\(alias).\($0)" } }

    /// What this act has kept of a row already, as `q`.
    private func past(_ table: KeptTable, _ alias: String) -> String {
        "LEFT JOIN \(table.past) q ON q.id = \(alias).id AND q.until_act = ?"
    }

    /// A field as it stood before this act.
    private func standing(_ alias: String, _ field: String) -> String {
        "CASE WHEN q.id IS NULL THEN \(alias).\(field) ELSE q.\(field) END"
    }

    /// Sets fields of existing rows.
    ///
    /// A field is changed when it is empty or stood as the list had said it.
    ///
    /// - Parameters:
    ///   - said: for each field, what the list said before.
    ///   - new: what it says now.
    ///   - source: what stands behind `SELECT …`, with the kept row as `q`; its last two arguments are the first and the
    ///     last line.
    private func change(
        _ table: KeptTable, _ alias: String, said: [String], new: [String], _ source: String, _ arguments: [SQLValue]
    ) throws {
        let names = table.changing.map(\.name)
        let selected = columns(alias, names) + names.map { standing(alias, $0) } + said + new
        let sql = "SELECT \(alias).id, \(selected.joined(separator: ", ")) \(source) ORDER BY l.id"
        let ids = LineQueries.ids(of: batch.id)
        let last = try connection.first("SELECT MAX(id) FROM line WHERE id BETWEEN ? AND ?", ids) { $0.integer(0) }
        guard let last = last ?? nil else { return }
        for first in stride(from: LineQueries.id(batch: batch.id, row: 0), through: last, by: Int(Self.portion)) {
            try changePortion(table, sql, arguments + [.integer(first), .integer(first + Self.portion - 1)])
        }
    }

    private func changePortion(_ table: KeptTable, _ sql: String, _ arguments: [SQLValue]) throws {
        let fields = table.changing
        func value(_ row: any Row, _ block: Int, _ index: Int) -> String? {
            let column = 1 + block * fields.count + index
            if fields[index].isNumber { return row.integer(column).map(String.init) }
            return row.text(column).flatMap { $0.isEmpty ? nil : $0 }
        }
        var order: [Int64] = []
        var before: [Int64: [String?]] = [:]
        var after: [Int64: [String?]] = [:]
        try connection.query(sql, arguments) { row in
            let id = row.integer(0) ?? 0
            var values: [String?]
            if let known = after[id] {
                values = known
            } else {
                values = fields.indices.map { value(row, 0, $0) }
                order.append(id)
                before[id] = values
            }
            for index in fields.indices {
                guard let new = value(row, 3, index) else { continue }
                if values[index] == nil || value(row, 1, index) == value(row, 2, index) { values[index] = new }
            }
            after[id] = values
        }
        let changed = order.compactMap { id -> (id: Int64, values: [String?])? in
            guard let new = after[id], before[id] != new else { return nil }
            return (id, new)
        }
        try table.change(changed, until: act, connection)
    }
}
