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

/// A portion of a chain's entries.
public struct LogSlice: Sendable {
    public var entries: [LogEntry]
    /// The answer goes on below this number; nil where there is nothing older.
    public var older: Int64?
    /// The oldest entry that was looked at.
    public var oldest: Int64
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

    /// Entries that a filter lets through, the newest first, from below a number on: one portion, for which a bounded part
    /// of the chain is read, however long that is.
    ///
    /// - Parameters:
    ///   - below: nil begins at the end of the chain.
    ///   - window: how many are read at most, where no index leads to those that are asked for.
    /// - Returns: the entries, and below which number the answer goes on; nil where nothing older can be asked for.
    public func slice(
        _ filter: LogFilter, below: Int64? = nil, limit: Int, window: Int64 = 20_000
    ) throws -> LogSlice {
        let end = try head()?.number ?? 0
        var top = min(end, (below ?? .max) - 1)
        var floor: Int64 = 1
        // Entries stand in the order of time, but for clocks that were set back meanwhile.
        if let before = filter.before { top = min(top, try place(of: before, upTo: end) + Self.slack) }
        if let since = filter.since { floor = max(floor, try place(of: since, upTo: end) - Self.slack) }
        // Of changes an index gives those of one action.
        let isIndexed = filter.subject != nil || (chain == .changes && filter.action != nil)
        let low = isIndexed ? floor : max(floor, top - window + 1)
        guard low <= top else { return LogSlice(entries: [], older: nil, oldest: low) }
        let (condition, arguments) = Self.condition(filter)
        let entries = try connection.all(
            """
            SELECT \(Self.columns) FROM \(chain.table)\(condition)\(condition.isEmpty ? " WHERE" : " AND")
                number BETWEEN ? AND ? ORDER BY number DESC LIMIT ?
            """, arguments + [.integer(low), .integer(top), .integer(Int64(limit) + 1)], Self.entry)
        guard entries.count <= limit else {
            let shown = Array(entries.prefix(limit))
            let last = shown.last?.number ?? low
            return LogSlice(entries: shown, older: last, oldest: last)
        }
        return LogSlice(entries: entries, older: low > floor ? low : nil, oldest: low)
    }

    /// So many entries may stand out of the order of time.
    private static let slack: Int64 = 1000

    /// The number of the first entry that does not come before an instant; one more than the last where all do. Numbers have
    /// no gaps, so it is found by halving.
    private func place(of instant: String, upTo end: Int64) throws -> Int64 {
        var (low, high) = (Int64(1), end + 1)
        while low < high {
            let middle = low + (high - low) / 2
            let at = try connection.first(
                "SELECT happened_at FROM \(chain.table) WHERE number = ?", [.integer(middle)]
            ) { $0.string(0) }
            if let at, at < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The entries by which sendings were taken back, by sending.
    public func takingsBack() throws -> [Int64: LogEntry] {
        let entries = try connection.all(
            "SELECT \(Self.columns) FROM \(chain.table) WHERE action = ? AND object_kind = ? ORDER BY number",
            [.text(LogAction.takeBack.rawValue), .text(LogObject.Kind.sending.rawValue)], Self.entry)
        return Dictionary(entries.map { ($0.object ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The batches in whose commit's entry a number stands.
    public func commits(telling number: String) throws -> Set<Int64> {
        let entries = try connection.all(
            "SELECT \(Self.columns) FROM \(chain.table) WHERE action = ? AND object_kind = ?",
            [.text(LogAction.commit.rawValue), .text(LogObject.Kind.batch.rawValue)], Self.entry)
        return Set(entries.lazy.filter { LogDetail.numbers(of: $0)[number] != nil }.compactMap(\.object))
    }

    /// The digest of an object's decisions in stages that the log told last; nil where it told of none.
    public func content(of object: LogObject) throws -> String? {
        try connection.first(
            """
            SELECT content FROM \(chain.table) WHERE action IN (?, ?) AND object_kind = ? AND object = ?
            ORDER BY number DESC LIMIT 1
            """,
            [
                .text(LogAction.stages.rawValue), .text(LogAction.adopt.rawValue), .text(object.kind.rawValue),
                .integer(object.number),
            ]
        ) { $0.text(0) }.flatMap { $0 }
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
