import Foundation

/// Student's t distribution.
enum StudentT {
    /// The two-sided critical value at a confidence level; the normal one for infinitely many degrees of freedom.
    static func critical(_ confidence: Double, _ degrees: Double) -> Double {
        guard degrees.isFinite else { return Normal.critical(confidence) }
        // T² / (df + T²) has a Beta(½, df/2) distribution; solving for that small number keeps its digits.
        let y = BetaDistribution.quantile(confidence, 0.5, degrees / 2)
        return (degrees * y / (1 - y)).squareRoot()
    }

    /// P(|T| > |t|), with full relative accuracy in the far tail.
    static func twoSidedTail(_ t: Double, _ degrees: Double) -> Double {
        guard degrees.isFinite else { return min(1, 2 * Normal.upperTail(t.magnitude)) }
        return FDistribution.upperTail(t * t, 1, degrees)
    }

    /// The value t with P(T > t) = tail.
    static func upperQuantile(_ tail: Double, _ degrees: Double) -> Double {
        guard tail > 0, tail < 1 else { return tail == 0 ? .infinity : -.infinity }
        if tail == 0.5 { return 0 }
        if tail > 0.5 { return -upperQuantile(1 - tail, degrees) }
        guard tail < 1e-5 else { return critical(1 - 2 * tail, degrees) }
        // df / (df + T²) has a Beta(df/2, ½) distribution: small where the tail is.
        let x = BetaDistribution.quantile(2 * tail, degrees / 2, 0.5)
        return (degrees * (1 - x) / x).squareRoot()
    }
}
