import Kernels

/// Rows that are complete in every variable used and carry a positive weight.
///
/// A missing value is `nan` in the input. Rows with weight 0 do not enter, so that adding them changes nothing.
public struct Observations: Sendable {
    /// What to do with a row that lacks a value.
    public enum MissingRule: String, Sendable {
        /// Leave it out and count it.
        case drop
        /// Refuse.
        case error
    }

    /// The variables, one array each, complete.
    public let columns: [[Double]]
    /// The weights of the rows; 1 each when none were given.
    public let weights: [Double]
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// Rows left out because their weight is 0.
    public let zeroWeights: Int
    /// The positions of the kept rows in the input.
    public let rows: [Int]

    /// The number of rows kept.
    public var count: Int { rows.count }

    /// Keeps the usable rows.
    ///
    /// - Parameters:
    ///   - variables: one array per variable, all of the same length; `nan` is missing.
    ///   - weights: sampling weights; only their ratios matter.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `negative-weight`, `missing-values`, `empty-data`; `invalid-option` when lengths differ.
    public init(
        _ variables: [[Double]], weights: [Double]? = nil, missing: MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(variables, weights: weights, missing: missing, zeroWeights: 0, dropped: 0)
    }

    /// The same where some rows were left out, and counted, before.
    init(
        _ variables: [[Double]], weights: [Double]?, missing: MissingRule, zeroWeights emptyBefore: Int,
        dropped droppedBefore: Int
    ) throws(EvaluationRefusal) {
        let given = weights
        let length = variables.first?.count ?? given?.count ?? 0
        guard variables.allSatisfy({ $0.count == length }), given.map({ $0.count == length }) ?? true else {
            throw EvaluationRefusal(.invalidOption, "length")
        }
        let scan = given.map(ColumnScan.init)
        guard scan?.hasNegative != true else { throw EvaluationRefusal(.negativeWeight) }
        var kept = Array(0..<length)
        var isMissing = scan?.hasNonFinite == true
        for column in variables where ColumnScan(column).hasNonFinite { isMissing = true }
        if isMissing {
            kept.removeAll { row in
                variables.contains { !$0[row].isFinite } || given.map { !$0[row].isFinite } ?? false
            }
        }
        let complete = kept.count
        if let given, scan?.hasZero == true { kept.removeAll { given[$0] == 0 } }
        dropped = droppedBefore + length - complete
        zeroWeights = emptyBefore + complete - kept.count
        if dropped > 0, missing == .error { throw EvaluationRefusal(.missingValues) }
        guard !kept.isEmpty else { throw EvaluationRefusal(.emptyData) }
        let isWhole = kept.count == length
        columns = isWhole ? variables : variables.map { column in kept.map { column[$0] } }
        self.weights =
            given.map { given in isWhole ? given : kept.map { given[$0] } } ?? Array(repeating: 1, count: kept.count)
        rows = kept
    }

    /// The warnings on rows that were left out.
    public var warnings: [EvaluationWarning] {
        var found: [EvaluationWarning] = []
        if dropped > 0 { found.append(EvaluationWarning(.missingDropped, ["rows": String(dropped)])) }
        if zeroWeights > 0 { found.append(EvaluationWarning(.zeroWeightsDropped, ["rows": String(zeroWeights)])) }
        return found
    }
}
