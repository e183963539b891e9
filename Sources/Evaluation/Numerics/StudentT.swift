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
}
