/// A confidence interval: lower and upper limit in the unit of the estimate.
public struct Interval: Sendable, Hashable {
    public var lower: Double
    public var upper: Double

    public init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}
