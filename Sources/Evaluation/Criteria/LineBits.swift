/// A set of lines as bits, of which many are counted against one another.
struct LineBits: Sendable, Hashable {
    private(set) var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    init(_ members: [Bool]) {
        self.init(count: members.count)
        for (place, isMember) in members.enumerated() where isMember { insert(place) }
    }

    mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

    mutating func removeAll() {
        for index in words.indices { words[index] = 0 }
    }

    func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 == 1 }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// How many lines are in both.
    func count(with other: LineBits) -> Int {
        var sum = 0
        for index in words.indices { sum += (words[index] & other.words[index]).nonzeroBitCount }
        return sum
    }

    func intersection(_ other: LineBits) -> LineBits {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    /// How many lines of a range of places are members.
    func count(in range: Range<Int>) -> Int {
        guard !range.isEmpty else { return 0 }
        let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
        var sum = 0
        for index in first...last {
            var word = words[index]
            if index == first { word &= ~0 << UInt64(range.lowerBound & 63) }
            if index == last { word &= ~0 >> UInt64(63 - (range.upperBound - 1) & 63) }
            sum += word.nonzeroBitCount
        }
        return sum
    }
}
