/// The difference of two independent proportions with Newcombe's hybrid score interval (Newcombe 1998, method 10): Wilson's
/// limits of each, their distances from the estimates added as squares.
public struct ShareDifference: Sendable, Hashable {
    /// First proportion less the second.
    public let estimate: Double
    /// Newcombe's interval.
    public let interval: Interval
    /// The interval holds no 0.
    public var isClear: Bool { interval.lower > 0 || interval.upper < 0 }

    /// Compares k among n with k among n.
    ///
    /// - Throws: as ``ProportionIntervals/init(successes:of:confidence:)``.
    public init(
        _ first: (successes: Int, of: Int), _ second: (successes: Int, of: Int), confidence: Double = 0.95
    ) throws(EvaluationRefusal) {
        let a = try ProportionIntervals(successes: first.successes, of: first.of, confidence: confidence)
        let b = try ProportionIntervals(successes: second.successes, of: second.of, confidence: confidence)
        let (one, two) = (a.wilson, b.wilson)
        estimate = a.estimate - b.estimate
        func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        interval = Interval(
            estimate - length(a.estimate - one.lower, two.upper - b.estimate),
            estimate + length(one.upper - a.estimate, b.estimate - two.lower))
    }
}
