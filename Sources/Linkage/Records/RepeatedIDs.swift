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
    /// id of another, and only these are looked at closely: as many at once as take no more than one of two such tables,
    /// by their hashes. So it is four to eight bytes a row while it lasts, however many ids are repeated.
    public func repeated(in rows: Range<Int>) -> RepeatedIDs {
        guard rows.count > 1, rows.dropFirst().contains(where: { !comesFirst($0 - 1, $0) }) else {
            return RepeatedIDs()
        }
        let marks = RepeatMarks(self, rows)
        // An entry takes 20 to 45 bytes. Where no id is repeated one row in sixteen is marked at most, so one part is enough.
        let parts = UInt64(marks.count / Swift.max(1 << 12, rows.count / 12) + 1)
        var (ids, bearers, first) = (0, 0, [Int]())
        for part in 0..<parts {
            /// By hash: the first row, and how many bear its id.
            var found: [UInt64: (row: UInt32, count: UInt32)] = [:]
            for row in rows {
                let hash = hash(row)
                // The leading bits choose the part: the last ones chose the mark.
                guard marks.has(hash), parts == 1 || (hash >> 40) % parts == part else { continue }
                let known = found[hash, default: (UInt32(truncatingIfNeeded: row), 0)]
                if known.count == 0 || isSame(Int(known.row), row) { found[hash] = (known.row, known.count + 1) }
            }
            for (row, count) in found.values where count > 1 {
                ids += 1
                bearers += Int(count)
                insert(Int(row), among: &first)
            }
        }
        return RepeatedIDs(ids: ids, rows: bearers, first: first.map { self[$0] })
    }

    /// Keeps the first rows in the order of their ids.
    private func insert(_ row: Int, among first: inout [Int]) {
        guard first.count < RepeatedIDs.shown || first.last.map({ comesFirst(row, $0) }) == true else { return }
        first.insert(row, at: first.firstIndex { comesFirst(row, $0) } ?? first.count)
        if first.count > RepeatedIDs.shown { first.removeLast() }
    }
}

/// Which rows may bear an id of another: one bit of sixteen and more for each row.
private struct RepeatMarks {
    private let again: [UInt64]
    private let mask: Int
    /// How many rows are marked.
    let count: Int

    init(_ ids: RecordIDs, _ rows: Range<Int>) {
        var bits = 1 << 10
        while bits < 16 * rows.count { bits <<= 1 }
        mask = bits - 1
        var (seen, again) = ([UInt64](repeating: 0, count: bits / 64), [UInt64](repeating: 0, count: bits / 64))
        for row in rows {
            let place = Int(truncatingIfNeeded: ids.hash(row)) & mask
            let bit: UInt64 = 1 << UInt64(place & 63)
            again[place >> 6] |= seen[place >> 6] & bit
            seen[place >> 6] |= bit
        }
        self.again = again
        count = rows.count { Self.has(ids.hash($0), again, bits - 1) }
    }

    /// Whether rows of this hash are marked.
    func has(_ hash: UInt64) -> Bool { Self.has(hash, again, mask) }

    private static func has(_ hash: UInt64, _ again: [UInt64], _ mask: Int) -> Bool {
        let place = Int(truncatingIfNeeded: hash) & mask
        return again[place >> 6] >> UInt64(place & 63) & 1 == 1
    }
}
