/// What a copy of a registry needs of a log of access that went on while it was made.
extension LogQueries {
    /// The version of a registry's shape from which on it has a log.
    public static let firstVersion = 7

    /// Ends of the other chain behind a number that entries of this one remember.
    public func remembered(behind number: Int64) throws -> [LogHead] {
        try connection.all(
            """
            SELECT DISTINCT seen_number, seen_hash FROM \(chain.table) WHERE seen_number > ?
            ORDER BY seen_number, seen_hash
            """, [.integer(number)]
        ) { LogHead(number: $0.integer(0) ?? 0, hash: $0.string(1)) }
    }

    /// A digest of what the entries up to a number say, their hashes with them.
    public func digest(upTo number: Int64) throws -> String {
        var hasher = CanonicalHasher("gapura chain copy 1")
        try connection.query(
            "SELECT \(Self.columns) FROM \(chain.table) WHERE number <= ? ORDER BY number", [.integer(number)]
        ) { row in
            for value in Self.values(Self.entry(row)) { hasher.add(value) }
        }
        return hasher.hexadecimal()
    }

    /// Takes the end off the chain of a copy, from the first entry on that remembers an end of the other chain behind a
    /// number. A registry's own chain is never cut.
    public func leaveOut(rememberingBehind number: Int64) throws {
        try connection.execute(
            """
            DELETE FROM \(chain.table) WHERE number >= (
                SELECT MIN(x.number) FROM \(chain.table) x WHERE x.seen_number > ?)
            """, [.integer(number)])
    }
}
