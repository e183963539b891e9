import Foundation

/// Several poverty indices of one unweighted living standard.
public struct PovertyIndices: Sendable, Hashable {
    /// Share of the poor, H.
    public let headcount: Double
    /// Mean relative gap over the population, H·I.
    public let gap: Double
    /// Mean squared relative gap.
    public let squaredGap: Double
    /// Watts (1968): the sum over the poor of ln(z/y), over n. Rows at or below 0, where it has no bound, are left out of
    /// the sum and stay in n.
    public let watts: Double
    /// Sen (1976): H(I + (1 − I)G), I the mean relative gap of the poor and G the Gini index among them.
    public let sen: Double
    /// Sen, Shorrocks and Thon: H·I·(1 + G), G the Gini index of the relative gaps over all rows.
    public let senShorrocksThon: Double
    /// Rows used.
    public let n: Int
    /// The poor among them.
    public let poor: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

    /// - Parameters:
    ///   - y: the living standard; `nan` is missing.
    ///   - line: who is poor; above 0.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for a line not above 0, what ``Observations`` throws.
    public init(
        _ y: [Double], line: FosterGreerThorbecke.Line, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard line.value > 0, line.value.isFinite else { throw EvaluationRefusal(.invalidOption, "line") }
        let rows = try Observations([y], missing: missing)
        let values = rows.columns[0]
        let size = Double(values.count)
        let those = values.filter(line.holds)
        let gaps = values.map { FosterGreerThorbecke.shortfall($0, line, 1) }
        let share = Double(those.count) / size
        headcount = share
        let mean = CompensatedSum.of(gaps) / size
        gap = mean
        squaredGap = CompensatedSum.of(gaps.lazy.map { $0 * $0 }) / size
        watts = CompensatedSum.of(those.lazy.filter { $0 > 0 }.map { log(line.value / $0) }) / size
        // (1 − I)·G is the absolute Gini index of the poor over the line: it exists also where their mean is 0.
        sen = mean + share * Self.absoluteGini(those) / line.value
        senShorrocksThon = mean + Self.absoluteGini(gaps)
        n = values.count
        poor = those.count
        dropped = rows.dropped
        warnings = rows.warnings + (values.contains { $0 < 0 } ? [EvaluationWarning(.negativeValues)] : [])
    }

    /// μG = 2 cov(x, R), which is 0 where there is nothing.
    private static func absoluteGini(_ x: [Double]) -> Double {
        let order = RankOrder(x)
        var sum = CompensatedSum()
        for group in 0..<order.distinct {
            let positions = order.positions(group)
            // Twice the rows below plus the tied ones, less n: (2R − 1)·n.
            let rank = Double(positions.lowerBound + positions.upperBound - x.count)
            for position in positions { sum.add(x[Int(order.rows[position])] * rank) }
        }
        let size = Double(max(1, x.count))
        return sum.value / (size * size)
    }
}
