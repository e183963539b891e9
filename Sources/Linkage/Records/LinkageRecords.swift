import Kernels
public import Problems

/// The records to be linked, as columns.
public struct LinkageRecords: Sendable {
    /// The records' own names, distinct; their order decides nothing but which one names a cluster.
    public let ids: [String]
    /// For each record the list it comes from, from 0; empty where all come from one.
    public let lists: [UInt16]
    /// The columns by field name.
    public private(set) var columns: [String: RecordColumn]

    /// - Throws: `linkage.columns` where a column has another number of values than there are records;
    ///   `linkage.too-many-records` beyond 2³¹.
    public init(ids: [String], lists: [UInt16] = [], columns: [String: RecordColumn]) throws(Problem) {
        for (name, column) in columns where column.count != ids.count {
            throw Problem("linkage.columns", at: Place(column: name))
        }
        guard lists.isEmpty || lists.count == ids.count else { throw Problem("linkage.columns") }
        guard ids.count < Int(Int32.max) else { throw Problem("linkage.too-many-records") }
        self.ids = ids
        self.lists = lists
        self.columns = columns
    }

    public var count: Int { ids.count }

    /// The records without their values, of which only ids and lists are left.
    public mutating func releaseColumns() { columns = [:] }

    /// For each record a number that depends on its id and list alone: an order that is the same whatever the order
    /// of the rows.
    func ranks(threads: Int) -> [UInt64] {
        let pieces = (0..<64).map { (ids.count * $0 / 64)..<(ids.count * ($0 + 1) / 64) }
        let parts = Workers.map(64, threads: threads) { piece in
            pieces[piece].map { row in
                KeyMixer.hash(ids[row].utf8Span.span) ^ KeyMixer.mixed(UInt64(lists.isEmpty ? 0 : lists[row]) + 1)
            }
        }
        return parts.flatMap { $0 }
    }
}

extension String {
    /// Whether an id comes before another: shorter ones first, so that whole numbers stand in their order.
    func comesBefore(_ other: String) -> Bool {
        let (mine, theirs) = (utf8.count, other.utf8.count)
        return mine == theirs ? self < other : mine < theirs
    }
}
