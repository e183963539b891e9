import Foundation
public import Problems
public import Store
import Synchronization

/// Two registries held against each other, table by table.
public struct RegistryComparison: Sendable {
    public struct Line: Sendable, Hashable {
        public var table: String
        /// nil where the registry has no such table.
        public var a: TableDigest?
        public var b: TableDigest?
        /// Whether the one holds all that the other holds, and more that was told since: so a log of access goes on.
        public var goesOn = false

        public var isSame: Bool { a == b || goesOn }
    }

    /// In the order of the tables' names.
    public var lines: [Line]

    /// Tables whose rows differ.
    public var differing: [Line] { lines.filter { !$0.isSame } }

    public init(_ a: RegistryDigest, _ b: RegistryDigest) {
        let (left, right) = (Self.byName(a), Self.byName(b))
        lines = Set(left.keys).union(right.keys).sorted().map { Line(table: $0, a: left[$0], b: right[$0]) }
    }

    /// Reads two registries, both at once, each as it stands at one instant.
    public static func of(_ a: any Database, _ b: any Database) throws(Problem) -> RegistryComparison {
        let found = Mutex<[Int: Result<RegistryDigest, Problem>]>([:])
        let databases = [a, b]
        DispatchQueue.concurrentPerform(iterations: 2) { place in
            let database = databases[place]
            let result: Result<RegistryDigest, Problem>
            do throws(Problem) {
                result = .success(try database.read { try RegistryDigest($0, database.dialect) })
            } catch {
                result = .failure(error)
            }
            found.withLock { $0[place] = result }
        }
        let results = found.withLock { $0 }
        guard let left = results[0], let right = results[1] else { throw Problem("program.fault") }
        var comparison = RegistryComparison(try left.get(), try right.get())
        // An older shape has no log.
        for database in databases where try Schema.version(of: database) < LogQueries.firstVersion {
            return comparison
        }
        for chain in LogChain.allCases {
            let line = try compare(chain, a, b)
            comparison.lines.removeAll { $0.table == line.table }
            comparison.lines.append(line)
        }
        comparison.lines.sort { $0.table < $1.table }
        return comparison
    }

    /// Compares a chain of the log. Copying a registry and putting it back are told in the log of the one or the other, which
    /// so goes on where the other ends.
    private static func compare(
        _ chain: LogChain, _ a: any Database, _ b: any Database
    ) throws(Problem) -> Line {
        let logs = chain == .access ? [try a.accessLog(), try b.accessLog()] : [a, b]
        func read<Value: Sendable>(
            _ body: @Sendable (LogQueries) throws -> Value
        ) throws(Problem) -> [Value] {
            try logs.map { log throws(Problem) in try log.read { try body(LogQueries($0, chain)) } }
        }
        let ends = try read { try $0.head()?.number ?? 0 }
        let common = ends.min() ?? 0
        let shared = try read { try $0.digest(upTo: common) }
        let whole = try read { try $0.digest(upTo: .max) }
        func digest(_ place: Int) -> TableDigest {
            TableDigest(table: chain.table, rows: ends[place], digest: whole[place])
        }
        return Line(
            table: chain.table, a: digest(0), b: digest(1), goesOn: ends[0] != ends[1] && shared[0] == shared[1])
    }

    private static func byName(_ digest: RegistryDigest) -> [String: TableDigest] {
        Dictionary(digest.tables.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
