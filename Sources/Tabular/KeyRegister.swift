import Kernels

/// Remembers in which row a key was first seen: some 20 bytes a key, for lists of millions of rows.
public struct KeyRegister: Sendable {
    private var seen = NumberMap()

    public init() {}

    /// Enters a key.
    ///
    /// - Parameter key: any number but 0.
    /// - Returns: the row of its first appearance; nil when this is the first.
    public mutating func enter(_ key: UInt64, row: Int) -> Int? {
        seen.insert(key, UInt32(truncatingIfNeeded: row)).map(Int.init)
    }

    /// The row in which a key first appeared; nil for one that never did.
    public subscript(key: UInt64) -> Int? { seen[key].map(Int.init) }
}
