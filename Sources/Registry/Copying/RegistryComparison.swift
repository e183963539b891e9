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

        public var isSame: Bool { a == b }
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
        return RegistryComparison(try left.get(), try right.get())
    }

    private static func byName(_ digest: RegistryDigest) -> [String: TableDigest] {
        Dictionary(digest.tables.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
