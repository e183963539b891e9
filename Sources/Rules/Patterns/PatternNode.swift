/// A pattern as a tree.
indirect enum PatternNode: Sendable {
    case empty
    case set(ScalarSet)
    case anchor(Anchor)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// `upper` nil: without end.
    case repetition(PatternNode, lower: Int, upper: Int?)

    enum Anchor: UInt8, Sendable { case textStart, textEnd, lineStart, lineEnd, wordEdge, noWordEdge }
}

/// A set of code points, as sorted ranges that do not touch, or by a property.
struct ScalarSet: Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]
    /// Properties that no range lists: a category's first letter or both, and whether it is turned round.
    var categories: [(name: String, isNegated: Bool)] = []
    var isNegated = false

    init(_ ranges: [ClosedRange<UInt32>]) { self.ranges = ranges }

    init(_ scalar: UInt32) { ranges = [scalar...scalar] }

    static let all = ScalarSet([0...0x10FFFF])
    static let exceptNewline = ScalarSet([0...9, 11...0x10FFFF])
    static let digits = ScalarSet([0x30...0x39])
    static let spaces = ScalarSet([9...10, 12...13, 32...32])
    static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    mutating func add(_ range: ClosedRange<UInt32>) { ranges.append(range) }

    /// Adds another set, itself perhaps turned round.
    mutating func add(_ other: ScalarSet, isNegated: Bool) {
        ranges += isNegated ? other.gaps : other.ranges
    }

    private var gaps: [ClosedRange<UInt32>] {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return gaps
    }

    /// Sorted and joined, so that a code point is found by halving.
    mutating func settle() {
        var joined: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound &+ 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        ranges = joined
    }

    /// Adds the other case of every letter that has one.
    mutating func foldCase() {
        settle()
        if ranges.count == 1, ranges[0].count == 1, let scalar = Unicode.Scalar(ranges[0].lowerBound) {
            ranges += LetterCase.others(scalar).map { $0...$0 }
            return
        }
        var added: [ClosedRange<UInt32>] = []
        for letter in LetterCase.table where holds(letter.scalar) { added += letter.others.map { $0...$0 } }
        ranges += added
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool { holds(scalar) != isNegated }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        if low < ranges.count, ranges[low].contains(scalar.value) { return true }
        return !categories.isEmpty && categories.contains { UnicodeCategory.holds($0.name, scalar) != $0.isNegated }
    }
}
