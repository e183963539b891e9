/// Differences of paired measurements, rounded to ten decimals so that 0.3 − 0.1 and 0.2 tie.
public struct PairedDifferences: Sendable {
    /// The differences after − before, without missing ones.
    public let values: [Double]
    /// Pairs left out because a measurement was missing.
    public let dropped: Int

    /// How many differences lie above 0.
    public var positive: Int { values.count { $0 > 0 } }
    /// How many differences lie below 0.
    public var negative: Int { values.count { $0 < 0 } }
    /// How many differences are 0.
    public var zero: Int { values.count { $0 == 0 } }
    /// The differences that are not 0.
    public var nonzero: [Double] { values.filter { $0 != 0 } }

    /// From two measurements of the same units.
    ///
    /// - Throws: `missing-values`, `empty-data`.
    public init(
        before: [Double], after: [Double], missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try Observations([before, after], missing: missing)
        values = zip(rows.columns[1], rows.columns[0]).map { Self.rounded($0 - $1) }
        dropped = rows.dropped
    }

    /// From differences already taken.
    public init(_ differences: [Double], missing: Observations.MissingRule = .drop) throws(EvaluationRefusal) {
        let rows = try Observations([differences], missing: missing)
        values = rows.columns[0].map(Self.rounded)
        dropped = rows.dropped
    }

    var warnings: [EvaluationWarning] {
        (dropped > 0 ? [EvaluationWarning(.missingDropped, ["rows": String(dropped)])] : [])
            + EvaluationWarning.smallSample(values.count)
    }

    private static func rounded(_ value: Double) -> Double {
        // Beyond this size a double has no tenth decimal to round.
        guard value.magnitude < 1e5 else {
            return value.magnitude < 4.5e15 && value == value.rounded() ? value : coarse(value)
        }
        return (value * 1e10).rounded(.toNearestOrEven) / 1e10
    }

    /// Larger values: whole and fractional part apart, so that the scaled fraction stays exact.
    private static func coarse(_ value: Double) -> Double {
        guard value.magnitude < 4.5e15 else { return value }
        let whole = value.rounded(.towardZero)
        return whole + ((value - whole) * 1e10).rounded(.toNearestOrEven) / 1e10
    }
}
