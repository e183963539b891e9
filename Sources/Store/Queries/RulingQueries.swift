/// What rules came to for the lines of lists. Rows are added, never changed or removed.
public struct RulingQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    private static let columns = """
        r.id, r.batch, r.appeals, r.programme, r.decided_on, r.fiscal_year, r.recorded_at, r.actor, r.row_count,
        r.eligible_count, r.refused_count, r.held_count, r.benefit, r.given, r.sources, r.evidence
        """

    /// Adds a ruling with its files and cases. Whoever does it tells the log.
    ///
    /// - Parameter files: none where it is an appeal: the files of the ruling appealed against hold.
    /// - Returns: its number.
    public func add(
        _ ruling: RulingRecord, files: [RulingFileRecord], cases: some Sequence<RulingCaseRecord>
    ) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO ruling (batch, appeals, programme, decided_on, fiscal_year, recorded_at, actor, row_count,
                eligible_count, refused_count, held_count, benefit, given, sources, evidence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(ruling.batch), .optional(ruling.appeals), .text(ruling.programme), .text(ruling.decidedOn),
                .integer(Int64(ruling.fiscalYear)), .text(ruling.recordedAt), .text(ruling.actor),
                .integer(Int64(ruling.rows)), .integer(Int64(ruling.eligible)), .integer(Int64(ruling.refused)),
                .integer(Int64(ruling.held)), .integer(ruling.benefit), .text(ruling.given), .text(ruling.sources),
                .optional(ruling.evidence),
            ])
        let id = try connection.first("SELECT MAX(id) FROM ruling") { $0.integer(0) ?? 0 } ?? 0
        for (position, file) in files.enumerated() {
            try connection.execute(
                "INSERT INTO ruling_file (ruling, position, name, version, digest, content) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(id), .integer(Int64(position)), .text(file.name), .text(file.version), .text(file.digest),
                    .text(file.content),
                ])
        }
        let writer = try connection.bulk(
            into: "ruling_case", ["ruling", "row_number", "nik", "verdict", "benefit", "reasons"])
        for item in cases {
            try writer.add([
                .integer(id), .integer(Int64(item.row)), .optional(item.nik), .text(item.verdict),
                .optional(item.benefit), .text(item.reasons),
            ])
        }
        try writer.finish()
        return id
    }

    /// Rulings of a batch, or all of them, in their order.
    public func rulings(of batch: Int64? = nil) throws -> [RulingRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM ruling r \(batch == nil ? "" : "WHERE r.batch = ?") ORDER BY r.id",
            batch.map { [.integer($0)] } ?? [], Self.record)
    }

    public func ruling(_ id: Int64) throws -> RulingRecord? {
        try connection.first("SELECT \(Self.columns) FROM ruling r WHERE r.id = ?", [.integer(id)], Self.record)
    }

    /// Appeals against a ruling, about one row where it is given, the first one first.
    public func appeals(against id: Int64, row: Int? = nil) throws -> [RulingRecord] {
        let about = "AND EXISTS (SELECT 1 FROM ruling_case c WHERE c.ruling = r.id AND c.row_number = ?)"
        return try connection.all(
            "SELECT \(Self.columns) FROM ruling r WHERE r.appeals = ? \(row == nil ? "" : about) ORDER BY r.id",
            [.integer(id)] + (row.map { [.integer(Int64($0))] } ?? []), Self.record)
    }

    public func files(of id: Int64) throws -> [RulingFileRecord] {
        try connection.all(
            "SELECT name, version, digest, content FROM ruling_file WHERE ruling = ? ORDER BY position", [.integer(id)]
        ) {
            RulingFileRecord(name: $0.string(0), version: $0.string(1), digest: $0.string(2), content: $0.string(3))
        }
    }

    /// What a ruling says of its lines, of one row where it is given, in the order of the list.
    public func cases(of id: Int64, row: Int? = nil) throws -> [RulingCaseRecord] {
        try connection.all(
            """
            SELECT \(Self.caseColumns) FROM ruling_case c
            WHERE c.ruling = ? \(row == nil ? "" : "AND c.row_number = ?") ORDER BY c.row_number
            """, [.integer(id)] + (row.map { [.integer(Int64($0))] } ?? []), Self.caseRecord)
    }

    /// What rulings say of a person, in their order.
    public func cases(nik: String) throws -> [(ruling: RulingRecord, item: RulingCaseRecord)] {
        try connection.all(
            """
            SELECT \(Self.columns), \(Self.caseColumns) FROM ruling_case c JOIN ruling r ON r.id = c.ruling
            WHERE c.nik = ? ORDER BY r.id, c.row_number
            """, [.text(nik)]
        ) { (Self.record($0), Self.caseRecord($0, from: 16)) }
    }

    private static let caseColumns = "c.ruling, c.row_number, c.nik, c.verdict, c.benefit, c.reasons"

    private static func caseRecord(_ row: any Row) -> RulingCaseRecord { caseRecord(row, from: 0) }

    private static func caseRecord(_ row: any Row, from place: Int) -> RulingCaseRecord {
        RulingCaseRecord(
            ruling: row.integer(place) ?? 0, row: row.int(place + 1), nik: row.text(place + 2),
            verdict: row.string(place + 3), benefit: row.integer(place + 4), reasons: row.string(place + 5))
    }

    private static func record(_ row: any Row) -> RulingRecord {
        RulingRecord(
            id: row.integer(0) ?? 0, batch: row.integer(1) ?? 0, appeals: row.integer(2), programme: row.string(3),
            decidedOn: row.string(4), fiscalYear: row.int(5), recordedAt: row.string(6), actor: row.string(7),
            rows: row.int(8), eligible: row.int(9), refused: row.int(10), held: row.int(11),
            benefit: row.integer(12) ?? 0, given: row.string(13), sources: row.string(14), evidence: row.text(15))
    }
}
