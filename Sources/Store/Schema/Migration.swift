/// One step from an older to a newer shape of the database. Steps are only ever added.
struct Migration: Sendable {
    let version: Int
    /// What is run first.
    let statements: @Sendable (any Dialect) -> [String]
    /// What cannot be said as a fixed list of statements: rows that take another shape.
    var move: @Sendable (any Connection) throws -> Void = { _ in }
    /// What depends on what the database has of its own.
    var reshape: @Sendable (any Connection, any Dialect) throws -> Void = { _, _ in }
    /// What is run last.
    var closing: [String] = []

    static let all: [Migration] = [
        Migration(version: 1, statements: { CatalogueSchema.statements($0) + RegistrySchema.statements($0) }),
        Migration(
            version: 2, statements: LedgerSchema.statements, move: MoveToLedger.run,
            closing: MoveToLedger.left),
        Migration(version: 3, statements: OfficerSchema.statements),
        Migration(version: 4, statements: MatchSchema.statements),
        Migration(version: 5, statements: ProposalSchema.statements, move: ProposalSchema.move),
        Migration(version: 6, statements: RevealSchema.statements),
        Migration(version: 7, statements: LogSchema.statements, move: LogSchema.move, closing: LogSchema.left),
        Migration(
            version: 8, statements: HistorySchema.statements, move: HistorySchema.move,
            closing: HistorySchema.closing),
        Migration(version: 9, statements: PeopleSchema.statements),
        Migration(version: 10, statements: { _ in [] }, reshape: BulkSchema.reshape),
        Migration(version: 11, statements: RulingSchema.statements),
    ]

    func run(_ connection: any Connection, _ dialect: any Dialect) throws {
        for statement in statements(dialect) { try connection.execute(statement) }
        try move(connection)
        try reshape(connection, dialect)
        for statement in closing { try connection.execute(statement) }
        try connection.execute("INSERT INTO schema_version (version) VALUES (?)", [.integer(Int64(version))])
    }
}
