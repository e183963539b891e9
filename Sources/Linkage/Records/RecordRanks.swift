import Kernels

/// For each record a number that depends on its id and list alone: an order that is the same whatever the order of the
/// rows. Made anew for each look, which costs less than the memory of them all.
struct RecordRanks: Sendable {
    private let ids: RecordIDs
    private let lists: [UInt16]

    init(ids: RecordIDs, lists: [UInt16]) { (self.ids, self.lists) = (ids, lists) }

    /// How many records there are.
    var count: Int { ids.count }

    subscript(row: Int) -> UInt64 { ids.hash(row) ^ KeyMixer.mixed(UInt64(lists.isEmpty ? 0 : lists[row]) + 1) }

    /// The number by which records are drawn at random.
    func orderKey(_ row: Int) -> UInt64 { KeyMixer.mixed(self[row]) }

    /// For each record its ``orderKey(_:)``.
    func orderKeys(threads: Int) -> [UInt64] {
        let pieces = Parallel.pieces(of: count, atLeast: 1 << 10)
        return Workers.map(pieces.count, threads: threads) { piece in pieces[piece].map(orderKey) }.flatMap(\.self)
    }

    /// The rows whose ``orderKey(_:)`` comes first, in its order; no more than there are.
    func drawn(_ most: Int, threads: Int) -> [UInt32] {
        guard count > 0, most > 0 else { return [] }
        // Somewhat more than are wanted, so that few need to be put in order; all where there are hardly more.
        let bound = (UInt64.max / UInt64(count)).multipliedReportingOverflow(by: UInt64(most) * 9 / 8 + 1000)
        let nearest = bound.overflow ? .max : bound.partialValue
        let near = upTo(nearest, threads: threads)
        // Ids that repeat may leave too few.
        let enough = near.count >= min(most, count) ? near : upTo(.max, threads: threads)
        return enough.sorted { $0 < $1 }.prefix(most).map(\.1)
    }

    private func upTo(_ bound: UInt64, threads: Int) -> [(UInt64, UInt32)] {
        let pieces = Parallel.pieces(of: count, atLeast: 1 << 10)
        let found = Workers.map(pieces.count, threads: threads) { piece -> [(UInt64, UInt32)] in
            var found: [(UInt64, UInt32)] = []
            for row in pieces[piece] {
                let key = orderKey(row)
                if key <= bound { found.append((key, UInt32(truncatingIfNeeded: row))) }
            }
            return found
        }
        return found.flatMap(\.self)
    }
}
