import Foundation
public import Indonesia
public import Problems
public import Store

/// An entry with the chain it stands in.
public struct LoggedEntry: Sendable, Hashable {
    public var chain: LogChain
    public var entry: LogEntry
}

extension Registry {
    /// Entries of one chain, the newest first.
    public func log(
        _ chain: LogChain, _ filter: LogFilter = LogFilter(), limit: Int, offset: Int = 0
    ) throws(Problem) -> [LoggedEntry] {
        try inLog(chain) { try $0.page(filter, limit: limit, offset: offset) }.map {
            LoggedEntry(chain: chain, entry: $0)
        }
    }

    /// Entries of both chains together, the newest first.
    public func log(_ filter: LogFilter = LogFilter(), limit: Int) throws(Problem) -> [LoggedEntry] {
        let entries = try log(.changes, filter, limit: limit) + log(.access, filter, limit: limit)
        return Array(
            entries.sorted {
                ($0.entry.instant, $0.chain.rawValue, $0.entry.number)
                    > ($1.entry.instant, $1.chain.rawValue, $1.entry.number)
            }.prefix(limit))
    }

    /// Entries of one chain that a filter lets through, the newest first, from below a number on; a bounded part of the chain
    /// is read for it.
    public func logSlice(
        _ chain: LogChain, _ filter: LogFilter, below: Int64? = nil, limit: Int
    ) throws(Problem) -> (entries: [LoggedEntry], older: Int64?, oldest: Int64) {
        let slice = try inLog(chain) { try $0.slice(filter, below: below, limit: limit) }
        return (slice.entries.map { LoggedEntry(chain: chain, entry: $0) }, slice.older, slice.oldest)
    }

    /// How many entries of a chain there are.
    public func logCount(_ chain: LogChain, _ filter: LogFilter = LogFilter()) throws(Problem) -> Int {
        try inLog(chain) { try $0.count(filter) }
    }

    /// Who has entries in a chain, among the newest.
    public func logActors(_ chain: LogChain) throws(Problem) -> [String] { try inLog(chain) { try $0.actors() } }

    /// The end of a chain; nil where it has none.
    public func logHead(_ chain: LogChain) throws(Problem) -> LogHead? { try inLog(chain) { try $0.head() } }

    /// Who looked at a person and what else the log tells of them, the newest first. That somebody asked is told too.
    ///
    /// - Parameter limit: for each of the person's records.
    /// - Throws: `log.unwritable`.
    public func log(about nik: NIK, _ filter: LogFilter = LogFilter(), limit: Int) throws(Problem) -> [LoggedEntry] {
        let subjects = try subjects(of: nik)
        var entries: [LoggedEntry] = []
        for subject in subjects {
            var filter = filter
            filter.subject = subject
            entries += try log(filter, limit: limit)
        }
        try look(.readLog, at: subjects)
        return entries.sorted { ($0.entry.instant, $0.entry.number) > ($1.entry.instant, $1.entry.number) }
    }

    /// A day in Western Indonesian Time as the instants between which it lies, UTC.
    public static func instants(of day: CalendarDate) -> (first: String, next: String) {
        func instant(_ days: Int) -> String {
            Date(timeIntervalSince1970: Double(days * 86_400 - 7 * 3600)).formatted(.iso8601)
        }
        return (instant(day.daysSince1970), instant(day.daysSince1970 + 1))
    }

    private func inLog<Value: Sendable>(
        _ chain: LogChain, _ body: @Sendable (LogQueries) throws -> Value
    ) throws(Problem) -> Value {
        let database = try chain == .access ? database.accessLog() : database
        return try database.read { try body(LogQueries($0, chain)) }
    }
}
