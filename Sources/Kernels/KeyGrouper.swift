/// Brings together records that share a key, many keys one after the other over the same memory.
///
/// As with ``SortedKeys`` one pass spreads the keys over buckets by their leading bits. Within a bucket rows alone in
/// their next bits share their key with nobody: of most keys nothing is left to be sorted.
public final class KeyGrouper {
    /// What a key brings together.
    public struct Found: Sendable {
        /// Rows that share a key, but for groups of more than the limit; groups in ascending order of their keys.
        public var groups: KeyGroups
        /// The rows of each group of more than the limit.
        public var large: [[UInt32]]
        /// Pairs and groups, large ones included.
        public var tally: SortedKeys.Tally
        /// How many rows have a key.
        public var present: Int
    }

    private let records: PackedRecords
    private let threads: Int
    private var entries: LargeMemory
    private var capacity = 0

    public init(_ records: PackedRecords, threads: Int) {
        self.records = records
        self.threads = threads
        entries = LargeMemory(bytes: 0)
    }

    /// Groups by some parts.
    ///
    /// - Parameters:
    ///   - rows: the rows to take, ascending; nil for all.
    ///   - limit: groups of more rows are kept apart.
    public func groups(_ parts: [PackedPart], rows: [UInt32]? = nil, limit: Int = .max) -> Found {
        let total = rows?.count ?? records.count
        if total > capacity {
            capacity = total
            // What is there is given back first.
            entries = LargeMemory(bytes: 0)
            entries = LargeMemory(bytes: total * KeyEntries.bytes)
        }
        return (rows ?? []).withUnsafeBufferPointer { named in
            KeyGrouping(
                records: records, recipe: KeyRecipe(parts), named: rows == nil ? nil : named.baseAddress, total: total,
                limit: limit, threads: threads, entries: KeyEntries(base: entries.base)
            ).run()
        }
    }
}
