/// For each record the row of the record that names its cluster; four bytes a record.
public struct ClusterNames: Sendable, Hashable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private let rows: [UInt32]

    init(_ rows: [UInt32]) { self.rows = rows }

    /// Names that are known already.
    ///
    /// - Parameter rows: for each record a row from 0; what is no row at all names nothing that exists.
    public init(_ rows: some Sequence<Int>) { self.rows = rows.map { UInt32(exactly: $0) ?? .max } }

    public init(arrayLiteral elements: Int...) { self.init(elements) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { rows.count }

    /// The row that names a record's cluster.
    public subscript(row: Int) -> Int { Int(rows[row]) }
}
