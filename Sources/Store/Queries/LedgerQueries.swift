/// The ledger: sendings and the versioned entries they brought.
public struct LedgerQueries {
    let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Which entries are asked for; what is nil does not narrow.
    public struct Filter: Sendable {
        public var kind: String
        public var subject: String?
        public var programme: String?
        public var institution: String?
        public var fiscalYear: Int?

        public init(
            _ kind: String, subject: String? = nil, programme: String? = nil, institution: String? = nil,
            fiscalYear: Int? = nil
        ) {
            self.kind = kind
            self.subject = subject
            self.programme = programme
            self.institution = institution
            self.fiscalYear = fiscalYear
        }
    }

    /// Standing entries of some kinds about one of these people, or that name one of them, in the order in which they came.
    public func current(_ kinds: String..., of numbers: some Collection<String>) throws -> [EntryRecord] {
        var found: [Int64: EntryRecord] = [:]
        let isOfKind = "kind IN (\(kinds.map { _ in "?" }.joined(separator: ", ")))"
        try numbers.inPortions { marks, arguments in
            // One statement for all of it: a look-up at a server's takes as long as its ways to and fro.
            let entries = try connection.all(
                """
                SELECT \(Self.columns) FROM entry WHERE is_current = 1 AND \(isOfKind) AND id IN (
                    SELECT id FROM entry WHERE subject IN (\(marks))
                    UNION SELECT entry FROM entry_person WHERE nik IN (\(marks)))
                """, kinds.map(SQLValue.text) + arguments + arguments, Self.entry)
            for entry in entries { found[entry.id] = entry }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// Standing entries of a kind whose key holds a word, in the order in which they came.
    public func current(_ kind: String, keyHolding word: String) throws -> [EntryRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM entry WHERE kind = ? AND is_current = 1 AND entry_key LIKE ? ORDER BY id",
            [.text(kind), .text("%" + word + "%")], Self.entry)
    }

    /// The newest standing version of each key, in the order in which the keys first came.
    public func current(_ filter: Filter) throws -> [EntryRecord] {
        var conditions = ["kind = ?", "is_current = 1"]
        var arguments: [SQLValue] = [.text(filter.kind)]
        for (column, value) in [
            ("subject", filter.subject), ("programme", filter.programme), ("institution", filter.institution),
        ] {
            guard let value else { continue }
            conditions.append("\(column) = ?")
            arguments.append(.text(value))
        }
        if let year = filter.fiscalYear {
            conditions.append("fiscal_year = ?")
            arguments.append(.integer(Int64(year)))
        }
        return try connection.all(
            "SELECT \(Self.columns) FROM entry WHERE \(conditions.joined(separator: " AND ")) ORDER BY id",
            arguments, Self.entry)
    }

    /// The newest standing version of one key; nil where there is none.
    public func current(kind: String, key: String) throws -> EntryRecord? {
        try connection.first(
            "SELECT \(Self.columns) FROM entry WHERE kind = ? AND entry_key = ? AND is_current = 1",
            [.text(kind), .text(key)], Self.entry)
    }

    /// All standing versions of one key with the sending that brought each, the oldest first.
    public func versions(kind: String, key: String) throws -> [(entry: EntryRecord, sending: SendingRecord)] {
        try connection.all(
            """
            SELECT \(Self.columns(of: "e")), \(Self.sendingColumns(of: "s")) FROM entry e JOIN sending s ON s.id = e.sending
            WHERE e.kind = ? AND e.entry_key = ? AND s.undone_at IS NULL ORDER BY e.version
            """, [.text(kind), .text(key)]
        ) { (Self.entry($0), Self.sending($0, from: Self.columnCount)) }
    }

    /// All standing versions of all keys of a kind, each with its sending.
    public func allVersions(kind: String) throws -> [(entry: EntryRecord, sending: SendingRecord)] {
        try connection.all(
            """
            SELECT \(Self.columns(of: "e")), \(Self.sendingColumns(of: "s")) FROM entry e
                JOIN sending s ON s.id = e.sending WHERE e.kind = ? AND s.undone_at IS NULL ORDER BY e.id
            """, [.text(kind)]
        ) { (Self.entry($0), Self.sending($0, from: Self.columnCount)) }
    }

    /// Every version of what is known of a subject, or of a programme under one kind, each with its sending; those of
    /// sendings that were taken back among them.
    public func everyVersion(
        subject: String? = nil, kind: String? = nil, programme: String? = nil
    ) throws -> [(entry: EntryRecord, sending: SendingRecord)] {
        let asked = [("e.subject", subject), ("e.kind", kind), ("e.programme", programme)].filter { $0.1 != nil }
        return try connection.all(
            """
            SELECT \(Self.columns(of: "e")), \(Self.sendingColumns(of: "s")) FROM entry e
                JOIN sending s ON s.id = e.sending WHERE \(asked.map { "\($0.0) = ?" }.joined(separator: " AND "))
            ORDER BY e.id
            """, asked.compactMap { $0.1.map { .text($0) } }
        ) { (Self.entry($0), Self.sending($0, from: Self.columnCount)) }
    }

    /// Keys of the entries of a kind that refer to another entry (`kind:key`) and stand.
    public func keys(kind: String, refersTo other: String) throws -> [String] {
        try connection.all(
            "SELECT entry_key FROM entry WHERE refers_to = ? AND kind = ? AND is_current = 1 ORDER BY id",
            [.text(other), .text(kind)]
        ) { $0.string(0) }
    }

    /// The newest fiscal year of the current entries of a kind; nil without one.
    public func newestYear(of kind: String) throws -> Int? {
        try connection.first(
            "SELECT MAX(fiscal_year) FROM entry WHERE kind = ? AND is_current = 1", [.text(kind)]
        ) { $0.integer(0).map { Int($0) } }.flatMap { $0 }
    }

    /// The number of the newest entry; 0 before the first.
    public func lastNumber() throws -> Int { try connection.count("SELECT MAX(id) FROM entry") }

    /// All sendings, those taken back among them, the oldest first.
    public func sendings(kind: String? = nil) throws -> [SendingRecord] {
        try connection.all(
            """
            SELECT \(Self.sendingColumns(of: "s")) FROM sending s \(kind == nil ? "" : "WHERE s.kind = ?") ORDER BY s.id
            """, kind.map { [.text($0)] } ?? []
        ) { Self.sending($0, from: 0) }
    }

    public func sending(_ id: Int64) throws -> SendingRecord? {
        try connection.first(
            "SELECT \(Self.sendingColumns(of: "s")) FROM sending s WHERE s.id = ?", [.integer(id)]
        ) { Self.sending($0, from: 0) }
    }

    /// The entries a sending brought, in the order of its rows.
    public func entries(of sending: Int64) throws -> [EntryRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM entry WHERE sending = ? ORDER BY id", [.integer(sending)], Self.entry)
    }

    /// Sendings that have to be taken back before this one, the newest first: those with a later version of one of its
    /// keys, and those whose entries refer to one that only this sending knows.
    public func blockers(of sending: Int64) throws -> [Int64] {
        try connection.all(
            """
            SELECT DISTINCT o.sending FROM entry e
                JOIN entry o ON o.kind = e.kind AND o.entry_key = e.entry_key AND o.version > e.version
                JOIN sending s ON s.id = o.sending
            WHERE e.sending = ? AND s.undone_at IS NULL AND o.sending <> e.sending
            UNION
            SELECT DISTINCT o.sending FROM entry e
                JOIN entry o ON o.refers_to = e.kind || ':' || e.entry_key
                JOIN sending s ON s.id = o.sending
            WHERE e.sending = ? AND s.undone_at IS NULL AND o.sending <> e.sending
                AND NOT EXISTS (
                    SELECT 1 FROM entry b JOIN sending t ON t.id = b.sending
                    WHERE b.kind = e.kind AND b.entry_key = e.entry_key AND b.sending <> e.sending
                        AND t.undone_at IS NULL)
            ORDER BY 1 DESC
            """, [.integer(sending), .integer(sending)]
        ) { $0.integer(0) ?? 0 }
    }

    /// Takes a sending back: of each of its keys the version before becomes the current one again.
    public func undo(_ sending: Int64, at instant: String) throws {
        try connection.execute(
            "UPDATE sending SET undone_at = ? WHERE id = ?", [.text(instant), .integer(sending)])
        try connection.execute("UPDATE entry SET is_current = 0 WHERE sending = ?", [.integer(sending)])
        try connection.execute(
            """
            UPDATE entry SET is_current = 1 WHERE id IN (
                SELECT MAX(o.id) FROM entry e
                    JOIN entry o ON o.kind = e.kind AND o.entry_key = e.entry_key
                    JOIN sending s ON s.id = o.sending
                WHERE e.sending = ? AND s.undone_at IS NULL GROUP BY o.kind, o.entry_key)
            """, [.integer(sending)])
    }

    private static let names = [
        "id", "sending", "row_number", "kind", "entry_key", "version", "subject", "programme", "institution",
        "region_code", "fiscal_year", "period", "refers_to", "document",
    ]
    private static let columns = names.joined(separator: ", ")
    private static let columnCount = names.count

    private static func columns(of table: String) -> String { names.map { "\(table).\($0)" }.joined(separator: ", ") }

    private static func sendingColumns(of table: String) -> String {
        [
            "id", "kind", "name", "sha256", "channel", "received_on", "taken_at", "actor", "row_count", "new_count",
            "updated_count", "unchanged_count", "undone_at",
        ].map { "\(table).\($0)" }.joined(separator: ", ")
    }

    private static func entry(_ row: any Row) -> EntryRecord {
        EntryRecord(
            id: row.integer(0) ?? 0, sending: row.integer(1) ?? 0, row: row.int(2), kind: row.string(3),
            key: row.string(4), version: row.int(5), subject: row.text(6), programme: row.text(7),
            institution: row.text(8), regionCode: row.text(9), fiscalYear: row.integer(10).map { Int($0) },
            period: row.text(11), refersTo: row.text(12), document: row.string(13))
    }

    private static func sending(_ row: any Row, from column: Int) -> SendingRecord {
        SendingRecord(
            id: row.integer(column) ?? 0, kind: row.string(column + 1), name: row.string(column + 2),
            sha256: row.string(column + 3), channel: row.string(column + 4), receivedOn: row.string(column + 5),
            takenAt: row.string(column + 6), actor: row.string(column + 7), rows: row.int(column + 8),
            new: row.int(column + 9), updated: row.int(column + 10), unchanged: row.int(column + 11),
            undoneAt: row.text(column + 12))
    }
}

extension LedgerQueries {
    /// Hands over everybody whom an entry names beside its subject: entry, number, role.
    public func eachNamed(_ body: (Int64, String, String) throws -> Void) throws {
        try connection.query("SELECT entry, nik, role FROM entry_person", []) {
            try body($0.integer(0) ?? 0, $0.string(1), $0.string(2))
        }
    }

    /// Hands over all entries of a kind, with their documents.
    public func eachDocument(of kind: String, _ body: (Int64, String) throws -> Void) throws {
        try connection.query("SELECT id, document FROM entry WHERE kind = ? ORDER BY id", [.text(kind)]) {
            try body($0.integer(0) ?? 0, $0.string(1))
        }
    }
}
