/// A chain of the log: adding entries and reading them. Entries are never changed or removed.
public struct LogQueries {
    let connection: any Connection
    let chain: LogChain

    public init(_ connection: any Connection, _ chain: LogChain = .changes) {
        self.connection = connection
        self.chain = chain
    }

    static let columns = """
        number, happened_at, actor, action, purpose, subject, object_kind, object, detail, content, seen_number,
        seen_hash, previous, hash
        """

    /// The end of the chain; nil where it has none.
    public func head() throws -> LogHead? {
        try connection.first("SELECT number, hash FROM \(chain.table) ORDER BY number DESC LIMIT 1") {
            LogHead(number: $0.integer(0) ?? 0, hash: $0.string(1))
        }
    }

    /// When the last change was told; nil before the first. What the program did by itself when it made the chain or brought
    /// the registry to another shape is not asked: it says nothing that was known of anybody.
    public func lastChange() throws -> String? {
        let own = [LogAction.begin, .adopt, .migrate].map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try connection.first(
            "SELECT happened_at FROM \(chain.table) WHERE action NOT IN (\(own)) ORDER BY number DESC LIMIT 1"
        ) { $0.string(0) }
    }

    /// Adds an entry behind the last. Inside the transaction of what it tells of: its number and its link to the entry
    /// before are made here.
    ///
    /// - Parameter draft: number, links and hash are not looked at.
    /// - Returns: the end of the chain.
    @discardableResult
    public func append(_ draft: LogEntry) throws -> LogHead {
        try append(draft, behind: try head())
    }

    /// Adds entries behind the last, one behind the other.
    public func append(_ drafts: [LogEntry]) throws {
        var last = try head()
        for draft in drafts { last = try append(draft, behind: last) }
    }

    private func append(_ draft: LogEntry, behind last: LogHead?) throws -> LogHead {
        var entry = draft
        entry.number = (last?.number ?? 0) + 1
        entry.previous = last?.hash ?? ""
        entry.hash = entry.expectedHash(in: chain)
        try connection.execute(
            "INSERT INTO \(chain.table) (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            Self.values(entry))
        return LogHead(number: entry.number, hash: entry.hash)
    }

    /// The registry that the chain belongs to, as its first entry names it; nil where the chain has none.
    public func registry() throws -> String? { try beginning()?.registry }

    /// What the first entry says.
    private struct Beginning: Codable {
        var registry: String
        /// How many entries were known elsewhere when the chain began.
        var missing: Int64?
    }

    private func beginning() throws -> Beginning? {
        try connection.first("SELECT detail FROM \(chain.table) WHERE number = 1") {
            LedgerJSON.value(Beginning.self, $0.string(0))
        }.flatMap { $0 }
    }

    /// When the chain began in the place of one that was missing, and how many entries of that one were known; nil where it
    /// began as chains do.
    public func anew() throws -> (instant: String, missing: Int64)? {
        guard let missing = try beginning()?.missing, let first = try entry(1) else { return nil }
        return (first.instant, missing)
    }

    /// Makes the first entry, which names the registry.
    ///
    /// - Parameter missing: how many entries the other chain knows of one that was here and is not; it stays told.
    public func begin(_ registry: String, at instant: String, missing: Int64? = nil) throws {
        let beginning = Beginning(registry: registry, missing: missing)
        try append(LogEntry(.begin, at: instant, by: "gapura", detail: LedgerJSON.text(beginning)))
    }

    /// The end of the other chain that this one remembers last; nil where it remembers none.
    public func lastRemembered() throws -> LogHead? {
        try connection.first(
            """
            SELECT seen_number, seen_hash FROM \(chain.table) WHERE seen_number IS NOT NULL AND seen_hash IS NOT NULL
            ORDER BY number DESC LIMIT 1
            """
        ) { LogHead(number: $0.integer(0) ?? 0, hash: $0.string(1)) }
    }

    /// The hash of one entry; nil where there is none of that number.
    public func hash(of number: Int64) throws -> String? {
        try connection.first("SELECT hash FROM \(chain.table) WHERE number = ?", [.integer(number)]) { $0.string(0) }
    }

    /// Ends of the other chain that entries of this one remember: each number and hash once with the first entry that
    /// names it, in the order of the other chain.
    public func remembered() throws -> [(head: LogHead, by: Int64)] {
        try connection.all(
            """
            SELECT seen_number, seen_hash, MIN(number) FROM \(chain.table) WHERE seen_number IS NOT NULL
            GROUP BY seen_number, seen_hash ORDER BY seen_number, seen_hash
            """
        ) { (LogHead(number: $0.integer(0) ?? 0, hash: $0.string(1)), $0.integer(2) ?? 0) }
    }

    /// Adds entries of another place's chain as they are, to a chain that has none.
    ///
    /// - Parameter entries: hands each of them over.
    public func adopt(_ entries: ((LogEntry) throws -> Void) throws -> Void) throws {
        let names = Self.columns.split { $0 == "," || $0.isWhitespace }.map(String.init)
        let writer = try connection.bulk(into: chain.table, names)
        try entries { try writer.add(Self.values($0)) }
        try writer.finish()
    }

    static func values(_ entry: LogEntry) -> [SQLValue] {
        [
            .integer(entry.number), .text(entry.instant), .text(entry.actor), .text(entry.action),
            .optional(entry.purpose), .optional(entry.subject), .optional(entry.objectKind),
            .optional(entry.object), .optional(entry.detail), .optional(entry.content),
            .optional(entry.seen?.number), .optional(entry.seen?.hash), .text(entry.previous), .text(entry.hash),
        ]
    }

    /// Hands over all entries in the order of their numbers.
    public func forEach(_ body: (LogEntry) throws -> Void) throws {
        try connection.query("SELECT \(Self.columns) FROM \(chain.table) ORDER BY number", []) {
            try body(Self.entry($0))
        }
    }

    /// The entries that name another one as the one before them: more than one where the chain was tampered with.
    func followers(of hash: String) throws -> [LogEntry] {
        try connection.all(
            "SELECT \(Self.columns) FROM \(chain.table) WHERE previous = ? ORDER BY number", [.text(hash)], Self.entry)
    }

    /// One entry.
    public func entry(_ number: Int64) throws -> LogEntry? {
        try connection.first(
            "SELECT \(Self.columns) FROM \(chain.table) WHERE number = ?", [.integer(number)], Self.entry)
    }

    static func entry(_ row: any Row) -> LogEntry {
        LogEntry(
            number: row.integer(0) ?? 0, instant: row.string(1), actor: row.string(2), action: row.string(3),
            purpose: row.text(4), subject: row.integer(5), objectKind: row.text(6), object: row.integer(7),
            detail: row.text(8), content: row.text(9),
            // Half an end is hashed as it stands, so that it cannot be put in.
            seen: row.integer(10) == nil && row.text(11) == nil
                ? nil : LogHead(number: row.integer(10) ?? 0, hash: row.string(11)), previous: row.string(12),
            hash: row.string(13))
    }
}

extension LogEntry {
    /// An entry that is still to be added to a chain.
    public init(
        _ action: LogAction, at instant: String, by actor: String, purpose: String? = nil, subject: Int64? = nil,
        object: LogObject? = nil, detail: String? = nil, content: String? = nil, seen: LogHead? = nil
    ) {
        self.init(
            number: 0, instant: instant, actor: actor, action: action.rawValue,
            purpose: purpose.flatMap { $0.isEmpty ? nil : $0 }, subject: subject,
            objectKind: object?.kind.rawValue, object: object?.number, detail: detail, content: content, seen: seen,
            previous: "", hash: "")
    }
}
