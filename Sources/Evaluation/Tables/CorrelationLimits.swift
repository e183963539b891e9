import Foundation

/// What the correlations of three variables allow each other.
public enum CorrelationLimits {
    /// The correlation of b and c that two others allow: r_ab r_ac ± √((1 − r_ab²)(1 − r_ac²)), over all values that
    /// the printed ones may stand for (Olkin 1981). Outside of it no data have these three correlations: their matrix
    /// would have a negative eigenvalue.
    public static func third(_ ab: ClosedRange<Double>, _ ac: ClosedRange<Double>) -> ClosedRange<Double> {
        // With r = cos: cos(x + y) … cos(x − y); over ranges of the two angles both ends are extremes of sums and
        // differences, so the corners and the turning points at 0 and π decide.
        let (x, y) = (angles(ab), angles(ac))
        let farthest = x.upperBound + y.upperBound
        let nearestSum = x.lowerBound + y.lowerBound
        let low = nearestSum <= .pi && farthest >= .pi ? -1 : min(cos(nearestSum), cos(farthest))
        let gap = max(0, max(x.lowerBound - y.upperBound, y.lowerBound - x.upperBound))
        // Where both ends meet, the cosines may differ in their last bit.
        let high = cos(gap)
        return min(low, high)...max(low, high)
    }

    private static func angles(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let (low, high) = (max(-1, min(1, range.lowerBound)), max(-1, min(1, range.upperBound)))
        return acos(high)...acos(low)
    }
}
