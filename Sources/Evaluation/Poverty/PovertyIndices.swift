import Foundation

/// Several poverty indices of one living standard.
public struct PovertyIndices: Sendable, Hashable {
    /// Share of the poor, H = Σ w 1(poor)/Σ w.
    public let headcount: Double
    /// Mean relative gap over the population, H·I = Σ w (z − y)/z 1(poor)/Σ w (Foster, Greer and Thorbecke 1984).
    public let gap: Double
    /// Mean squared relative gap, Σ w ((z − y)/z)² 1(poor)/Σ w.
    public let squaredGap: Double
    /// Watts (1968): the mean over the population of ln(z/y) for the poor. Rows at or below 0, where it has no bound, are
    /// left out of the sum and stay in the population.
    public let watts: Double
    /// Sen (1976): H(I + (1 − I)G), I the mean relative gap of the poor and G the Gini index among them.
    public let sen: Double
    /// Sen, Shorrocks (1995) and Thon (1979): H·I·(1 + G), G the Gini index of the relative gaps over all rows.
    public let senShorrocksThon: Double
    /// Linearised standard errors, the line taken as known; nil where no design was given.
    public let standardErrors: Errors?
    /// Rows used.
    public let n: Int
    /// The poor among them.
    public let poor: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Standard errors of the indices.
    public struct Errors: Sendable, Hashable {
        /// Of the headcount ratio.
        public let headcount: Double
        /// Of the gap.
        public let gap: Double
        /// Of the squared gap.
        public let squaredGap: Double
        /// Of Watts's index.
        public let watts: Double
        /// Of Sen's index.
        public let sen: Double
        /// Of the index of Sen, Shorrocks and Thon.
        public let senShorrocksThon: Double
    }

    /// The indices without standard errors.
    ///
    /// - Parameters:
    ///   - y: the living standard; `nan` is missing.
    ///   - line: who is poor; above 0.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for a line not above 0, what ``Observations`` throws.
    public init(
        _ y: [Double], line: FosterGreerThorbecke.Line, weights: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([y], weights: weights, missing: missing), line)
    }

    /// The indices with their standard errors under a design.
    ///
    /// - Parameters:
    ///   - y: the living standard; `nan` is missing, and its row leaves the sample and the design.
    ///   - line: who is poor; above 0.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the indices without a design throw, and `lonely-psu`.
    public init(
        _ y: [Double], line: FosterGreerThorbecke.Line, design: SurveyDesign, domain: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([y], design: design, domain: domain, missing: missing), line)
    }

    private init(_ sample: DesignedRows, _ line: FosterGreerThorbecke.Line) throws(EvaluationRefusal) {
        guard line.value > 0, line.value.isFinite else { throw EvaluationRefusal(.invalidOption, "line") }
        let rows = sample.rows
        let (values, weights) = (rows.columns[0], rows.weights)
        let total = CompensatedSum.of(weights)
        func mean(_ terms: [Double]) -> Double { CompensatedSum.of(zip(weights, terms).lazy.map(*)) / total }
        let isPoor = values.map(line.holds)
        let gaps = values.map { FosterGreerThorbecke.shortfall($0, line, 1) }
        // (1 − I)·G is the absolute Gini index of the poor over the line: it exists also where their mean is 0.
        let amongPoor = AbsoluteGini(
            values.map { $0 / line.value }, isMember: isPoor, weights: weights, total: total)
        let ofGaps = AbsoluteGini(gaps, isMember: gaps.map { _ in true }, weights: weights, total: total)
        let terms: [[Double]] = [
            isPoor.map { $0 ? 1 : 0 }, gaps, gaps.map { $0 * $0 },
            values.map { line.holds($0) && $0 > 0 ? log(line.value / $0) : 0 },
        ]
        let means = terms.map(mean)
        headcount = means[0]
        gap = means[1]
        squaredGap = means[2]
        watts = means[3]
        sen = means[1] + amongPoor.value
        senShorrocksThon = means[1] + ofGaps.value
        n = values.count
        poor = isPoor.count { $0 }
        dropped = rows.dropped
        var found = rows.warnings + (values.contains { $0 < 0 } ? [EvaluationWarning(.negativeValues)] : [])
        if let units = try sample.units() {
            var parts = zip(terms, means).map { terms, mean in
                units.totals(values.indices.map { weights[$0] / total * (terms[$0] - mean) })
            }
            parts.append(zip(parts[1], units.totals(amongPoor.influences)).map(+))
            parts.append(zip(parts[1], units.totals(ofGaps.influences)).map(+))
            let errors = try units.standardErrors(parts, &found)
            standardErrors = Errors(
                headcount: errors[0], gap: errors[1], squaredGap: errors[2], watts: errors[3], sen: errors[4],
                senShorrocksThon: errors[5])
        } else {
            standardErrors = nil
        }
        warnings = found
    }
}

/// The absolute Gini index of some rows (half their mean absolute difference) times their share of the population. It is
/// 0 where there is nothing.
private struct AbsoluteGini {
    let value: Double
    /// The weighted influence of each row of the population.
    let influences: [Double]

    /// - Parameters:
    ///   - isMember: which rows take part.
    ///   - total: weight of the population.
    init(_ x: [Double], isMember: [Bool], weights: [Double], total: Double) {
        let members = x.indices.filter { isMember[$0] }
        let order = RankOrder(members.map { x[$0] })
        let own = CompensatedSum.of(members.lazy.map { weights[$0] })
        let amount = CompensatedSum.of(members.lazy.map { weights[$0] * x[$0] })
        var sum = CompensatedSum()
        var changes = [Double](repeating: 0, count: x.count)
        var (below, height) = (CompensatedSum(), CompensatedSum())
        for group in 0..<order.distinct {
            let rows = order.positions(group).map { members[Int(order.rows[$0])] }
            let tied = CompensatedSum.of(rows.lazy.map { weights[$0] })
            let amounts = CompensatedSum.of(rows.lazy.map { weights[$0] * x[$0] })
            // (2R − 1) times the members' weight.
            let rank = below.value + below.value + tied - own
            sum.add(amounts * rank)
            for row in rows { changes[row] = x[row] * rank + amount - height.value - height.value - amounts }
            below.add(tied)
            height.add(amounts)
        }
        let value = own > 0 ? sum.value / own / total : 0
        self.value = value
        // The derivative in each row's weight: through the sum, the members' weight and the population's.
        influences = x.indices.map { row in
            let inside = isMember[row] ? (changes[row] / own - sum.value / (own * own)) / total : 0
            return weights[row] * (inside - value / total)
        }
    }
}
