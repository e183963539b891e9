import CKernels

/// Compares pairs of records, some hundred at a time: each question is put to all pairs before the next one, while the
/// records lie in the cache. One runner belongs to one thread.
public final class PairRunner {
    /// How many pairs are compared at a time.
    public static let batch = 256

    private let records: PackedRecords
    private let plan: [ComparisonPlan]
    private let measures = TextMeasures()
    private let lanes: PairLanes
    private let bits: UnsafeMutablePointer<UInt32>
    private let open: UnsafeMutablePointer<Int>
    private let likely: UnsafeMutablePointer<gapura_text_pair>
    private let values: UnsafeMutablePointer<Double>

    public init(_ program: PairProgram, _ records: PackedRecords) {
        plan = zip(program.comparisons, program.factors).map { ComparisonPlan($0, factor: $1) }
        self.records = records
        lanes = PairLanes(records)
        bits = .allocate(capacity: Self.batch)
        open = .allocate(capacity: Self.batch)
        likely = .allocate(capacity: Self.batch)
        values = .allocate(capacity: Self.batch)
        likely.initialize(repeating: gapura_text_pair(), count: Self.batch)
        values.initialize(repeating: 0, count: Self.batch)
        bits.initialize(repeating: 0, count: Self.batch)
        open.initialize(repeating: 0, count: Self.batch)
    }

    deinit {
        bits.deallocate()
        open.deallocate()
        likely.deallocate()
        values.deallocate()
    }

    /// The vectors of at most ``batch`` pairs.
    func run(
        _ count: Int, _ leftRows: UnsafePointer<UInt32>, _ rightRows: UnsafePointer<UInt32>,
        _ vectors: UnsafeMutablePointer<UInt32>
    ) {
        lanes.take(count, leftRows, rightRows)
        for at in 0..<count { vectors[at] = 0 }
        for comparison in plan {
            for at in 0..<count { bits[at] = 0 }
            for (test, bit) in comparison.quick { test.run(count, lanes, bit, bits) }
            var waiting = 0
            var levels = UnsafePointer(comparison.levels)
            let factor = comparison.factor
            if comparison.isQuick {
                for at in 0..<count { vectors[at] &+= UInt32(levels[Int(bits[at])]) &* factor }
                continue
            }
            for at in 0..<count {
                let level = levels[Int(bits[at])]
                vectors[at] &+= level == PairComparison.open ? 0 : UInt32(level) &* factor
                open[waiting] = at
                waiting &+= level == PairComparison.open ? 1 : 0
            }
            var width = comparison.width
            for (test, bit) in comparison.dear where waiting > 0 {
                test.ask(open, waiting, lanes, bit, bits)
                levels += 1 &<< width
                waiting = settle(waiting, levels, factor, vectors)
            }
            levels = UnsafePointer(comparison.slowLevels)
            for test in comparison.slow where waiting > 0 {
                ask(test, waiting, UInt32(width), leftRows, rightRows)
                width &+= test.bits
                waiting = settle(waiting, levels, factor, vectors)
                levels += 1 &<< width
            }
        }
    }

    /// Adds the levels that are known now to the vectors, and keeps the pairs whose level is still open.
    @inline(__always)
    private func settle(
        _ waiting: Int, _ levels: UnsafePointer<UInt8>, _ factor: UInt32, _ vectors: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var still = 0
        for place in 0..<waiting {
            let at = open[place]
            let level = levels[Int(bits[at])]
            vectors[at] &+= level == PairComparison.open ? 0 : UInt32(level) &* factor
            open[still] = at
            still &+= level == PairComparison.open ? 1 : 0
        }
        return still
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
        let (left, right) = (lanes.left(part), lanes.right(part))
        let (mask, shift) = (part.mask, UInt64(part.mask.trailingZeroBitCount))
        let all = ((UInt32(1) &<< UInt32(bounds.count)) &- 1) &<< width
        // All texts are asked for before the first is looked at, so that the memory answers at once.
        for place in 0..<waiting {
            let at = open[place]
            let a = Int(truncatingIfNeeded: (left[at] & mask) &>> shift)
            let b = Int(truncatingIfNeeded: (right[at] & mask) &>> shift)
            units.fetch(a)
            units.fetch(b)
            likely[place] = gapura_text_pair(at: Int64(at), left: Int64(a), right: Int64(b))
        }
        if measure == .jaroWinkler, lanes.isWide {
            let found = units.likely(likely, waiting, loosest: loosest, all, bits)
            units.jaroWinkler(likely, found, least: loosest, values)
            return grade(found, width, units, bounds)
        }
        for place in 0..<waiting {
            let (at, a, b) = (Int(likely[place].at), Int(likely[place].left), Int(likely[place].right))
            switch units.outlook(a, b, measure, loosest: loosest) {
            case .all: bits[at] |= all
            case .none: continue
            case .open: bits[at] |= units.answers(a, b, measure, bounds, measures) &<< width
            }
        }
    }

    /// Answers by the similarities in `values`; those of long texts are computed only now.
    private func grade(_ count: Int, _ width: UInt32, _ units: TextUnits, _ bounds: UnsafeBufferPointer<Double>) {
        for place in 0..<count {
            var value = values[place]
            if value < 0 {
                value = measures.jaroWinkler(
                    units.text(Int(likely[place].left)), units.text(Int(likely[place].right)))
            }
            var answers: UInt32 = 0
            for bound in 0..<bounds.count { answers |= value >= bounds[bound] ? 1 &<< UInt32(bound) : 0 }
            bits[Int(likely[place].at)] |= answers &<< width
        }
    }

    /// The vectors of some pairs of rows.
    public func vectors(_ leftRows: [UInt32], _ rightRows: [UInt32]) -> [UInt32] {
        var vectors: [UInt32] = []
        run(leftRows, rightRows, into: &vectors)
        return vectors
    }

    /// As ``vectors(_:_:)``, into an array that is used again and again.
    public func run(_ leftRows: [UInt32], _ rightRows: [UInt32], into vectors: inout [UInt32]) {
        let total = min(leftRows.count, rightRows.count)
        vectors.removeAll(keepingCapacity: true)
        vectors.append(contentsOf: repeatElement(0, count: total))
        let rows = UInt32(truncatingIfNeeded: records.count)
        leftRows.withUnsafeBufferPointer { leftRows in
            rightRows.withUnsafeBufferPointer { rightRows in
                vectors.withUnsafeMutableBufferPointer { vectors in
                    guard let lefts = leftRows.baseAddress, let rights = rightRows.baseAddress,
                        let base = vectors.baseAddress
                    else { return }
                    for at in 0..<total { precondition(lefts[at] < rows && rights[at] < rows) }
                    for start in stride(from: 0, to: total, by: Self.batch) {
                        run(min(Self.batch, total - start), lefts + start, rights + start, base + start)
                    }
                }
            }
        }
    }
}
