/// A set of small whole numbers, one bit each.
struct BitSet: Sendable {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    func contains(_ member: Int) -> Bool {
        member >= 0 && member >> 6 < words.count && words[member >> 6] & 1 << UInt64(member & 63) != 0
    }

    /// Puts a number in; `false` when it was there already or does not fit.
    @discardableResult
    mutating func insert(_ member: Int) -> Bool {
        guard member >= 0, member >> 6 < words.count, !contains(member) else { return false }
        words[member >> 6] |= 1 << UInt64(member & 63)
        return true
    }
}
