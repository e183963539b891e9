import CKernels

/// The words of a batch of pairs, each word of all left and of all right records side by side: a test runs along them.
final class PairLanes {
    /// From one word to the next; some more than a batch, so that they do not meet in one place of the cache.
    private static let lane = PairRunner.batch + 8
    /// So many pairs ahead records are fetched.
    private static let ahead = 12

    private let records: PackedRecords
    /// Whether the processor has what the wide kernels need.
    let isWide = gapura_has_wide() != 0
    private let words: UnsafeMutablePointer<UInt64>

    init(_ records: PackedRecords) {
        self.records = records
        words = .allocate(capacity: 2 * records.stride * Self.lane)
        words.initialize(repeating: 0, count: 2 * records.stride * Self.lane)
    }

    deinit { words.deallocate() }

    @inline(__always)
    func left(_ part: PackedPart) -> UnsafePointer<UInt64> { UnsafePointer(words + part.word &* Self.lane) }

    @inline(__always)
    func right(_ part: PackedPart) -> UnsafePointer<UInt64> {
        UnsafePointer(words + (records.stride &+ part.word) &* Self.lane)
    }

    /// Takes the words of some pairs of rows.
    func take(_ count: Int, _ leftRows: UnsafePointer<UInt32>, _ rightRows: UnsafePointer<UInt32>) {
        let (stride, base) = (records.stride, records.base)
        for at in 0..<min(Self.ahead, count) {
            records.fetch(Int(leftRows[at]))
            records.fetch(Int(rightRows[at]))
        }
        for at in 0..<count {
            if at &+ Self.ahead < count {
                records.fetch(Int(leftRows[at &+ Self.ahead]))
                records.fetch(Int(rightRows[at &+ Self.ahead]))
            }
            let (a, b) = (base + Int(leftRows[at]) &* stride, base + Int(rightRows[at]) &* stride)
            var place = at
            for word in 0..<stride {
                words[place] = a[word]
                words[place &+ stride &* Self.lane] = b[word]
                place &+= Self.lane
            }
        }
    }
}
