/// Numbers of rows, a bit each.
struct RowSet: Sendable {
    private var words: [UInt64] = []
    private(set) var isEmpty = true

    mutating func insert(_ row: Int) {
        guard row >= 0 else { return }
        let word = row >> 6
        if word >= words.count { words += [UInt64](repeating: 0, count: max(word + 1 - words.count, words.count)) }
        words[word] |= 1 << UInt64(row & 63)
        isEmpty = false
    }

    func contains(_ row: Int) -> Bool {
        let word = row >> 6
        return row >= 0 && word < words.count && words[word] >> UInt64(row & 63) & 1 == 1
    }
}
