/// A statistic that is read off a sample sorted once: a resample is how often each distinct value was drawn, so that no
/// resample is ever sorted, and whole-number ranks are exact.
public enum BootstrapStatistic: String, Sendable, CaseIterable {
    /// The mean.
    case mean
    /// The middle value, the mean of the two middle ones for an even number.
    case median
    /// The Gini index without correction; see ``Gini``.
    case gini
}

/// The sorted sample that statistics of resamples are read from.
struct CountedSample: Sendable {
    /// The distinct values, ascending.
    let values: [Double]
    /// Rows of each distinct value.
    let counts: [Int]
    /// The distinct value of each row.
    let place: [Int32]
    let size: Int

    init(_ x: [Double]) {
        let order = RankOrder(x)
        var place = [Int32](repeating: 0, count: x.count)
        values = (0..<order.distinct).map { x[Int(order.rows[order.positions($0).lowerBound])] }
        counts = (0..<order.distinct).map { order.positions($0).count }
        for group in 0..<order.distinct {
            for position in order.positions(group) { place[Int(order.rows[position])] = Int32(group) }
        }
        self.place = place
        size = x.count
    }

    /// The statistic where each distinct value was drawn so many times.
    ///
    /// - Throws: `empty-data`; `zero-total` and `zero-mean` for the Gini index.
    func value(_ statistic: BootstrapStatistic, _ counts: [Int]) throws(EvaluationRefusal) -> Double {
        let size = counts.reduce(0, +)
        guard size > 0 else { throw EvaluationRefusal(.emptyData) }
        switch statistic {
        case .mean: return total(counts) / Double(size)
        case .median: return (drawn((size - 1) / 2, counts) + drawn(size / 2, counts)) / 2
        case .gini:
            var (top, sum, magnitude) = (CompensatedSum(), CompensatedSum(), 0.0)
            var below = 0
            for group in values.indices where counts[group] > 0 {
                let amount = Double(counts[group]) * values[group]
                top.add(amount * Double(2 * below + counts[group] - size))
                sum.add(amount)
                magnitude += amount.magnitude
                below += counts[group]
            }
            return try Self.gini(top.value, sum.value, magnitude, size)
        }
    }

    /// The statistic without one row of each distinct value, and how many rows that stands for; one pass for all.
    ///
    /// - Throws: as ``value(_:_:)``.
    func leaveOneOut(_ statistic: BootstrapStatistic) throws(EvaluationRefusal) -> [(value: Double, rows: Int)] {
        guard size > 1 else { throw EvaluationRefusal(.emptyData) }
        let total = total(counts)
        var out: [(value: Double, rows: Int)] = []
        switch statistic {
        case .mean:
            for (value, count) in zip(values, counts) { out.append(((total - value) / Double(size - 1), count)) }
        case .median:
            let (low, high) = ((size - 2) / 2, (size - 1) / 2)
            let middle = [low, low + 1, high, high + 1].map { drawn(min($0, size - 1), counts) }
            var below = 0
            for count in counts {
                // Places from the left-out row on move down by one.
                let first = low < below ? middle[0] : middle[1]
                let second = high < below ? middle[2] : middle[3]
                out.append(((first + second) / 2, count))
                below += count
            }
        case .gini:
            let magnitude = CompensatedSum.of(zip(values, counts).lazy.map { $0.magnitude * Double($1) })
            var top = CompensatedSum()
            var below = 0
            for (value, count) in zip(values, counts) {
                top.add(value * Double(count) * Double(2 * below + count - size))
                below += count
            }
            below = 0
            var lower = CompensatedSum()
            for (value, count) in zip(values, counts) {
                let amount = value * Double(count)
                let upper = total - lower.value - amount
                let rest = top.value - value * Double(2 * below + count - size) + lower.value - upper
                let left = try Self.gini(rest, total - value, magnitude - value.magnitude, size - 1)
                out.append((left, count))
                lower.add(amount)
                below += count
            }
        }
        return out
    }

    private static func gini(
        _ top: Double, _ sum: Double, _ magnitude: Double, _ size: Int
    ) throws(EvaluationRefusal) -> Double {
        guard magnitude > 0 else { throw EvaluationRefusal(.zeroTotal) }
        guard sum.magnitude > 1e-14 * magnitude else { throw EvaluationRefusal(.zeroMean) }
        return top / (Double(size) * sum)
    }

    private func total(_ counts: [Int]) -> Double {
        CompensatedSum.of(zip(values, counts).lazy.map { $0 * Double($1) })
    }

    /// The value at a place of the sorted resample.
    private func drawn(_ place: Int, _ counts: [Int]) -> Double {
        var below = 0
        for group in values.indices {
            below += counts[group]
            if place < below { return values[group] }
        }
        return values.last ?? .nan
    }
}
