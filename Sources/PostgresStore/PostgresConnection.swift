import Store

/// One connection inside a transaction.
struct PostgresConnection: Connection {
    let session: ServerSession
    /// Whether the tables of a scratch place may lie in a schema of their own, where several processes can read them.
    var hasScratchSchema = false

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try session.execute(sql, arguments).changed
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Row) throws -> Void) throws {
        try session.query(sql, arguments) { try each($0) }
    }

    func prepare(_ sql: String) throws -> any Statement { PostgresStatement(session: session, sql: sql) }

    func bulk(into table: String, _ columns: [String]) throws -> any BulkWriter {
        let writer = CopyWriter(session, table, columns)
        session.hold(writer)
        return writer
    }

    func analyse(_ table: String) throws { _ = try session.execute("ANALYZE \(table)", []) }

    func makeScratch(_ table: String, _ definition: String) throws {
        // Temporary tables are seen by one process alone.
        _ = try execute("CREATE \(hasScratchSchema ? "UNLOGGED" : "TEMP") TABLE \(table) \(definition)", [])
    }

    /// Room for sorting and for tables of hashes, until the transaction ends.
    func expect(rows: Int) throws {
        guard rows >= 100_000 else { return }
        _ = try session.run("SET LOCAL work_mem = '\(rows < 2_000_000 ? 64 : 256)MB'")
    }
}

struct PostgresStatement: Statement {
    let session: ServerSession
    let sql: String

    func run(_ arguments: [SQLValue]) throws { _ = try session.execute(sql, arguments) }
}

extension ServerRow: Row {
    func text(_ column: Int) -> String? { answer.text(place, column) }
    func integer(_ column: Int) -> Int64? { answer.integer(place, column) }

    func value(_ column: Int) throws -> SQLValue {
        if answer.isNumber(column) { return .optional(answer.integer(place, column)) }
        return answer.text(place, column).map(SQLValue.text) ?? .null
    }

    func pack(into rows: inout PackedRows) {
        rows.beginRow()
        for column in rows.isNumber.indices { answer.pack(place, column, into: &rows) }
    }
}
