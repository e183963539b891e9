/// A confidence interval: lower and upper limit in the unit of the estimate.
public struct Interval: Sendable, Hashable {
    /// The lower limit.
    public var lower: Double
    /// The upper limit.
    public var upper: Double

    /// From the lower to the upper limit; they are not reordered.
    public init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}
