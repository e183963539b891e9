/// The F distribution.
enum FDistribution {
    /// P(F > f) for real degrees of freedom, from the small tail of the incomplete beta function.
    static func upperTail(_ f: Double, _ numerator: Double, _ denominator: Double) -> Double {
        guard f > 0 else { return 1 }
        let scaled = numerator * f
        return BetaDistribution.cumulative(
            denominator / (denominator + scaled), scaled / (denominator + scaled), denominator / 2, numerator / 2)
    }
}
