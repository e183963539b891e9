import Synchronization

/// How many records have each value of a key of few values; nothing is sorted.
public struct KeyCounts: Sendable {
    /// A key has no more values than this, or is not counted.
    public static let mostKeys = 1 << 17

    private var table: Table

    /// How many records have a key.
    public var present: Int { table.counts.reduce(0) { $0 + Int($1) } }

    /// Pairs of records that share a key.
    public var pairs: Int { table.counts.reduce(0) { $0 + ($1 > 1 ? Int($1) * (Int($1) - 1) / 2 : 0) } }

    /// Counts the keys of all records.
    ///
    /// - Returns: nil for more than ``mostKeys`` keys; that shows soon.
    public init?(_ records: PackedRecords, _ parts: [PackedPart], threads: Int) {
        let recipe = KeyRecipe(parts)
        let threads = max(1, threads)
        let isOver = Atomic<Bool>(false)
        var tables = Workers.map(threads, threads: threads) { piece -> Table in
            var table = Table()
            table.count(
                records, recipe, (records.count * piece / threads)..<(records.count * (piece + 1) / threads), isOver)
            return table
        }
        guard !isOver.load(ordering: .relaxed), var table = tables.popLast() else { return nil }
        for other in tables {
            for (slot, key) in other.keys.enumerated() where key != 0 {
                guard table.add(key, other.counts[slot]) else { return nil }
            }
        }
        self.table = table
    }

    /// The numbers of records of all keys that at least two share.
    public var shared: NumberMap {
        var map = NumberMap(capacity: table.filled)
        for (slot, count) in table.counts.enumerated() where count > 1 { _ = map.insert(table.keys[slot], count) }
        return map
    }

    /// Open addressing with room for twice as many keys; keys are mixed well, so that they are their own hash.
    private struct Table: Sendable {
        var keys = [UInt64](repeating: 0, count: 2 * mostKeys)
        var counts = [UInt32](repeating: 0, count: 2 * mostKeys)
        var filled = 0

        mutating func add(_ key: UInt64, _ count: UInt32) -> Bool {
            keys.withUnsafeMutableBufferPointer { keys in
                counts.withUnsafeMutableBufferPointer { counts in
                    Self.add(key, count, keys, counts, &filled)
                }
            }
        }

        mutating func count(
            _ records: PackedRecords, _ recipe: KeyRecipe, _ rows: Range<Int>, _ isOver: borrowing Atomic<Bool>
        ) {
            let (base, stride) = (records.base, records.stride)
            keys.withUnsafeMutableBufferPointer { keys in
                counts.withUnsafeMutableBufferPointer { counts in
                    for row in rows {
                        if row & 0xFFFF == 0, isOver.load(ordering: .relaxed) { return }
                        let key = recipe.key(base + row &* stride)
                        if key != 0, !Self.add(key, 1, keys, counts, &filled) {
                            return isOver.store(true, ordering: .relaxed)
                        }
                    }
                }
            }
        }

        @inline(__always)
        private static func add(
            _ key: UInt64, _ count: UInt32, _ keys: UnsafeMutableBufferPointer<UInt64>,
            _ counts: UnsafeMutableBufferPointer<UInt32>, _ filled: inout Int
        ) -> Bool {
            let mask = keys.count &- 1
            var slot = Int(truncatingIfNeeded: key) & mask
            while keys[slot] != key {
                if keys[slot] == 0 {
                    guard filled < mostKeys else { return false }
                    keys[slot] = key
                    filled &+= 1
                    break
                }
                slot = (slot &+ 1) & mask
            }
            counts[slot] &+= count
            return true
        }
    }
}
