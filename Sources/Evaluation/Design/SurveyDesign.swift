/// How the rows were sampled: strata, stages of clusters, finite populations, weights.
///
/// Every row of the sample stays in the design; subpopulations are formed by values of 0 outside them, so that the
/// variance knows how many units could have fallen inside.
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
        if let weights {
            guard weights.allSatisfy({ !($0 < 0) }) else { throw EvaluationRefusal(.negativeWeight) }
            guard missing == .drop || weights.allSatisfy(\.isFinite) else {
                throw EvaluationRefusal(.missingValues, "weight")
            }
        }
        let weighted = (0..<count).filter { row in weights.map { $0[row] != 0 } ?? true }
        let rows = weighted.filter { row in
            strata.map { $0[row] != nil } ?? true && clusters.allSatisfy { $0[row] != nil }
                && populations.allSatisfy { !$0[row].isNaN }
        }
        guard missing == .drop || rows.count == weighted.count else {
            throw EvaluationRefusal(.missingValues, "design")
        }
        guard !rows.isEmpty else { throw EvaluationRefusal(.emptyData) }
        self.rows = rows
        self.lonely = lonely
        zeroWeights = count - weighted.count
        unplaced = weighted.count - rows.count

        var stages: [DesignStage] = []
        var parents = strata.map { codes in Self.numbered(rows.map { codes[$0] ?? "" }) } ?? rows.map { _ in 0 }
        for level in 0..<max(1, clusters.count) {
            let units: [Int]
            if clusters.isEmpty {
                units = Array(rows.indices)
            } else {
                let codes = rows.map { clusters[level][$0] ?? "" }
                // Codes of later stages always restart in each unit of the stage before.
                units = level == 0 && !nest ? Self.numbered(codes) : Self.numbered(codes, within: parents)
            }
            let sizes = level < populations.count ? rows.map { populations[level][$0] } : nil
            stages.append(try DesignStage(units: units, parents: parents, populations: sizes))
            parents = units
        }
        self.stages = stages
        degreesOfFreedom = stages[0].parent.count - stages[0].sampled.count
        self.weights =
            weights.map { given in rows.map { given[$0].isFinite ? given[$0] : 0 } }
            ?? rows.indices.map { row in stages.reduce(1) { $0 * $1.expansion(ofRow: row) } }
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
        var kept: [Int]?
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

    private static func numbered(_ codes: [String]) -> [Int] {
        numbered(codes, within: Array(repeating: 0, count: codes.count))
    }

    private struct Code: Hashable {
        var parent: Int
        var text: String
    }

    private static func numbered(_ codes: [String], within parents: [Int]) -> [Int] {
        var numbers: [Code: Int] = [:]
        return zip(codes, parents).map { text, parent in
            let code = Code(parent: parent, text: text)
            if let number = numbers[code] { return number }
            let number = numbers.count
            numbers[code] = number
            return number
        }
    }
}
