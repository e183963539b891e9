/// S80/S20 as Eurostat defines it: the total of x above the 80 % quantile over the total at or below the 20 % quantile,
/// Σ w x 1(x > q₈₀)/Σ w x 1(x ≤ q₂₀) (Langel and Tillé 2011).
///
/// Where many units share a value, the two groups hold other shares than a fifth, and the warning `unequal-class-sizes`
/// says so.
public struct QuintileShareRatio: Sendable, Hashable {
    /// The ratio.
    public let value: Double
    /// The 20 % quantile, in the unit of x.
    public let lowerCut: Double
    /// The 80 % quantile.
    public let upperCut: Double
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The ratio of the two totals.
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - rule: how the quantiles are read off.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total` where the lower group has nothing, `zero-mean` where its values cancel, what
    ///   ``Observations`` throws.
    public init(
        _ x: [Double], weights: [Double]? = nil, rule: WeightedQuantiles.Rule = .averageAtSteps,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try Observations([x], weights: weights, missing: missing)
        let quantile = WeightedQuantiles(rows.columns[0], weights: rows.weights)
        let (low, high) = (quantile(0.2, rule), quantile(0.8, rule))
        var (below, above, size) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        var (lowWeight, highWeight) = (CompensatedSum(), CompensatedSum())
        for (value, weight) in zip(rows.columns[0], rows.weights) {
            if value <= low {
                below.add(weight * value)
                size.add((weight * value).magnitude)
                lowWeight.add(weight)
            }
            if value > high {
                above.add(weight * value)
                highWeight.add(weight)
            }
        }
        guard size.value > 0 else { throw EvaluationRefusal(.zeroTotal) }
        guard below.value.magnitude > 1e-14 * size.value else { throw EvaluationRefusal(.zeroMean) }
        value = above.value / below.value
        lowerCut = low
        upperCut = high
        n = rows.count
        dropped = rows.dropped
        let total = CompensatedSum.of(rows.weights)
        let shares = [lowWeight.value / total, highWeight.value / total]
        var found = rows.warnings
        // Five groups; the middle ones do not enter.
        found += IncidenceGroups.sizeWarnings([shares[0], 0, 0, 0, shares[1]])
        if shares[1] < 0.2 / 1.5, !found.contains(where: { $0.code == .unequalClassSizes }) {
            let percent = String(Int((shares[1] * 100).rounded()))
            found.append(EvaluationWarning(.unequalClassSizes, ["group": "5", "percent": percent]))
        }
        if rows.columns[0].contains(where: { $0 < 0 }) { found.append(EvaluationWarning(.negativeValues)) }
        warnings = found
    }
}
