import Foundation

/// Several indices of inequality of one variable. An index that does not exist for the values is nil.
///
/// Theil (1967), Atkinson (1970), Hoover (1936); standard errors by linearisation (Cowell and Flachaire 2015, section 6.4).
public struct InequalityIndices: Sendable, Hashable {
    /// Gini index.
    public let gini: Double
    /// Gini index times n/(n − 1); nil for one row.
    public let giniCorrected: Double?
    /// 1 − (mean of √x)²/μ; nil with negative values or a negative mean.
    public let atkinsonHalf: Double?
    /// 1 − geometric mean/μ: 1 where a value is 0; nil with negative values.
    public let atkinsonOne: Double?
    /// Mean of (x/μ) ln(x/μ), with 0 ln 0 = 0; nil with negative values.
    public let theilT: Double?
    /// Mean of ln(μ/x); nil with values of 0 or below, where it has no bound.
    public let theilL: Double?
    /// Standard deviation (denominator n) over the mean.
    public let coefficientOfVariation: Double
    /// Half the relative mean deviation: the share that would have to move to make all equal.
    public let hoover: Double
    /// Sum of the squared shares of the units that the rows stand for: here, and only here, the scale of weights counts.
    public let herfindahl: Double
    /// Mean, in the unit of x.
    public let mean: Double
    /// Linearised standard errors; nil where no design was given.
    public let standardErrors: Errors?
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Standard errors of the indices, nil where an index has none.
    public struct Errors: Sendable, Hashable {
        /// Of the Gini index.
        public let gini: Double
        /// Of Atkinson's index with ε = ½.
        public let atkinsonHalf: Double?
        /// Of Atkinson's index with ε = 1.
        public let atkinsonOne: Double?
        /// Of Theil's T.
        public let theilT: Double?
        /// Of Theil's L.
        public let theilL: Double?
        /// Of the coefficient of variation.
        public let coefficientOfVariation: Double?
        /// Of Hoover's index.
        public let hoover: Double
    }

    /// The indices without standard errors.
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total` where every value is 0, `zero-mean` where values cancel, what ``Observations`` throws.
    public init(
        _ x: [Double], weights: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([x], weights: weights, missing: missing))
    }

    /// The indices with their standard errors under a design.
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing, and its row leaves the sample and the design.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the indices without a design throw, and `lonely-psu`.
    public init(
        _ x: [Double], design: SurveyDesign, domain: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([x], design: design, domain: domain, missing: missing))
    }

    private init(_ sample: DesignedRows) throws(EvaluationRefusal) {
        let rows = sample.rows
        let (values, weights) = (rows.columns[0], rows.weights)
        let ranked = RankedWeights(RankOrder(values), weights: weights)
        let outcome = try RankedOutcome(ranked, sorted: ranked.order.values)
        let (mean, size, total) = (outcome.mean, Double(values.count), ranked.total)
        // Relative to the mean, so that neither sums nor squares leave the range of numbers.
        let relative = values.map { $0 / mean }
        func average(_ value: (Double) -> Double) -> Double {
            var sum = CompensatedSum()
            for row in relative.indices { sum.add(value(relative[row]) * weights[row]) }
            return sum.value / total
        }
        let isPositive = values.allSatisfy { $0 > 0 }
        let root = average { $0 > 0 ? $0.squareRoot() : 0 }
        if values.allSatisfy({ $0 >= 0 }) {
            atkinsonHalf = max(0, 1 - root * root)
            atkinsonOne = isPositive ? max(0, -expm1(average { log($0) })) : 1
            theilT = max(0, average { $0 > 0 ? $0 * log($0) : 0 })
        } else {
            (atkinsonHalf, atkinsonOne, theilT) = (nil, nil, nil)
        }
        theilL = isPositive ? max(0, average { -log($0) }) : nil
        gini = outcome.index
        giniCorrected = values.count > 1 ? outcome.index * size / (size - 1) : nil
        // Relative to a negative mean both are negative, like the Gini index.
        let sign: Double = mean < 0 ? -1 : 1
        let spread = average { ($0 - 1) * ($0 - 1) }.squareRoot()
        coefficientOfVariation = sign * spread
        hoover = sign * average { ($0 - 1).magnitude } / 2
        herfindahl = average { $0 * $0 } / total
        self.mean = mean
        n = values.count
        dropped = rows.dropped
        var found = rows.warnings
        if values.contains(where: { $0 < 0 }) { found.append(EvaluationWarning(.negativeValues)) }
        if let units = try sample.units() {
            let changes = Influences(relative, weights, total, units)
            let giniTotals = outcome.influences(unit: units.sorted(ranked.order), count: units.count)
            let logarithmic = theilL.map(changes.theilL)
            let geometric = exp(-(theilL ?? 0))
            let parts: [[Double]?] = [
                giniTotals, atkinsonHalf.map { _ in changes.atkinsonHalf(root) },
                logarithmic.map { $0.map { $0 * geometric } }, theilT.map(changes.theilT), logarithmic,
                spread > 0 ? changes.variation(spread) : nil, changes.hoover(hoover * sign),
            ]
            var errors: [Double?] = []
            for totals in parts {
                errors.append(
                    try totals.map { totals throws(EvaluationRefusal) in
                        try units.standardErrors([totals], &found)[0]
                    })
            }
            standardErrors = Errors(
                gini: errors[0] ?? .nan, atkinsonHalf: errors[1], atkinsonOne: errors[2], theilT: errors[3],
                theilL: errors[4], coefficientOfVariation: errors[5], hoover: errors[6] ?? .nan)
        } else {
            standardErrors = nil
        }
        warnings = found
    }
}

/// What each sampling unit adds to an index, x relative to the mean.
private struct Influences {
    private let x: [Double]
    private let weights: [Double]
    private let total: Double
    private let units: DesignUnits

    init(_ x: [Double], _ weights: [Double], _ total: Double, _ units: DesignUnits) {
        self.x = x
        self.weights = weights
        self.total = total
        self.units = units
    }

    private func totals(_ influence: (Double) -> Double) -> [Double] {
        units.totals(x.indices.map { weights[$0] / total * influence(x[$0]) })
    }

    func theilT(_ index: Double) -> [Double] {
        totals { x in
            let term = x > 0 ? x * log(x) : 0
            return term - index - (index + 1) * (x - 1)
        }
    }

    func theilL(_ index: Double) -> [Double] { totals { x in x - 1 - log(x) - index } }

    func atkinsonHalf(_ root: Double) -> [Double] {
        totals { x in
            let change: Double = x.squareRoot() - root - root / 2 * (x - 1)
            return -2 * root * change
        }
    }

    func variation(_ spread: Double) -> [Double] {
        let square = spread * spread + 1
        return totals { x in
            let change: Double = x * x - square - 2 * square * (x - 1)
            return change / (2 * spread)
        }
    }

    func hoover(_ index: Double) -> [Double] {
        var weight = CompensatedSum()
        for row in x.indices { weight.add(x[row] < 1 ? weights[row] : x[row] == 1 ? weights[row] / 2 : 0) }
        let slope: Double = weight.value / total - 0.5 - index
        return totals { x in
            let distance: Double = (x - 1).magnitude / 2
            return distance - index + slope * (x - 1)
        }
    }
}
