/// Rows in parts that grow together: union–find, where the smallest row of a part stands for it.
public struct DisjointRows: Sendable {
    private var parent: [UInt32]

    /// Each row is a part of its own.
    ///
    /// - Parameter count: how many rows there are.
    public init(count: Int) { parent = Array(0..<UInt32(max(0, count))) }

    /// How many rows there are.
    public var count: Int { parent.count }

    /// The smallest row of the part that a row belongs to.
    ///
    /// - Parameter row: from 0 to ``count`` − 1.
    public mutating func root(_ row: Int) -> Int {
        var row = UInt32(row)
        while parent[Int(row)] != row {
            parent[Int(row)] = parent[Int(parent[Int(row)])]
            row = parent[Int(row)]
        }
        return Int(row)
    }

    /// For each row the smallest row of its part.
    consuming func roots() -> [UInt32] {
        // A row's parent is never larger than the row, so it stands for its part already.
        for row in parent.indices { parent[row] = parent[Int(parent[row])] }
        return parent
    }

    /// Makes the parts of two rows one.
    public mutating func join(_ left: Int, _ right: Int) {
        let (a, b) = (root(left), root(right))
        if a != b { parent[max(a, b)] = UInt32(min(a, b)) }
    }
}
