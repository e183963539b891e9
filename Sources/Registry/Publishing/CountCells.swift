import Evaluation

/// The cells of a release while they are gathered, with all that a reader knows about how they add up.
struct CountCells {
    /// Cells that are not printed but stand for something a reader can compute have no key.
    private(set) var keys: [CountKey?] = []
    private(set) var counts: [Int] = []
    private(set) var blocks: [Int] = []
    /// Constants a reader knows.
    private(set) var known: Set<Int> = []
    private(set) var equations: [CellEquation] = []
    private(set) var positions: [CountKey: Int] = [:]
    private var blockNumbers: [Block: Int] = [:]

    /// Cells that are withheld together where hiding single ones would protect nothing.
    struct Block: Hashable {
        var measure: String
        var breakdown: String
        var depth: Int
        var isAll: Bool

        init(_ key: CountKey) {
            measure = key.measure
            breakdown = key.breakdown
            depth = RegionScope.path(of: key.region).count
            isAll = key.programme == "*"
        }
    }

    /// The blocks by their numbers.
    var blockNames: [Int: Block] { Dictionary(uniqueKeysWithValues: blockNumbers.map { ($1, $0) }) }

    mutating func add(_ key: CountKey, _ count: Int) -> Int {
        if let position = positions[key] { return position }
        let block = Block(key)
        let number = blockNumbers[block] ?? blockNumbers.count + 1
        blockNumbers[block] = number
        positions[key] = counts.count
        return append(key, count, number)
    }

    private mutating func append(_ key: CountKey?, _ count: Int, _ block: Int) -> Int {
        keys.append(key)
        counts.append(count)
        blocks.append(block)
        return counts.count - 1
    }

    mutating func sum(_ total: Int, of parts: [Int]) {
        guard !parts.isEmpty else { return }
        equations.append(CellEquation(total: total, parts: parts))
    }

    /// A cell for the sum of others that is printed nowhere.
    mutating func sum(of parts: [Int]) -> Int {
        let total = append(nil, parts.reduce(0) { $0 + counts[$1] }, 0)
        sum(total, of: parts)
        return total
    }

    /// Says that a reader knows the difference of two cells: who has one has the other.
    mutating func tie(_ one: Int, _ other: Int) {
        let difference = counts[one] - counts[other]
        guard difference != 0 else { return sum(one, of: [other]) }
        // Both sides are raised by a constant, since counts are not negative: one + a = other + b.
        let base = 1000 + abs(difference)
        let a = append(nil, base, 0), b = append(nil, base + difference, 0)
        known.formUnion([a, b])
        let both = append(nil, counts[one] + base, 0)
        sum(both, of: [one, a])
        sum(both, of: [other, b])
    }

    /// - Parameter hidden: cells that must not be printed.
    func release(hiding hidden: Set<Int>) throws(EvaluationRefusal) -> CountRelease {
        try CountRelease(
            cells: counts.indices.map { position in
                PublishedCell(
                    count: counts[position], block: blocks[position],
                    earlier: known.contains(position) ? .published : hidden.contains(position) ? .hidden : .none)
            }, equations: equations)
    }
}
