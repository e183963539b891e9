public import Problems
public import Store

/// Copies a whole registry from one database into another, which may be of another kind.
public enum RegistryMove {
    /// Copies everything a registry holds into a database that holds nothing, and reads it back.
    ///
    /// The source is read as it stood at one instant; the target gets shape and rows in one transaction, which is kept
    /// only when what was read back has the digest of what was read. So nothing half done is left, whatever interrupts it.
    /// The log of access follows in a transaction of its own: `db verify` of the copy tells where it did not.
    ///
    /// - Parameters:
    ///   - source: of the version this program knows.
    ///   - target: without any table.
    ///   - clearing: run first in the target's transaction: puts what stands there out of the way.
    /// - Returns: the digest that both have.
    /// - Throws: `move.not-empty`; `move.version` for a registry of an older shape; `move.table` and `move.value` for what
    ///   does not fit into the target; `move.differs`.
    public static func run(
        from source: any Database, to target: any Database,
        clearing: @escaping @Sendable (any Connection) throws -> Void = { _ in }, progress: ProgressReport? = nil
    ) throws(Problem) -> RegistryDigest {
        let (from, to) = (source.dialect, target.dialect)
        let version = try Schema.version(of: source)
        guard version == Schema.version else {
            throw Problem(
                "move.version", .refuse, ["found": String(version), "known": String(Schema.version)])
        }
        let digest = try source.read { connection in
            let reading = Lent(connection: connection)
            return try target.write { writing in
                try clearing(writing)
                guard try TableQueries(writing, to).isBlank() else { throw Problem("move.not-empty") }
                try Schema.migrate(writing, to)
                let digest = try copy(
                    TableQueries(reading.connection, from), writing, TableQueries(writing, to), progress)
                let found = try RegistryDigest(writing, to)
                guard found == digest else {
                    let tables = RegistryComparison(digest, found).differing.map(\.table)
                    throw Problem("move.differs", .refuse, ["tables": tables.joined(separator: ", ")])
                }
                return digest
            }
        }
        try AccessLogCopy.run(from: source, to: target)
        return digest
    }

    private static func copy(
        _ source: TableQueries, _ writing: any Connection, _ target: TableQueries, _ progress: ProgressReport?
    ) throws -> RegistryDigest {
        let there = Dictionary(
            try target.tables().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let tables = try source.tables()
        // What the shape itself brought along gives way to what the source has in its place.
        for table in try target.tables().reversed() { try target.clear(table.name) }
        var rows = 0
        var digests: [TableDigest] = []
        for table in tables {
            var hash = RowHash(table)
            let columns = hash.columns
            guard let other = there[table.name], Set(other.columns.map(\.name)) == Set(columns) else {
                throw Problem("move.table", .refuse, ["table": table.name])
            }
            let isNumber = columns.map { column in other.columns.first { $0.name == column }?.isNumber == true }
            let writer = try target.writer(table.name, columns)
            try source.eachRow(of: table, columns) { row in
                for (place, value) in row.enumerated() where value != .null && (value.integer != nil) != isNumber[place]
                {
                    throw Problem("move.value", .refuse, ["table": table.name, "column": columns[place]])
                }
                hash.add(row)
                try writer.add(row)
                rows += 1
                if rows.isMultiple(of: 5000) { progress?(Progress(phase: "store", rows: rows, fraction: nil)) }
            }
            try writer.finish()
            try writing.analyse(table.name)
            digests.append(hash.finish())
        }
        for (table, number) in try source.lastNumbers() where there[table] != nil {
            try target.setLastNumber(number, of: table)
        }
        return RegistryDigest(digests)
    }
}
