import Kernels

/// The bootstrap with resamples of its own: seeded, the same on every machine and for any number of processors, and not
/// changed by the order of the rows.
///
/// All statistics asked for are read off the same resamples. Replicates are drawn by SplitMix64 from seed and number of
/// the replicate. See ``Bootstrap`` for the intervals.
///
/// Without a design rows are drawn with replacement (Efron 1979). With one, in each stratum one primary unit fewer than
/// its n is drawn with replacement, and the weights of a unit drawn k times become w(1 − λ + λ n/(n − 1) k), λ² = 1 −
/// n/N (Rao, Wu and Yue 1992).
public struct Resampling: Sendable {
    /// Below this number of rows linearised intervals cover too little, and a bootstrap belongs beside them.
    public static let smallSample = 200

    /// Whether a bootstrap belongs beside the linearised error of a sample of this size.
    public static func isAdvised(rows: Int) -> Bool { rows < smallSample }

    private let frame: ResampleFrame
    private let design: SurveyDesign?
    /// Where each base position stands in the design.
    private let positions: [Int]
    private let hasCompanion: Bool
    private let warnings: [EvaluationWarning]
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// Whether the sample is so small that a bootstrap belongs beside the linearised error.
    public var isAdvised: Bool { Self.isAdvised(rows: n) }

    /// A sample whose rows are drawn one by one.
    ///
    /// - Parameters:
    ///   - outcome: the variable, or the numerator of a ratio; `nan` is missing.
    ///   - companion: the living standard that outcomes are ranked by, or the denominator of a ratio; nil for none.
    ///   - weights: sampling weights, which rows keep when they are drawn; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what ``Observations`` throws.
    public init(
        outcome: [Double], companion: [Double]? = nil, weights: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        self.init(try DesignedRows([outcome] + (companion.map { [$0] } ?? []), weights: weights, missing: missing))
    }

    /// A sample whose primary units are drawn within their strata.
    ///
    /// - Parameters:
    ///   - outcome: the variable, or the numerator of a ratio; `nan` is missing.
    ///   - companion: the living standard that outcomes are ranked by, or the denominator of a ratio; nil for none.
    ///   - design: the sampling design; finite populations of primary units are allowed for, later stages are not.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what ``Observations`` throws.
    public init(
        outcome: [Double], companion: [Double]? = nil, design: SurveyDesign, domain: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        self.init(
            try DesignedRows(
                [outcome] + (companion.map { [$0] } ?? []), design: design, domain: domain, missing: missing))
    }

    private init(_ sample: DesignedRows) {
        let rows = sample.rows
        let frame = ResampleFrame(
            outcome: rows.columns[0], companion: rows.columns.count > 1 ? rows.columns[1] : nil, weights: rows.weights)
        self.frame = frame
        hasCompanion = rows.columns.count > 1
        design = sample.design
        positions = frame.rows.map(sample.place)
        n = rows.count
        dropped = rows.dropped
        warnings = rows.warnings + EvaluationWarning.smallSample(rows.count)
    }

    /// Draws resamples and computes the statistics.
    ///
    /// - Parameters:
    ///   - statistics: what is computed, all from the same resamples.
    ///   - replicates: how many resamples, at least 2.
    ///   - seed: starts the generator.
    ///   - withErrors: whether each resample gets a standard error of its own, for the studentised interval; about four
    ///     times the work.
    /// - Returns: one result per statistic.
    /// - Throws: `invalid-option` for fewer resamples, a share outside 0…1, or a statistic that needs a companion where
    ///   there is none; `lonely-psu`; `zero-total` where a statistic does not exist for the sample; `not-defined` where it
    ///   does not exist for more than a tenth of the resamples, or resamples have no errors (strata of fewer than three
    ///   primary units, finite populations).
    public func bootstrap(
        _ statistics: [ResampledStatistic], replicates: Int = 1000, seed: UInt64 = 1, withErrors: Bool = false
    ) throws(EvaluationRefusal) -> [Bootstrap] {
        guard replicates > 1, replicates <= 10_000_000 else { throw EvaluationRefusal(.invalidOption, "replicates") }
        for statistic in statistics {
            guard hasCompanion || !statistic.needsCompanion else { throw EvaluationRefusal(.invalidOption, "rank") }
            if case .quantile(let share) = statistic {
                guard share > 0, share < 1 else { throw EvaluationRefusal(.invalidOption, "probs") }
            }
        }
        let scheme =
            try design.map { design throws(EvaluationRefusal) in
                try ResampleScheme(design, positions: positions, seed: seed)
            } ?? ResampleScheme(rows: n, seed: seed)
        guard !withErrors || scheme.allowsErrors else { throw EvaluationRefusal(.notDefined, "studentised") }
        let frame = frame
        let whole = scheme.room(frame.count)
        let estimates = frame.values(statistics, whole.factors)
        guard estimates.allSatisfy(\.isFinite) else { throw EvaluationRefusal(.zeroTotal) }
        let blocks = Parallel.map(Array(stride(from: 0, to: replicates, by: 16))) {
            first -> [(values: [Double], errors: [Double])] in
            var draw = scheme.room(frame.count)
            return (first..<min(first + 16, replicates)).map { replicate -> (values: [Double], errors: [Double]) in
                scheme.fill(&draw, replicate: replicate)
                let values = frame.values(statistics, draw.factors)
                guard withErrors else { return (values, []) }
                return (values, Self.errors(statistics, frame, draw.factors) { scheme.variance($0, draw) })
            }
        }.flatMap { $0 }
        let errors = withErrors ? Self.errors(statistics, frame, whole.factors) { scheme.variance($0) } : []
        var out: [Bootstrap] = []
        for (number, statistic) in statistics.enumerated() {
            let defined = blocks.filter { $0.values[number].isFinite }
            guard defined.count > 1, defined.count * 10 >= replicates * 9 else {
                throw EvaluationRefusal(.notDefined, "replicates")
            }
            let influences = scheme.deviations(frame.influences(statistic, whole.factors))
            out.append(
                Bootstrap(
                    estimate: estimates[number], replicates: defined.map { $0.values[number] },
                    acceleration: Bootstrap.acceleration(influences),
                    errors: withErrors
                        ? (estimate: errors[number], replicates: defined.map { $0.errors[number] }) : nil,
                    n: n, dropped: dropped, undefined: replicates - defined.count, warnings: warnings))
        }
        return out
    }

    private static func errors(
        _ statistics: [ResampledStatistic], _ frame: ResampleFrame, _ factors: [Double],
        _ variance: (_ influences: [Double]) -> Double
    ) -> [Double] {
        statistics.map { statistic in
            let error = max(0, variance(frame.influences(statistic, factors))).squareRoot()
            guard case .quantile(let share) = statistic else { return error }
            return frame.quantileError(share, error, factors)
        }
    }
}
