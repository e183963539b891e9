import Foundation

/// The poverty index of Foster, Greer and Thorbecke (1984): the weighted mean of ((z − y)/z)^α over the population, 0 for
/// those who are not poor. α = 0 is the headcount ratio, 1 the gap, 2 the severity.
public struct FosterGreerThorbecke: Sendable, Hashable {
    /// Who is poor.
    public struct Line: Sendable, Hashable {
        /// The poverty line z, in the unit of y.
        public var value: Double
        /// Whether y = z is poor (`≤`, as convey counts) or not (`<`, the wording of BPS).
        public var isInclusive: Bool

        /// A line, with whether those on it are poor.
        public init(_ value: Double, isInclusive: Bool = false) {
            self.value = value
            self.isInclusive = isInclusive
        }

        /// Whether a living standard is poor.
        public func holds(_ y: Double) -> Bool { isInclusive ? y <= value : y < value }
    }

    /// The index, 0…1 unless y is negative.
    public let value: Double
    /// Linearised standard error under the design; nil where none was given.
    public let standardError: Double?
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The index without a standard error.
    ///
    /// - Parameters:
    ///   - y: the living standard; `nan` is missing; negative values are kept.
    ///   - line: who is poor.
    ///   - aversion: α, 0 or more.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for a negative or infinite α, an infinite line, or α > 0 with a line not above 0; what
    ///   ``Observations`` throws.
    public init(
        _ y: [Double], line: Line, aversion: Double, weights: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([y], weights: weights, missing: missing), line, aversion)
    }

    /// The index with its standard error under a design; the line is taken as known.
    ///
    /// - Parameters:
    ///   - y: the living standard; `nan` is missing, and its row leaves the sample and the design.
    ///   - line: who is poor.
    ///   - aversion: α, 0 or more.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the index without a design throws, and `lonely-psu`.
    public init(
        _ y: [Double], line: Line, aversion: Double, design: SurveyDesign, domain: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([y], design: design, domain: domain, missing: missing), line, aversion)
    }

    private init(_ sample: DesignedRows, _ line: Line, _ aversion: Double) throws(EvaluationRefusal) {
        guard aversion >= 0, aversion.isFinite else { throw EvaluationRefusal(.invalidOption, "aversion") }
        guard line.value.isFinite, aversion == 0 || line.value > 0 else {
            throw EvaluationRefusal(.invalidOption, "line")
        }
        let rows = sample.rows
        let total = CompensatedSum.of(rows.weights)
        let shortfall = rows.columns[0].map { Self.shortfall($0, line, aversion) }
        let mean = CompensatedSum.of(zip(rows.weights, shortfall).lazy.map(*)) / total
        var found = rows.warnings
        if aversion > 0, rows.columns[0].contains(where: { $0 < 0 }) {
            found.append(EvaluationWarning(.negativeValues))
        }
        if sample.design != nil {
            standardError = try sample.standardError(
                shortfall.indices.map { rows.weights[$0] / total * (shortfall[$0] - mean) }, &found)
        } else {
            standardError = nil
        }
        value = mean
        n = rows.count
        dropped = rows.dropped
        warnings = found
    }

    static func shortfall(_ y: Double, _ line: Line, _ aversion: Double) -> Double {
        guard line.holds(y) else { return 0 }
        if aversion == 0 { return 1 }
        let gap = (line.value - y) / line.value
        return aversion == 1 ? gap : aversion == 2 ? gap * gap : pow(gap, aversion)
    }
}
