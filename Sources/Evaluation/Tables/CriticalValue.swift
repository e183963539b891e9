/// Critical values of interval estimates.
public enum CriticalValue {
    /// The two-sided critical value of Student's t at a confidence level; the normal one for infinite degrees of freedom:
    /// 1.96 at 0.95.
    public static func twoSided(_ level: Double, degrees: Double) -> Double { StudentT.critical(level, degrees) }
}
