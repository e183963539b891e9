/// Reads a chain from its first entry to its last and says whether it is whole.
public struct LogCheck {
    private let queries: LogQueries

    public init(_ queries: LogQueries) { self.queries = queries }

    /// What was found.
    public struct Result: Sendable {
        /// The first fault; nil where the chain is whole.
        public var fault: LogFault?
        /// The end of the chain as far as it is whole.
        public var head: LogHead?
        /// The registry that the chain names.
        public var registry: String?
    }

    /// Ends the reading where the first fault is.
    private struct Stop: Error {}

    /// - Parameters:
    ///   - remembered: ends of the chain that are known from elsewhere: the other chain, anchors.
    ///   - each: is handed every entry that is whole.
    public func run(remembered: [LogHead] = [], each: (LogEntry) -> Void = { _ in }) throws -> Result {
        var result = Result()
        var awaited = Dictionary(grouping: remembered, by: \.number).mapValues { Set($0.map(\.hash)) }
        var agreed: Int64 = 0
        do {
            try queries.forEach { entry in
                let (number, previous) = ((result.head?.number ?? 0) + 1, result.head?.hash ?? "")
                guard entry.number == number, entry.previous == previous,
                    entry.hash == entry.expectedHash(in: queries.chain)
                else {
                    result.fault = try fault(at: number, after: previous, entry)
                    throw Stop()
                }
                if let hashes = awaited.removeValue(forKey: number) {
                    guard hashes == [entry.hash] else {
                        result.fault = LogFault(.rewritten, queries.chain, agreed + 1, to: number)
                        throw Stop()
                    }
                    agreed = number
                }
                result.head = LogHead(number: number, hash: entry.hash)
                each(entry)
            }
        } catch is Stop {}
        result.registry = try queries.registry()
        if result.fault == nil, let most = awaited.keys.max() {
            result.fault = LogFault(.cut, queries.chain, (result.head?.number ?? 0) + 1, to: most)
        }
        return result
    }

    /// What happened where an entry is not the one that must stand there.
    ///
    /// - Parameters:
    ///   - number: the number that was due.
    ///   - previous: the hash of the last entry that is whole.
    ///   - found: what stands there.
    private func fault(at number: Int64, after previous: String, _ found: LogEntry) throws -> LogFault {
        let chain = queries.chain
        func isWhole(_ entry: LogEntry, as number: Int64) -> Bool {
            entry.hash == entry.expectedHash(in: chain, number: number)
        }
        // Is the entry that is due somewhere else?
        if let due = try queries.followers(of: previous).first(where: { isWhole($0, as: number) }) {
            guard found.number == number, !isWhole(found, as: due.number) else {
                return LogFault(.order, chain, number, to: due.number)
            }
            let numbers = try queries.lastNumber()
            let isMoved = (1...min(max(1, numbers), Self.farthest)).contains { isWhole(found, as: $0) }
            return isMoved ? LogFault(.order, chain, number, to: due.number) : LogFault(.inserted, chain, number)
        }
        guard found.number == number else { return LogFault(.removed, chain, number, to: found.number - 1) }
        guard found.previous != previous else { return LogFault(.changed, chain, number) }
        // It agrees with itself as the entry of another place.
        if number > 1, isWhole(found, as: number - 1) { return LogFault(.inserted, chain, number - 1) }
        if isWhole(found, as: number) { return LogFault(.changed, chain, max(1, number - 1)) }
        if let gone = (1...Self.nearest).first(where: { isWhole(found, as: number + $0) }) {
            return LogFault(.removed, chain, number, to: number + gone - 1)
        }
        return LogFault(.changed, chain, number)
    }

    /// So many numbers are tried for an entry that stands in a strange place.
    private static let farthest: Int64 = 100_000
    private static let nearest: Int64 = 1000
}

extension LogQueries {
    /// The largest number that an entry bears.
    func lastNumber() throws -> Int64 {
        try connection.first("SELECT MAX(number) FROM \(chain.table)") { $0.integer(0) ?? 0 } ?? 0
    }
}
