import Foundation

/// A proportion under a survey design: estimate, linearised standard error, and the intervals that survey packages give.
///
/// The estimate is Σ w y/Σ w of the 0/1 outcome, its error that of ``DesignMean``.
public struct DesignProportion: DesignEstimator {
    /// How the interval is formed. All but ``wilsonEffective`` use Student's t with the design's degrees of freedom.
    public enum Method: String, Sendable, CaseIterable {
        /// Symmetric on the logit scale (intercept of a weighted logistic regression): ln(p/(1 − p)) ∓ t · se/(p(1 − p)).
        case logit
        /// All q that the likelihood, scaled by the design's effect, does not reject (Rao and Scott 1984).
        case likelihood
        /// Symmetric on the scale of asin √p: asin √p ∓ t · se/(2√(p(1 − p))).
        case arcsine
        /// Clopper and Pearson with the effective sample size p(1 − p)/se², times (t_{n−1}/t)² (Korn and Graubard 1998).
        case kornGraubard = "korn-graubard"
        /// p ∓ t · se.
        case waldT = "wald-t"
        /// Symmetric on the logit scale by the delta method.
        case xlogit
        /// Wilson's interval with n = p(1 − p)/se² and the normal critical value.
        case wilsonEffective = "wilson-effective-n"
    }

    /// The proportion, 0…1, with its error.
    public let result: DesignEstimate
    /// p(1 − p)/se²; nil where p is 0 or 1 or the standard error is 0.
    public let effectiveN: Double?

    /// Estimates the proportion.
    ///
    /// - Parameters:
    ///   - outcome: condition per row of the input; nonzero is a success, `nan` is missing.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - design: the sampling design of those rows.
    ///   - missing: what to do with missing answers.
    /// - Throws: `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        outcome: [Double], domain: [Double]? = nil, design: SurveyDesign,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let met = outcome.map { $0.isFinite ? ($0 != 0 ? 1.0 : 0) : .nan }
        let mean = try DesignMean(outcome: met, domain: domain, design: design, missing: missing)
        let p = min(1, max(0, mean.estimate))
        let variance = mean.standardError * mean.standardError
        result = DesignEstimate(
            value: p, standardError: mean.standardError, degreesOfFreedom: mean.degreesOfFreedom, n: mean.n,
            dropped: mean.dropped, population: mean.population, warnings: mean.warnings)
        effectiveN = p > 0 && p < 1 && variance > 0 ? p * (1 - p) / variance : nil
    }

    /// The confidence interval.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1, `not-defined` where the method has none (p of 0 or 1, no
    ///   degrees of freedom).
    public func interval(_ method: Method, confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        let (p, se) = (estimate, standardError)
        if method == .wilsonEffective {
            guard let effectiveN else { throw EvaluationRefusal(.notDefined, "n_effective") }
            return ProportionIntervals.wilson(p, effectiveN, Normal.critical(confidence))
        }
        guard degreesOfFreedom > 0 else { throw EvaluationRefusal(.notDefined, "df") }
        let t = StudentT.critical(confidence, Double(degreesOfFreedom))
        if method == .waldT { return Interval(p - t * se, p + t * se) }
        guard p > 0, p < 1 else { throw EvaluationRefusal(.notDefined, "p") }
        // Without variance every interval is the point itself.
        guard se > 0, let effectiveN else { return Interval(p, p) }
        switch method {
        case .logit, .xlogit:
            let half = t * se / (p * (1 - p))
            let centre = log(p / (1 - p))
            return Interval(1 / (1 + exp(half - centre)), 1 / (1 + exp(-half - centre)))
        case .arcsine:
            let half = t * se / (2 * (p * (1 - p)).squareRoot())
            let centre = asin(p.squareRoot())
            let (low, high) = (sin(max(0, centre - half)), sin(min(Double.pi / 2, centre + half)))
            return Interval(low * low, high * high)
        case .kornGraubard:
            guard n > 1 else { throw EvaluationRefusal(.notDefined, "n") }
            let ratio = StudentT.critical(confidence, Double(n - 1)) / t
            let size = effectiveN * ratio * ratio
            let tail = (1 - confidence) / 2
            return Interval(
                BetaDistribution.quantile(tail, size * p, size * (1 - p) + 1),
                1 - BetaDistribution.quantile(tail, size * (1 - p), size * p + 1))
        default: return try likelihood(t)
        }
    }

    /// All q with 2(ℓ(p) − ℓ(q)) ≤ f·t², ℓ the binomial log-likelihood of n rows and f the design's effect on it.
    private func likelihood(_ t: Double) throws(EvaluationRefusal) -> Interval {
        guard n > 1 else { throw EvaluationRefusal(.notDefined, "n") }
        let (p, size) = (estimate, Double(n))
        let effect = standardError * standardError / (p * (1 - p) / size) * size / (size - 1)
        let limit = effect * t * t
        func excess(_ q: Double) -> Double {
            2 * size * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))) - limit
        }
        func root(_ inside: Double, _ outside: Double) -> Double {
            var (inside, outside) = (inside, outside)
            for _ in 0..<200 {
                let middle = (inside + outside) / 2
                if excess(middle) > 0 { outside = middle } else { inside = middle }
            }
            return inside
        }
        return Interval(root(p, 0), root(p, 1))
    }
}
