import Kernels

/// A living standard sorted once, with the weights in its order: what several concentration indices are read from.
///
/// The sorted rows are cut into runs that end where a tie ends. Runs are added up apart and put together in their order,
/// so that the result does not depend on how many processors took part; inside a run plain sums lose no digit that
/// matters, between runs sums are compensated.
struct RankedWeights: Sendable {
    /// Consecutive positions of the sorted rows.
    struct Run: Sendable {
        var positions: Range<Int>
        /// The distinct ranks they hold.
        var groups: Range<Int>
        /// Sum of the weights before them.
        var before = 0.0

        /// Whether no two of its rows share a rank.
        var isDistinct: Bool { positions.count == groups.count }
    }

    let order: RankOrder
    /// In the order of the ranks.
    let weights: [Double]
    let runs: [Run]
    let total: Double

    init(_ order: RankOrder, weights: [Double]) {
        self.order = order
        let sorted = Gather.values(weights, at: order.rows)
        var runs = Self.runs(order)
        let sums = Parallel.map(Self.parts(runs)) { part in
            part.map { run in
                var sum = 0.0
                for position in run.positions { sum += sorted[position] }
                return sum
            }
        }.flatMap { $0 }
        var total = CompensatedSum()
        for index in runs.indices {
            runs[index].before = total.value
            total.add(sums[index])
        }
        self.total = total.value
        self.runs = runs
        self.weights = sorted
    }

    private static func runs(_ order: RankOrder) -> [Run] {
        var runs: [Run] = []
        let length = 4096
        let isDistinct = order.distinct == order.rows.count
        var (position, group) = (0, 0)
        while position < order.rows.count {
            let start = (position, group)
            let aim = min(order.rows.count, position + length)
            if isDistinct {
                group = aim
            } else {
                // The first tie that ends at the aim or beyond it.
                var (low, high) = (group, min(order.distinct - 1, group + length))
                while low < high {
                    let middle = (low + high) / 2
                    if Int(order.ends[middle]) >= aim { high = middle } else { low = middle + 1 }
                }
                group = low + 1
            }
            position = Int(order.ends[group - 1])
            runs.append(Run(positions: start.0..<position, groups: start.1..<group))
        }
        return runs
    }

    /// The runs in a few consecutive parts, for several processors.
    static func parts(_ runs: [Run]) -> [ArraySlice<Run>] {
        Parallel.pieces(of: runs.count, atLeast: 4).map { runs[$0] }
    }
}

/// An outcome over a sorted living standard: its concentration index and what each sampling unit adds to the error.
struct RankedOutcome: Sendable {
    private let ranked: RankedWeights
    /// In the order of the ranks.
    private let outcome: [Double]
    /// Sum of weight times outcome before each run.
    private let before: [Double]
    /// Σ w h.
    let total: Double
    /// Σ w h / Σ w.
    var mean: Double { total / ranked.total }
    /// The concentration index; 0 for one distinct rank.
    let index: Double

    /// - Parameter sorted: the outcome in the order of the ranks.
    /// - Throws: `zero-total` when every outcome is 0, `zero-mean` when outcomes cancel.
    init(_ ranked: RankedWeights, sorted outcome: [Double]) throws(EvaluationRefusal) {
        let parts = RankedWeights.parts(ranked.runs)
        let weights = ranked.weights
        let sums = Parallel.map(parts) { part in
            part.map { run in
                var (sum, size) = (0.0, 0.0)
                for position in run.positions {
                    let amount = weights[position] * outcome[position]
                    sum += amount
                    size += amount.magnitude
                }
                return (sum, size)
            }
        }.flatMap { $0 }
        var before: [Double] = []
        before.reserveCapacity(sums.count)
        var total = CompensatedSum()
        var size = 0.0
        for sum in sums {
            before.append(total.value)
            total.add(sum.0)
            size += sum.1
        }
        guard size > 0 else { throw EvaluationRefusal(.zeroTotal) }
        guard total.value.magnitude > 1e-14 * size else { throw EvaluationRefusal(.zeroMean) }
        self.ranked = ranked
        self.outcome = outcome
        self.before = before
        self.total = total.value
        // 1 − Σ (p_k − p_{k−1})(L_k + L_{k−1}), kept as sums.
        let ends = ranked.order.ends
        let firsts = before
        let areas = Parallel.map(parts) { part in
            zip(part.indices, part).map { number, run in
                var height = firsts[number]
                var area = 0.0
                if run.isDistinct {
                    for position in run.positions {
                        let weight = weights[position]
                        let amount = weight * outcome[position]
                        area += weight * (height + height + amount)
                        height += amount
                    }
                    return area
                }
                var position = run.positions.lowerBound
                for group in run.groups {
                    var (weight, amount) = (0.0, 0.0)
                    while position < Int(ends[group]) {
                        weight += weights[position]
                        amount += weights[position] * outcome[position]
                        position += 1
                    }
                    area += weight * (height + height + amount)
                    height += amount
                }
                return area
            }
        }
        let area = CompensatedSum.of(areas.lazy.flatMap { $0 })
        index = ranked.order.distinct <= 1 ? 0 : 1 - area / (ranked.total * total.value)
    }

    /// The weighted influences of the rows on the index, added up by sampling unit.
    ///
    /// e_i = (w_i/W)·[(h_i/μ)(2R_i − 1 − C) + 1 − C − 2L_i], where R_i and L_i are the curve's share of units and height
    /// at the middle of the row's tied rank. It counts the randomness of the mean and of the ranks, which the convenient
    /// regression leaves out (Kakwani, Wagstaff and van Doorslaer 1997; Binder and Kovačević 1995).
    ///
    /// - Parameters:
    ///   - unit: the unit of each row, in the order of the ranks.
    ///   - count: the number of units.
    func influences(unit: [Int32], count: Int) -> [Double] {
        // As many sets of totals as the rows are worth; their number depends on the sample alone.
        let lanes = max(1, min(8, outcome.count / (4 * count)))
        let runs = ranked.runs
        let parts = (0..<lanes).map { lane in (runs.count * lane / lanes)..<(runs.count * (lane + 1) / lanes) }
        let (weights, outcome, ends, before, total, all) = (
            ranked.weights, outcome, ranked.order.ends, before, total, ranked.total
        )
        let (index, mean) = (index, mean)
        let sums = Parallel.map(parts) { part in
            var totals = [Double](repeating: 0, count: count)
            for number in part {
                let run = runs[number]
                var (share, height) = (run.before, before[number])
                var position = run.positions.lowerBound
                for group in run.groups {
                    let end = run.isDistinct ? position + 1 : Int(ends[group])
                    var (weight, amount) = (0.0, 0.0)
                    for place in position..<end {
                        weight += weights[place]
                        amount += weights[place] * outcome[place]
                    }
                    let slope = ((share + share + weight) / all - 1 - index) / mean
                    let constant = 1 - index - (height + height + amount) / total
                    for place in position..<end {
                        totals[Int(unit[place])] += weights[place] / all * (outcome[place] * slope + constant)
                    }
                    share += weight
                    height += amount
                    position = end
                }
            }
            return totals
        }
        guard var totals = sums.first else { return [] }
        for part in sums.dropFirst() {
            for unit in totals.indices { totals[unit] += part[unit] }
        }
        return totals
    }
}
