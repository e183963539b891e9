/// The columns of lines and of their problems, in the order in which they are written and guarded.
///
/// A digest is taken of rows in this very shape: a column that lines gain later belongs to a new layout of the digest.
enum LineShape {
    private static let columns: [(name: String, isNumber: Bool)] = [
        ("id", true), ("batch", true), ("row_number", true), ("outcome", false), ("severity", false), ("nik", false),
        ("family_card", false), ("name", false), ("sex", false), ("birth_date", false), ("phone", false),
        ("address", false), ("village", false), ("region_code", false), ("business", false), ("nib", false),
        ("npwp", false), ("size_class", false), ("size_rule_set", false), ("group_name", false), ("subgroup", false),
        ("amount", true), ("status", false), ("started_on", false), ("ended_on", false), ("officer", false),
        ("origin", false), ("line_key", false), ("raw", false),
    ]

    static let names = columns.map(\.name)
    static let isNumber = columns.map(\.isNumber)

    static let problemNames = ["line", "position", "column_name", "code", "severity", "shown_value", "arguments"]
    static let problemIsNumber = [true, true, false, false, false, false, false]

    /// A line's outcome as its staging says it: what the registry makes of it is worked out later, and may change.
    static let stagedOutcome = "CASE WHEN severity = 'refuse' THEN 'refused' ELSE 'new' END"

    /// A query of a batch's lines as they were staged, for the arguments of `LineQueries.ids(of:)`.
    static let staged = """
        SELECT \(names.map { $0 == "outcome" ? stagedOutcome : $0 }.joined(separator: ", "))
        FROM line WHERE id BETWEEN ? AND ? ORDER BY id
        """

    /// A query of the problems of a batch's lines.
    static let stagedProblems = """
        SELECT \(problemNames.joined(separator: ", ")) FROM line_problem WHERE line BETWEEN ? AND ?
        ORDER BY line, position
        """

    /// Packs a line, whose outcome is what its staging says.
    static func pack(_ record: LineRecord, id: Int64, batch: Int64, into rows: inout PackedRows) {
        rows.beginRow()
        rows.add(id)
        rows.add(batch)
        rows.add(Int64(record.row))
        rows.add(record.outcome.rawValue)
        rows.add(record.severity)
        rows.add(record.nik)
        rows.add(record.familyCard)
        rows.add(record.name)
        rows.add(record.sex)
        rows.add(record.birthDate)
        rows.add(record.phone)
        rows.add(record.address)
        rows.add(record.village)
        rows.add(record.regionCode)
        rows.add(record.business)
        rows.add(record.nib)
        rows.add(record.npwp)
        rows.add(record.sizeClass)
        rows.add(record.sizeRuleSet)
        rows.add(record.group)
        rows.add(record.subgroup)
        if let amount = record.amount { rows.add(amount) } else { rows.addNull() }
        rows.add(record.status)
        rows.add(record.startedOn)
        rows.add(record.endedOn)
        rows.add(record.officer)
        rows.add(record.origin?.rawValue)
        rows.add(text: record.key)
        rows.add(text: record.raw)
    }

    static func pack(_ problem: LineProblemRecord, line: Int64, position: Int, into rows: inout PackedRows) {
        rows.beginRow()
        rows.add(line)
        rows.add(Int64(position))
        rows.add(problem.column)
        rows.add(text: problem.code)
        rows.add(text: problem.severity)
        rows.add(problem.value)
        rows.add(PlainJSON.object(problem.arguments))
    }
}
