/// Quantiles of a weighted sample: x sorted, c the cumulated weight, W the total.
public struct WeightedQuantiles: Sendable {
    /// How a quantile is read off the cumulated weights.
    public enum Rule: String, Sendable, CaseIterable {
        /// The smallest x with c ≥ pW.
        case inverseECDF = "inverse-ecdf"
        /// The same, but the mean of that x and the next one where c = pW exactly.
        case averageAtSteps = "average-at-steps"
        /// Linear interpolation over the points c_{i−1}/c_{n−1}, constant beyond the ends (type 7 of Hyndman and Fan
        /// 1996 with equal weights); tied values share their weight evenly.
        case linear = "linear-hf7"
    }

    private let values: [Double]
    private let cumulated: [Double]

    /// Sorts the sample once for any number of quantiles.
    ///
    /// - Parameters:
    ///   - values: complete values.
    ///   - weights: positive weights, one per value.
    public init(_ values: [Double], weights: [Double]) {
        self.init(values, weights: weights, order: RankOrder(values))
    }

    /// The same over values that are sorted already.
    init(_ values: [Double], weights: [Double], order: RankOrder) {
        self.values = order.rows.map { values[Int($0)] }
        var sum = CompensatedSum()
        cumulated = order.rows.map { row in
            sum.add(weights[Int(row)])
            return sum.value
        }
    }

    /// The quantile at a share p.
    public func callAsFunction(_ p: Double, _ rule: Rule = .averageAtSteps) -> Double {
        guard let total = cumulated.last, let largest = values.last else { return .nan }
        if rule == .linear { return linear(p, largest) }
        let target = p * total
        // Sums of decimal weights may miss a step by a rounding error; within that they are taken to meet it.
        let slack = 2e-15 * total
        let index = cumulated.firstPosition { $0 >= target - slack }
        guard index < values.count else { return largest }
        guard rule == .averageAtSteps, (cumulated[index] - target).magnitude <= slack, index + 1 < values.count else {
            return values[index]
        }
        return (values[index] + values[index + 1]) / 2
    }

    private func linear(_ p: Double, _ largest: Double) -> Double {
        guard values.count > 1 else { return largest }
        let target = p * reached(values.count - 2)
        guard target > 0 else { return values[0] }
        // Point i lies at the weight cumulated before it.
        let index = cumulated.firstPosition { $0 > target }
        guard index < values.count else { return largest }
        let last = ties(values[index]).last
        guard last + 1 < values.count else { return largest }
        let before = last == 0 ? 0 : reached(last - 1)
        guard target > before else { return values[last] }
        let share = (target - before) / (cumulated[last] - before)
        return values[last] + share * (values[last + 1] - values[last])
    }

    /// The weight cumulated with a position, where tied values share their weight evenly: so the order of tied rows
    /// with unlike weights cannot matter.
    private func reached(_ position: Int) -> Double {
        let (first, last) = ties(values[position])
        guard position < last else { return cumulated[position] }
        let before = first == 0 ? 0 : cumulated[first - 1]
        return before + (cumulated[last] - before) * Double(position - first + 1) / Double(last - first + 1)
    }

    /// The first and the last position of a value.
    private func ties(_ value: Double) -> (first: Int, last: Int) {
        (values.firstPosition { $0 >= value }, values.firstPosition { $0 > value } - 1)
    }
}

extension Array<Double> {
    /// The first position whose value meets a condition that, once met, stays met; the count where none does.
    func firstPosition(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
