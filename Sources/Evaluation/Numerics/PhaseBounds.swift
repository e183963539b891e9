import Foundation

/// Upper bounds, in bits, of how large the characteristic function of a sum of lattice steps can be at a point: most
/// points are found to add nothing after a few dozen look-ups.
struct PhaseBounds: Sendable {
    /// Steps from the largest variance down whose bound is looked up in one table.
    struct Step: Sendable {
        /// A whole number: the size of the step, or the distance of two.
        var size: Int
        /// Where its table begins.
        var table: Int
        /// How many such steps there are.
        var count: Float
    }

    private static let bits = 12
    /// Lower limits of 4p(1 − p), one table each.
    private static let levels: [Double] = [0.999, 0.99, 0.95, 0.85, 0.6, 0.3, 0.1]
    /// log₂ √(1 − c sin²πf) in the bin of f.
    private static let single = tables { level, f in 0.5 * log2(1 - level * sin(.pi * f) * sin(.pi * f)) }
    /// log₂ of the largest product of two such factors whose phases differ by f/2 turns: 1 − c/2 + c/2·|cos πf|.
    private static let paired = tables { level, f in log2(1 - level / 2 + level / 2 * cos(.pi * f).magnitude) }

    private let steps: [Step]
    private let bounds: [Float]
    private let period: Int

    private static func tables(_ bound: (Double, Double) -> Double) -> [Float] {
        let bins = 1 << bits
        return levels.flatMap { level in
            (0..<bins).map { bin in
                // Both functions are largest at an end of the bin.
                let ends = [bin, bin + 1].map { bound(level, Double($0) / Double(bins)) }
                return Float(min(0, max(ends[0], ends[1]) + 1e-6))
            }
        }
    }

    private static func table(_ spread: Double) -> Int? {
        levels.firstIndex { spread >= $0 }.map { $0 << bits }
    }

    /// Of the steps themselves.
    ///
    /// - Parameters:
    ///   - spreads: 4p(1 − p) of each.
    ///   - period: a power of two, at least 4096.
    init(sizes: [Int], counts: [Int], spreads: [Double], period: Int) {
        self.period = period
        bounds = Self.single
        steps = Self.mixed(sizes.count).compactMap { place in
            Self.table(spreads[place]).map {
                Step(size: sizes[place], table: $0, count: Float(counts[place]))
            }
        }
    }

    /// Of pairs of steps, whatever phase both have in common.
    init(pairsOf sizes: [Int], counts: [Int], spreads: [Double], period: Int) {
        self.period = period
        bounds = Self.paired
        let each = sizes.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
        let order = Self.mixed(each.count).map { each[$0] }
        var steps: [Step] = []
        for place in stride(from: 0, to: order.count - 1, by: 2) {
            let (a, b) = (order[place], order[place + 1])
            let distance = (sizes[a] - sizes[b]).magnitude
            guard distance > 0, let table = Self.table(min(spreads[a], spreads[b])) else { continue }
            steps.append(Step(size: Int(distance), table: table, count: 1))
        }
        self.steps = steps
    }

    /// Places in an order without a pattern, the same each time.
    private static func mixed(_ count: Int) -> [Int] {
        let random = CounterRandom(seed: 7)
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(place, random.index(UInt64(place), below: place + 1))
        }
        return order
    }

    /// Whether the function may be larger than 2^−50 at the point `point`/period, all phases moved by `shift`/period.
    func mayMatter(_ point: Int, shift: Int = 0) -> Bool {
        let (mask, down) = (period - 1, period.trailingZeroBitCount - Self.bits)
        var sum: Float = 0
        for step in steps {
            let phase = (step.size &* point &+ shift) & mask
            sum += step.count * bounds[step.table + phase >> down]
            if sum < -50 { return false }
        }
        return true
    }
}
