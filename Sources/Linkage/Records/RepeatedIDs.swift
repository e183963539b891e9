/// Ids that several records bear.
public struct RepeatedIDs: Sendable, Hashable {
    /// How many different ids are borne by several records.
    public private(set) var ids = 0
    /// How many records bear one of them.
    public private(set) var rows = 0
    /// The first of them in the order of ids, at most ``shown``.
    public private(set) var first: [String] = []

    /// How many ids are named.
    public static let shown = 5

    public init() {}

    fileprivate init(ids: Int, rows: Int, first: [String]) {
        (self.ids, self.rows, self.first) = (ids, rows, first)
    }

    /// Adds what was found in another list, whose ids are others.
    public mutating func add(_ other: RepeatedIDs) {
        ids += other.ids
        rows += other.rows
        first = Array((first + other.first).sorted { $0.comesBefore($1) }.prefix(Self.shown))
    }
}

extension RecordIDs {
    /// The ids that several of some rows bear.
    ///
    /// Ids in rising order are different, which is seen in one pass. Else a table of bits tells which rows may bear an
    /// id of another, and only these are looked at closely: four to eight bytes a row while it lasts.
    public func repeated(in rows: Range<Int>) -> RepeatedIDs {
        guard rows.count > 1, rows.dropFirst().contains(where: { !comesFirst($0 - 1, $0) }) else {
            return RepeatedIDs()
        }
        var bits = 1 << 10
        while bits < 16 * rows.count { bits <<= 1 }
        var (seen, again) = ([UInt64](repeating: 0, count: bits / 64), [UInt64](repeating: 0, count: bits / 64))
        for row in rows {
            let place = Int(truncatingIfNeeded: hash(row)) & (bits - 1)
            let bit: UInt64 = 1 << UInt64(place & 63)
            again[place >> 6] |= seen[place >> 6] & bit
            seen[place >> 6] |= bit
        }
        seen = []
        /// By hash: the first row, and how many bear its id.
        var found: [UInt64: (row: Int, count: Int)] = [:]
        for row in rows {
            let hash = hash(row)
            let place = Int(truncatingIfNeeded: hash) & (bits - 1)
            guard again[place >> 6] >> UInt64(place & 63) & 1 == 1 else { continue }
            guard let known = found[hash] else {
                found[hash] = (row, 1)
                continue
            }
            if self[known.row] == self[row] { found[hash] = (known.row, known.count + 1) }
        }
        let several = found.values.filter { $0.count > 1 }
        var first: [Int] = []
        for item in several {
            guard first.count < RepeatedIDs.shown || first.last.map({ comesFirst(item.row, $0) }) == true else {
                continue
            }
            let place = first.firstIndex { comesFirst(item.row, $0) } ?? first.count
            first.insert(item.row, at: place)
            if first.count > RepeatedIDs.shown { first.removeLast() }
        }
        return RepeatedIDs(
            ids: several.count, rows: several.reduce(0) { $0 + $1.count }, first: first.map { self[$0] })
    }
}
