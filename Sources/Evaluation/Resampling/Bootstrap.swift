/// The bootstrap of a statistic (Efron and Tibshirani 1993): from resamples that are given, or from those that a
/// ``Resampling`` draws.
public struct Bootstrap: Sendable {
    /// The statistic of the sample.
    public let estimate: Double
    /// The statistic of each resample.
    public let replicates: [Double]
    /// Mean of the replicates.
    public let mean: Double
    /// Standard deviation of the replicates (denominator B − 1).
    public let standardError: Double
    /// z₀ = Φ⁻¹(share of replicates strictly below the estimate); nil where the share is 0 or 1.
    public let biasCorrection: Double?
    /// Σd³/(6(Σd²)^{3/2}) of the jackknife's deviations d, or of the influences of the sampling units; nil where no row
    /// changes anything.
    public let acceleration: Double?
    /// Resamples for which the statistic does not exist; they are left out.
    public let undefined: Int
    /// The linearised standard errors of the estimate and of each replicate; nil where none were asked for.
    public let errors: (estimate: Double, replicates: [Double])?
    /// Rows used.
    public let n: Int
    /// Rows left out because the value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Mean of the replicates less the estimate.
    public var bias: Double { mean - estimate }

    /// The bootstrap from resamples that are given, such as published ones.
    ///
    /// - Parameters:
    ///   - x: the variable; `nan` is missing, and a missing row that is drawn leaves its resample.
    ///   - statistic: what is computed.
    ///   - resamples: rows of each resample, from 0; each as long as the sample.
    /// - Throws: `invalid-option` for fewer than two resamples, a resample of another length or a row that is not there;
    ///   `empty-data`; `zero-total` or `zero-mean` where the Gini index of the sample or of a resample does not exist.
    public init(_ x: [Double], _ statistic: BootstrapStatistic, resamples: [[Int]]) throws(EvaluationRefusal) {
        guard resamples.count > 1 else { throw EvaluationRefusal(.invalidOption, "resamples") }
        let rows = try Observations([x])
        let sample = CountedSample(rows.columns[0])
        var place = [Int32](repeating: -1, count: x.count)
        for (position, row) in rows.rows.enumerated() { place[row] = sample.place[position] }
        let estimate = try sample.value(statistic, sample.counts)
        var replicates: [Double] = []
        replicates.reserveCapacity(resamples.count)
        var counts = sample.counts
        for resample in resamples {
            guard resample.count == x.count || resample.count == rows.count else {
                throw EvaluationRefusal(.invalidOption, "resamples")
            }
            for group in counts.indices { counts[group] = 0 }
            for row in resample {
                guard place.indices.contains(row) else { throw EvaluationRefusal(.invalidOption, "resamples") }
                if place[row] >= 0 { counts[Int(place[row])] += 1 }
            }
            replicates.append(try sample.value(statistic, counts))
        }
        self.init(
            estimate: estimate, replicates: replicates,
            acceleration: Self.acceleration(try? sample.leaveOneOut(statistic)), errors: nil, n: rows.count,
            dropped: rows.dropped, undefined: 0,
            warnings: rows.warnings + EvaluationWarning.smallSample(rows.count))
    }

    init(
        estimate: Double, replicates: [Double], acceleration: Double?,
        errors: (estimate: Double, replicates: [Double])?, n: Int, dropped: Int, undefined: Int,
        warnings: [EvaluationWarning]
    ) {
        let size = Double(replicates.count)
        let mean = CompensatedSum.of(replicates) / size
        let squares = CompensatedSum.of(replicates.lazy.map { ($0 - mean) * ($0 - mean) })
        let below = Double(replicates.count { $0 < estimate }) / size
        biasCorrection = below > 0 && below < 1 ? Normal.quantile(below) : nil
        standardError = (squares / (size - 1)).squareRoot()
        self.acceleration = acceleration
        self.errors = errors
        self.mean = mean
        self.estimate = estimate
        self.replicates = replicates
        self.n = n
        self.dropped = dropped
        self.undefined = undefined
        self.warnings = warnings
    }

    /// The percentile interval: between the α/2 and 1 − α/2 quantiles of the replicates (type 7).
    ///
    /// - Throws: `invalid-option` for a level outside 0…1.
    public func percentile(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        return interval((1 - confidence) / 2, (1 + confidence) / 2)
    }

    /// The bias-corrected and accelerated interval (Efron 1987): quantiles of the replicates at Φ(z₀ + (z₀ ∓ z)/(1 −
    /// a(z₀ ∓ z))).
    ///
    /// - Throws: `invalid-option` for a level outside 0…1, `not-defined` where z₀ or the acceleration does not exist.
    public func bca(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard let shift = biasCorrection, let acceleration else { throw EvaluationRefusal(.notDefined, "bca") }
        let z = Normal.critical(confidence)
        func level(_ z: Double) throws(EvaluationRefusal) -> Double {
            let moved = shift + z
            // Beyond this the transformation turns round and the level means nothing.
            guard 1 - acceleration * moved > 0 else { throw EvaluationRefusal(.notDefined, "bca") }
            return Normal.upperTail(-(shift + moved / (1 - acceleration * moved)))
        }
        return interval(try level(-z), try level(z))
    }

    /// The studentised interval (bootstrap-t, Efron and Tibshirani 1993, ch. 12): quantiles of (replicate −
    /// estimate)/error, turned round the estimate: estimate − se·t_{1−α/2} … estimate − se·t_{α/2}.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1; `not-defined` without errors, or where the sample's is 0 or
    /// more than a tenth of the replicates have none.
    public func studentised(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard let errors, errors.estimate > 0 else { throw EvaluationRefusal(.notDefined, "studentised") }
        let t = zip(replicates, errors.replicates).compactMap { $1 > 0 ? ($0 - estimate) / $1 : nil }
        guard t.count * 10 >= replicates.count * 9 else { throw EvaluationRefusal(.notDefined, "studentised") }
        let quantile = WeightedQuantiles(t, weights: Array(repeating: 1, count: t.count))
        return Interval(
            estimate - errors.estimate * quantile((1 + confidence) / 2, .linear),
            estimate - errors.estimate * quantile((1 - confidence) / 2, .linear))
    }

    private func interval(_ low: Double, _ high: Double) -> Interval {
        let quantile = WeightedQuantiles(replicates, weights: Array(repeating: 1, count: replicates.count))
        return Interval(quantile(low, .linear), quantile(high, .linear))
    }

    private static func acceleration(_ jackknife: [(value: Double, rows: Int)]?) -> Double? {
        guard let jackknife else { return nil }
        let size = Double(jackknife.reduce(0) { $0 + $1.rows })
        let mean = CompensatedSum.of(jackknife.lazy.map { $0.value * Double($0.rows) }) / size
        var (squares, cubes) = (CompensatedSum(), CompensatedSum())
        for (value, rows) in jackknife {
            let off = mean - value
            squares.add(Double(rows) * off * off)
            cubes.add(Double(rows) * off * off * off)
        }
        guard squares.value > 1e-28 * mean * mean * size else { return nil }
        return cubes.value / (6 * squares.value * squares.value.squareRoot())
    }

    /// The acceleration from what each unit adds to the statistic.
    static func acceleration(_ influences: [Double]) -> Double? {
        let squares = CompensatedSum.of(influences.lazy.map { $0 * $0 })
        guard squares > 0 else { return nil }
        return CompensatedSum.of(influences.lazy.map { $0 * $0 * $0 }) / (6 * squares * squares.squareRoot())
    }
}
