import Kernels
public import Problems

/// The records to be linked, as columns.
public struct LinkageRecords: Sendable {
    /// The records' own names, distinct; their order decides nothing but which one names a cluster.
    public let ids: RecordIDs
    /// For each record the list it comes from, from 0; empty where all come from one.
    public let lists: [UInt16]
    /// The columns by field name.
    public private(set) var columns: [String: RecordColumn]

    /// - Throws: `linkage.columns` where a column has another number of values than there are records;
    ///   `linkage.too-much-text` for more than 4 GiB of different texts in one column; `linkage.too-many-records` beyond
    ///   2³¹.
    public init(ids: RecordIDs, lists: [UInt16] = [], columns: [String: RecordColumn]) throws(Problem) {
        for (name, column) in columns where column.count != ids.count {
            throw Problem("linkage.columns", at: Place(column: name))
        }
        for name in columns.keys.sorted() {
            if case .text(_, let store)? = columns[name], store.isFull {
                throw Problem("linkage.too-much-text", at: Place(column: name))
            }
        }
        guard lists.isEmpty || lists.count == ids.count else { throw Problem("linkage.columns") }
        guard ids.count < Int(Int32.max) else { throw Problem("linkage.too-many-records") }
        self.ids = ids
        self.lists = lists
        self.columns = columns
    }

    /// As ``init(ids:lists:columns:)-(RecordIDs,_,_)``, of texts.
    public init(ids: [String], lists: [UInt16] = [], columns: [String: RecordColumn]) throws(Problem) {
        try self.init(ids: RecordIDs(ids), lists: lists, columns: columns)
    }

    public var count: Int { ids.count }

    /// Takes a column's values out, so that they are held nowhere twice.
    mutating func takeColumn(_ name: String) -> RecordColumn? { columns.removeValue(forKey: name) }

    /// The records without their values, of which only ids and lists are left.
    public mutating func releaseColumns() { columns = [:] }

    /// An order of the records that is the same whatever the order of the rows.
    var ranks: RecordRanks { RecordRanks(ids: ids, lists: lists) }
}
