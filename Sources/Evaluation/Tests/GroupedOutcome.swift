/// An outcome with the group of each row, complete rows only.
public struct GroupedOutcome: Sendable {
    /// The values, complete.
    public let values: [Double]
    /// The group's code of each value.
    public let groups: [String]
    /// Rows left out because the outcome or the group was missing.
    public let dropped: Int

    /// Takes the complete rows.
    ///
    /// - Parameters:
    ///   - outcome: value per row; `nan` is missing.
    ///   - groups: code per row; nil is missing.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `missing-values`, `empty-data`; `single-group` for fewer than two groups.
    public init(
        outcome: [Double], groups: [String?], missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let known = groups.map { $0 == nil ? Double.nan : 0 }
        let rows = try Observations([outcome, known], missing: missing)
        values = rows.columns[0]
        let codes = rows.rows.map { groups[$0] ?? "" }
        self.groups = codes
        dropped = rows.dropped
        guard Set(codes).count > 1 else { throw EvaluationRefusal(.singleGroup) }
    }

    /// The values of one group and of all others.
    ///
    /// - Throws: `single-group` where one of the two is empty.
    func split(first: String) throws(EvaluationRefusal) -> (first: [Double], second: [Double]) {
        var (one, other): ([Double], [Double]) = ([], [])
        for (value, group) in zip(values, groups) {
            if group == first { one.append(value) } else { other.append(value) }
        }
        guard !one.isEmpty, !other.isEmpty else { throw EvaluationRefusal(.singleGroup, first) }
        return (one, other)
    }

    var warnings: [EvaluationWarning] {
        (dropped > 0 ? [EvaluationWarning(.missingDropped, ["rows": String(dropped)])] : [])
            + EvaluationWarning.smallSample(values.count)
    }
}
