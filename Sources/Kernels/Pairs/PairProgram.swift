/// Comparisons of records whose levels together make one number, the comparison vector.
public struct PairProgram: Sendable {
    public let comparisons: [PairComparison]
    /// What one level of each comparison adds to the vector.
    public let factors: [UInt32]
    /// How many vectors there are.
    public let vectorCount: Int

    /// - Returns: nil where more than `limit` vectors are possible.
    public init?(_ comparisons: [PairComparison], limit: Int = 1 << 22) {
        var factors: [UInt32] = []
        var count = 1
        for comparison in comparisons {
            factors.append(UInt32(count))
            count *= max(1, comparison.levels)
            if count > limit { return nil }
        }
        self.comparisons = comparisons
        self.factors = factors
        vectorCount = count
    }

    /// The level of a comparison in a vector.
    public func level(_ comparison: Int, of vector: Int) -> Int {
        vector / Int(factors[comparison]) % comparisons[comparison].levels
    }
}

/// Compares pairs of records, some hundred at a time: each question is put to all pairs before the next one, while the
/// records lie in the cache. One runner belongs to one thread.
public final class PairRunner {
    /// How many pairs are compared at a time.
    public static let batch = 256

    let records: PackedRecords
    private let program: PairProgram
    private let measures = TextMeasures()
    let left: UnsafeMutablePointer<Int>
    let right: UnsafeMutablePointer<Int>
    private let bits: UnsafeMutablePointer<UInt32>
    private let open: UnsafeMutablePointer<Int>
    private let likely: UnsafeMutablePointer<(Int, Int, Int)>

    public init(_ program: PairProgram, _ records: PackedRecords) {
        self.program = program
        self.records = records
        left = .allocate(capacity: Self.batch)
        right = .allocate(capacity: Self.batch)
        bits = .allocate(capacity: Self.batch)
        open = .allocate(capacity: Self.batch)
        likely = .allocate(capacity: Self.batch)
        likely.initialize(repeating: (0, 0, 0), count: Self.batch)
        left.initialize(repeating: 0, count: Self.batch)
        right.initialize(repeating: 0, count: Self.batch)
        bits.initialize(repeating: 0, count: Self.batch)
        open.initialize(repeating: 0, count: Self.batch)
    }

    deinit {
        left.deallocate()
        right.deallocate()
        bits.deallocate()
        open.deallocate()
        likely.deallocate()
    }

    /// The vectors of at most ``batch`` pairs.
    func run(
        _ count: Int, _ leftRows: UnsafePointer<UInt32>, _ rightRows: UnsafePointer<UInt32>,
        _ vectors: UnsafeMutablePointer<UInt32>
    ) {
        let stride = records.stride
        for at in 0..<count {
            left[at] = Int(leftRows[at]) &* stride
            right[at] = Int(rightRows[at]) &* stride
            vectors[at] = 0
        }
        for (comparison, factor) in zip(program.comparisons, program.factors) {
            for at in 0..<count { bits[at] = 0 }
            for (place, test) in comparison.tests.enumerated() {
                test.run(count, records.base, left, right, 1 &<< UInt32(place), bits)
            }
            var waiting = 0
            comparison.stages[0].withUnsafeBufferPointer { levels in
                guard let levels = levels.baseAddress else { return }
                for at in 0..<count {
                    let level = levels[Int(bits[at])]
                    vectors[at] &+= level == PairComparison.open ? 0 : UInt32(level) &* factor
                    open[waiting] = at
                    waiting &+= level == PairComparison.open ? 1 : 0
                }
            }
            var width = comparison.tests.count
            for (place, test) in comparison.slow.enumerated() where waiting > 0 {
                ask(test, waiting, UInt32(width), leftRows, rightRows)
                width += test.bits
                waiting = comparison.stages[place + 1].withUnsafeBufferPointer { levels in
                    var still = 0
                    for place in 0..<waiting {
                        let at = open[place]
                        let level = levels[Int(bits[at])]
                        if level == PairComparison.open {
                            open[still] = at
                            still &+= 1
                        } else {
                            vectors[at] &+= UInt32(level) &* factor
                        }
                    }
                    return still
                }
            }
        }
    }

    private func ask(
        _ test: SlowTest, _ waiting: Int, _ width: UInt32, _ leftRows: UnsafePointer<UInt32>,
        _ rightRows: UnsafePointer<UInt32>
    ) {
        switch test {
        case .text(let units, let part, let measure, let bounds):
            bounds.withUnsafeBufferPointer { bounds in compare(waiting, width, units, part, measure, bounds) }
        case .custom(let isTrue):
            for place in 0..<waiting {
                let at = open[place]
                bits[at] |= isTrue(Int(leftRows[at]), Int(rightRows[at])) ? 1 &<< width : 0
            }
        }
    }

    private func compare(
        _ waiting: Int, _ width: UInt32, _ units: TextUnits, _ part: PackedPart, _ measure: TextMeasure,
        _ bounds: UnsafeBufferPointer<Double>
    ) {
        guard let loosest = bounds.last else { return }
        let words = records.base + part.word
        let (mask, shift) = (part.mask, UInt64(part.mask.trailingZeroBitCount))
        let all = ((UInt32(1) &<< UInt32(bounds.count)) &- 1) &<< width
        // The bounds of all pairs first: their looks at the memory do not wait for each other.
        var left = 0
        for place in 0..<waiting {
            let at = open[place]
            let a = Int(truncatingIfNeeded: (words[self.left[at]] & mask) &>> shift)
            let b = Int(truncatingIfNeeded: (words[right[at]] & mask) &>> shift)
            let outlook = units.outlook(a, b, measure, loosest: loosest)
            bits[at] |= outlook == .all ? all : 0
            likely[left] = (at, a, b)
            left &+= outlook == .open ? 1 : 0
        }
        for place in 0..<left {
            let (at, a, b) = likely[place]
            bits[at] |= units.answers(a, b, measure, bounds, measures) &<< width
        }
    }

    /// The vectors of some pairs of rows.
    public func vectors(_ leftRows: [UInt32], _ rightRows: [UInt32]) -> [UInt32] {
        let total = min(leftRows.count, rightRows.count)
        precondition(leftRows.allSatisfy { Int($0) < records.count })
        precondition(rightRows.allSatisfy { Int($0) < records.count })
        return [UInt32](unsafeUninitializedCapacity: total) { buffer, filled in
            filled = total
            guard let base = buffer.baseAddress else { return }
            base.initialize(repeating: 0, count: total)
            leftRows.withUnsafeBufferPointer { leftRows in
                rightRows.withUnsafeBufferPointer { rightRows in
                    guard let lefts = leftRows.baseAddress, let rights = rightRows.baseAddress else { return }
                    for start in stride(from: 0, to: total, by: Self.batch) {
                        run(min(Self.batch, total - start), lefts + start, rights + start, base + start)
                    }
                }
            }
        }
    }
}
