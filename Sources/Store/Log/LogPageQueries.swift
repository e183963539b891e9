/// Which entries of the log are asked for; what is nil does not narrow.
public struct LogFilter: Sendable, Hashable {
    public var action: String?
    public var actor: String?
    /// Instants, UTC: from this one on, and before that one.
    public var since: String?
    public var before: String?
    /// The number of a person's record.
    public var subject: Int64?

    public init(
        action: String? = nil, actor: String? = nil, since: String? = nil, before: String? = nil, subject: Int64? = nil
    ) {
        self.action = action
        self.actor = actor
        self.since = since
        self.before = before
        self.subject = subject
    }
}

extension LogQueries {
    /// How many entries there are. Of all of them the last one's number tells it: none is ever taken out.
    public func count(_ filter: LogFilter = LogFilter()) throws -> Int {
        if filter == LogFilter() { return try head().map { Int($0.number) } ?? 0 }
        let (condition, arguments) = Self.condition(filter)
        return try connection.count("SELECT COUNT(*) FROM \(chain.table)\(condition)", arguments)
    }

    /// Entries, the newest first.
    public func page(_ filter: LogFilter = LogFilter(), limit: Int, offset: Int = 0) throws -> [LogEntry] {
        if filter == LogFilter(), offset > 0 {
            // Numbers have no gaps: nothing that comes before is read.
            return try connection.all(
                "SELECT \(Self.columns) FROM \(chain.table) WHERE number <= ? ORDER BY number DESC LIMIT ?",
                [.integer((try head()?.number ?? 0) - Int64(offset)), .integer(Int64(limit))], Self.entry)
        }
        let (condition, arguments) = Self.condition(filter)
        return try connection.all(
            "SELECT \(Self.columns) FROM \(chain.table)\(condition) ORDER BY number DESC LIMIT ? OFFSET ?",
            arguments + [.integer(Int64(limit)), .integer(Int64(offset))], Self.entry)
    }

    /// The entries by which sendings were taken back, by sending.
    public func takingsBack() throws -> [Int64: LogEntry] {
        let entries = try connection.all(
            "SELECT \(Self.columns) FROM \(chain.table) WHERE action = ? AND object_kind = ? ORDER BY number",
            [.text(LogAction.takeBack.rawValue), .text(LogObject.Kind.sending.rawValue)], Self.entry)
        return Dictionary(entries.map { ($0.object ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Who did something with a list, as the log tells it; nil where it does not.
    public func actor(of action: LogAction, batch: Int64) throws -> String? {
        try connection.first(
            "SELECT actor FROM \(chain.table) WHERE action = ? AND object_kind = ? AND object = ? ORDER BY number",
            [.text(action.rawValue), .text(LogObject.Kind.batch.rawValue), .integer(batch)]
        ) { $0.string(0) }
    }

    /// So many entries are looked at for who has any.
    private static let recent = 100_000

    /// Who has entries here, among the newest.
    public func actors() throws -> [String] {
        try connection.all(
            """
            SELECT DISTINCT actor FROM (SELECT actor FROM \(chain.table) ORDER BY number DESC LIMIT \(Self.recent)) n
            ORDER BY actor
            """
        ) { $0.string(0) }
    }

    private static func condition(_ filter: LogFilter) -> (String, [SQLValue]) {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        func add(_ condition: String, _ value: SQLValue) {
            guard value != .null else { return }
            conditions.append(condition)
            arguments.append(value)
        }
        add("action = ?", .optional(filter.action))
        add("actor = ?", .optional(filter.actor))
        add("happened_at >= ?", .optional(filter.since))
        add("happened_at < ?", .optional(filter.before))
        add("subject = ?", .optional(filter.subject))
        return (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "), arguments)
    }
}
