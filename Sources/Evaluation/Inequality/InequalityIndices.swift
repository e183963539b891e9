import Foundation

/// Several indices of inequality of one unweighted variable. An index that does not exist for the values is nil.
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
    /// Sum of the squared shares.
    public let herfindahl: Double
    /// Mean, in the unit of x.
    public let mean: Double
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total` where every value is 0, `zero-mean` where values cancel, what ``Observations`` throws.
    public init(_ x: [Double], missing: Observations.MissingRule = .drop) throws(EvaluationRefusal) {
        let gini = try Gini(x, missing: missing)
        let values = x.filter(\.isFinite)
        let (mean, size) = (gini.mean, Double(values.count))
        func average(_ value: (Double) -> Double) -> Double { CompensatedSum.of(values.lazy.map(value)) / size }
        let isPositive = values.allSatisfy { $0 > 0 }
        if values.allSatisfy({ $0 >= 0 }) {
            // Relative to the mean, so that neither sums nor squares leave the range of numbers.
            let root = average { ($0 / mean).squareRoot() }
            atkinsonHalf = max(0, 1 - root * root)
            atkinsonOne = isPositive ? max(0, -expm1(average { log($0 / mean) })) : 1
            theilT = max(0, average { $0 > 0 ? $0 / mean * log($0 / mean) : 0 })
        } else {
            (atkinsonHalf, atkinsonOne, theilT) = (nil, nil, nil)
        }
        theilL = isPositive ? max(0, average { -log($0 / mean) }) : nil
        self.gini = gini.value
        giniCorrected = values.count > 1 ? gini.value * size / (size - 1) : nil
        // Relative to a negative mean both are negative, like the Gini index.
        let sign: Double = mean < 0 ? -1 : 1
        coefficientOfVariation = sign * average { ($0 / mean - 1) * ($0 / mean - 1) }.squareRoot()
        hoover = sign * average { ($0 / mean - 1).magnitude } / 2
        herfindahl = average { ($0 / mean) * ($0 / mean) } / size
        self.mean = mean
        n = gini.n
        dropped = gini.dropped
        warnings = gini.warnings
    }
}
