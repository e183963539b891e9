/// A table whose rows lists bring, change and take away, and beside it the table of what those rows were before.
///
/// `past_…` holds a row as it stood until an act, with the act's number; a row that still stands as it was brought has none
/// there, so that taking in new people costs nothing more. A row lives from the commit of its batch until that is undone.
struct KeptTable: Sendable {
    struct Column: Sendable {
        var name: String
        var isNumber = false
        /// Whether it may never be null.
        var isRequired = false

        /// A value as the table holds it.
        func stored(_ text: String?) -> SQLValue {
            if isNumber { return .optional(text.flatMap(Int64.init)) }
            return isRequired ? .text(text ?? "") : .optional(text)
        }
    }

    var name: String
    /// What tells its rows apart.
    var key: [String]
    /// Columns that stay as they were brought, without those of the key.
    var fixed: [Column]
    /// Columns that a later list may change.
    var changing: [Column] = []
    /// Which rows come from a batch, for the two arguments of `LineQueries.ids(of:)`; nil where the batch is asked for.
    var isNumberedByLine = false

    var past: String { "past_" + name }

    var columns: [String] { key + fixed.map(\.name) + changing.map(\.name) }

    private static func texts(_ names: String...) -> [Column] { names.map { Column(name: $0) } }
    private static func numbers(_ names: String...) -> [Column] { names.map { Column(name: $0, isNumber: true) } }

    static let person = KeptTable(
        name: "person", key: ["id"], fixed: texts("nik") + numbers("batch"),
        changing: [Column(name: "name", isRequired: true)]
            + texts("sex", "birth_date", "phone", "address", "village", "region_code", "family_card"),
        isNumberedByLine: true)
    static let enterprise = KeptTable(
        name: "enterprise", key: ["id"],
        fixed: numbers("owner", "batch") + texts("name", "sector", "kbli_edition", "kbli_code"),
        changing: texts("business", "nib", "npwp", "size_class", "size_rule_set"), isNumberedByLine: true)
    static let enrolment = KeptTable(
        name: "enrolment", key: ["id"],
        fixed: numbers("person", "list", "fiscal_year", "batch") + texts("programme", "line_key", "origin"),
        changing: texts("family_card") + numbers("amount")
            + texts("status", "started_on", "ended_on", "village", "region_code") + numbers("line"),
        isNumberedByLine: true)
    static let stageEvent = KeptTable(
        name: "stage_event", key: ["id"],
        fixed: numbers("batch", "fiscal_year")
            + texts(
                "programme", "nik", "stage", "actor", "happened_at", "decision", "reason", "rule", "recorded_at"))

    static let groupMember = KeptTable(
        name: "group_member", key: ["beneficiary_group", "person"], fixed: texts("subgroup", "role") + numbers("batch"))
    static let group = KeptTable(
        name: "beneficiary_group", key: ["id"], fixed: texts("programme", "name", "village") + numbers("batch"))
    static let family = KeptTable(name: "family", key: ["card"], fixed: numbers("batch"))

    /// In the order in which undoing a batch takes rows away.
    static let all = [stageEvent, groupMember, group, enterprise, enrolment, person, family]

    func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        let keyType = key == ["card"] ? "TEXT" : int
        let columns =
            key.map { "\($0) \(keyType) NOT NULL" }
            + (fixed + changing).map { "\($0.name) \($0.isNumber ? int : "TEXT")" } + ["until_act \(int) NOT NULL"]
        let table = """
            CREATE TABLE \(past) (\(columns.joined(separator: ", ")), PRIMARY KEY (\(key.joined(separator: ", ")), until_act))
            """
        let found: [String] =
            switch name {
            case "person": ["nik"]
            case "enrolment": ["person"]
            case "enterprise": ["owner"]
            case "stage_event": ["nik"]
            case "group_member": ["person"]
            default: []
            }
        return [table, "CREATE INDEX \(past)_by_act ON \(past) (until_act)"]
            + found.map { "CREATE INDEX \(past)_by_\($0) ON \(past) (\($0))" }
    }

    /// Keeps rows as they stand now as what stood until an act. What the same act kept before stays.
    func keep(
        _ condition: String, _ arguments: [SQLValue], until act: Int64, _ connection: any Connection
    ) throws {
        let names = columns.joined(separator: ", ")
        try connection.execute(
            """
            INSERT INTO \(past) (\(names), until_act) SELECT \(names), CAST(? AS BIGINT) FROM \(name) WHERE \(condition)
            ON CONFLICT (\(key.joined(separator: ", ")), until_act) DO NOTHING
            """, [.integer(act)] + arguments)
    }

    /// Sets what a later list may change of rows, and keeps how they stood until an act.
    ///
    /// - Parameter rows: with a value for each column of ``changing``.
    func change(_ rows: [(id: Int64, values: [String?])], until act: Int64, _ connection: any Connection) throws {
        guard !rows.isEmpty else { return }
        // As a table beside: with a statement for each row, a server spends its time on going to and fro.
        let columns = changing.map { "\($0.name) \($0.isNumber ? "BIGINT" : "TEXT")" }
        try connection.execute(
            "CREATE TEMPORARY TABLE changed (id BIGINT NOT NULL PRIMARY KEY, \(columns.joined(separator: ", ")))")
        let writer = try connection.bulk(into: "changed", ["id"] + changing.map(\.name))
        for row in rows { try writer.add([.integer(row.id)] + zip(changing, row.values).map { $0.stored($1) }) }
        try writer.finish()
        try keep("id IN (SELECT c.id FROM changed c)", [], until: act, connection)
        // Row by row of what changed: joined with it, SQLite would read the whole table for every few rows.
        let names = changing.map(\.name).joined(separator: ", ")
        try connection.execute(
            """
            UPDATE \(name) SET (\(names)) = (SELECT \(names) FROM changed c WHERE c.id = \(name).id)
            WHERE id IN (SELECT c.id FROM changed c)
            """)
        try connection.execute("DROP TABLE changed")
    }

    /// Takes away what a batch brought, and keeps it as what stood until an act.
    func remove(broughtBy batch: Int64, until act: Int64, _ connection: any Connection) throws {
        let (condition, arguments) = brought(by: batch)
        try keep(condition, arguments, until: act, connection)
        try connection.execute("DELETE FROM \(name) WHERE \(condition)", arguments)
    }

    /// Which rows a batch brought, found without reading what others did.
    private func brought(by batch: Int64) -> (condition: String, arguments: [SQLValue]) {
        if isNumberedByLine { return ("id BETWEEN ? AND ?", LineQueries.ids(of: batch)) }
        guard key == ["card"] else { return ("batch = ?", [.integer(batch)]) }
        // Families have a row for every card and no number of a line.
        return (
            """
            card IN (SELECT l.family_card FROM line l WHERE l.id BETWEEN ? AND ? AND l.family_card IS NOT NULL)
                AND batch = ?
            """, LineQueries.ids(of: batch) + [.integer(batch)]
        )
    }

    /// Puts back what stood until an act in rows that are still there, and keeps how they stood until another act.
    func restore(from commit: Int64, until act: Int64, _ connection: any Connection) throws {
        guard !changing.isEmpty else { return }
        let changed = "id IN (SELECT x.id FROM \(past) x WHERE x.until_act = ?)"
        try keep(changed, [.integer(commit)], until: act, connection)
        let names = changing.map(\.name).joined(separator: ", ")
        try connection.execute(
            """
            UPDATE \(name) SET (\(names)) = (
                SELECT \(names) FROM \(past) x WHERE x.id = \(name).id AND x.until_act = ?) WHERE \(changed)
            """, [.integer(commit), .integer(commit)])
    }
}
