import Kernels

/// How the rows were sampled: strata, stages of clusters, finite populations, weights.
///
/// Every row of the sample stays in the design; subpopulations are formed by values of 0 outside them, so that the
/// variance knows how many units could have fallen inside.
///
/// The variance of a total is Σ_h (1 − f_h) n_h/(n_h − 1) Σ (t_hi − t̄_h)² over the totals t_hi of the primary units i
/// of stratum h, f_h = n_h/N_h the sampling fraction, 0 without a finite population; later stages add theirs where
/// their populations are given (Särndal, Swensson and Wretman 1992, ch. 4).
public struct SurveyDesign: Sendable {
    /// Sampling weights, positive; 0 for a row whose weight is missing, which stays as a sampled unit without a value.
    public let weights: [Double]
    /// The positions of the design's rows in the input (rows with weight 0 do not enter).
    public let rows: [Int]
    /// Primary units less strata.
    public let degreesOfFreedom: Int
    /// Rows of the input left out because their weight is 0.
    public let zeroWeights: Int
    /// Rows of the input left out because a stratum, a cluster or a population size is missing.
    public let unplaced: Int
    let stages: [DesignStage]
    let lonely: LonelyPolicy

    /// Describes a design.
    ///
    /// - Parameters:
    ///   - count: rows of the sample.
    ///   - weights: sampling weights; where absent they follow from the finite populations, or are 1. A row whose weight
    ///     is `nan` stays in the design without a value.
    ///   - strata: stratum of each row; nil for one stratum. A row without a code leaves the design.
    ///   - clusters: codes of the units, first stage first; empty: each row is its own unit.
    ///   - populations: finite population sizes, first stage first; empty: sampling with replacement.
    ///   - nest: whether cluster codes restart in each stratum.
    ///   - lonely: what to do with a stratum that has one primary unit.
    ///   - missing: whether a missing weight or code is refused.
    /// - Throws: `negative-weight`, `missing-values`, `empty-data`; `invalid-option` where the populations are smaller
    ///   than the sample or differ within a stratum, or a cluster lies in two strata without `nest`.
    public init(
        count: Int, weights: [Double]? = nil, strata: [String?]? = nil, clusters: [[String?]] = [],
        populations: [[Double]] = [], nest: Bool = false, lonely: LonelyPolicy = .fail,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(
            count: count, weights: weights, stratum: strata.map(UnitCodes.init), stages: clusters.map(UnitCodes.init),
            populations: populations, nest: nest, lonely: lonely, missing: missing)
    }

    /// Describes a design by codes that are numbered already: the way for large samples, and for several designs over
    /// the same columns.
    ///
    /// - Parameters:
    ///   - count: rows of the sample.
    ///   - weights: sampling weights; where absent they follow from the finite populations, or are 1.
    ///   - stratum: stratum of each row; nil for one stratum.
    ///   - stages: units of each stage, first stage first; empty: each row is its own unit.
    ///   - populations: finite population sizes, first stage first; empty: sampling with replacement.
    ///   - nest: whether unit codes restart in each stratum.
    ///   - lonely: what to do with a stratum that has one primary unit.
    ///   - missing: whether a missing weight or code is refused.
    /// - Throws: as for codes as text, and `invalid-option` where a column has another length.
    public init(
        count: Int, weights: [Double]? = nil, stratum: UnitCodes?, stages: [UnitCodes],
        populations: [[Double]] = [], nest: Bool = false, lonely: LonelyPolicy = .fail,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let lengths =
            [weights?.count, stratum?.numbers.count].compactMap { $0 } + stages.map(\.numbers.count)
            + populations.map(\.count)
        guard count <= Int(Int32.max), lengths.allSatisfy({ $0 == count }) else {
            throw EvaluationRefusal(.invalidOption, "length")
        }
        let scan = weights.map(ColumnScan.init)
        guard scan?.hasNegative != true else { throw EvaluationRefusal(.negativeWeight) }
        guard missing == .drop || scan?.hasNonFinite != true else { throw EvaluationRefusal(.missingValues, "weight") }
        let codes = (stratum.map { [$0] } ?? []) + stages
        var kept = Array(0..<count)
        if let weights, scan?.hasZero == true { kept.removeAll { weights[$0] == 0 } }
        zeroWeights = count - kept.count
        let weighted = kept.count
        for column in codes where column.hasMissing { kept.removeAll { column.numbers[$0] < 0 } }
        for sizes in populations { kept.removeAll { sizes[$0].isNaN } }
        unplaced = weighted - kept.count
        guard missing == .drop || unplaced == 0 else { throw EvaluationRefusal(.missingValues, "design") }
        guard !kept.isEmpty else { throw EvaluationRefusal(.emptyData) }
        rows = kept
        self.lonely = lonely

        var found: [DesignStage] = []
        var parents =
            stratum.map { $0.keeping(kept) }
            ?? UnitCodes(numbers: Array(repeating: 0, count: kept.count), count: 1)
        for level in 0..<max(1, stages.count) {
            var units = stages.isEmpty ? UnitCodes.ofRows(kept.count) : stages[level].keeping(kept)
            // Codes of later stages always restart in each unit of the stage before.
            if !stages.isEmpty, level > 0 || nest { units = units.within(parents) }
            let sizes = level < populations.count ? kept.map { populations[level][$0] } : nil
            found.append(try DesignStage(units: units, parents: parents, populations: sizes))
            parents = units
        }
        self.stages = found
        degreesOfFreedom = found[0].parent.count - found[0].sampled.count
        if let weights {
            let isWhole = kept.count == count
            self.weights =
                isWhole && scan?.hasNonFinite == false
                ? weights : kept.map { weights[$0].isFinite ? weights[$0] : 0 }
        } else {
            self.weights =
                populations.isEmpty
                ? Array(repeating: 1, count: kept.count)
                : kept.indices.map { row in found.reduce(1) { $0 * $1.expansion(ofRow: row) } }
        }
    }

    /// The design of some rows of another: the others leave it, unlike rows outside a domain.
    ///
    /// - Parameter positions: positions among the rows of the whole design.
    init(_ whole: SurveyDesign, keeping positions: [Int]) {
        weights = positions.map { whole.weights[$0] }
        rows = positions.map { whole.rows[$0] }
        lonely = whole.lonely
        zeroWeights = whole.zeroWeights
        unplaced = whole.unplaced
        var stages: [DesignStage] = []
        var kept: [Int32]?
        for stage in whole.stages {
            let (part, units) = stage.keeping(positions, parents: kept)
            stages.append(part)
            kept = units
        }
        self.stages = stages
        degreesOfFreedom = stages[0].parent.count - stages[0].sampled.count
    }

    /// The warnings on rows that are not in the design.
    var warnings: [EvaluationWarning] {
        var found: [EvaluationWarning] = []
        if unplaced > 0 { found.append(EvaluationWarning(.missingDropped, ["rows": String(unplaced)])) }
        if zeroWeights > 0 { found.append(EvaluationWarning(.zeroWeightsDropped, ["rows": String(zeroWeights)])) }
        return found
    }
}
