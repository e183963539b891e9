/// Means of subgroups under a survey design, all in one pass over the rows: each subgroup is a domain, and costs no more
/// than its own rows.
///
/// The mean of a subgroup and its error are those of ``DesignMean`` with the subgroup as domain (Särndal, Swensson and
/// Wretman 1992, ch. 10).
public struct DesignSubgroups: Sendable {
    /// The mean of each subgroup; nil for one without a value.
    public let means: [DesignMean?]

    /// Estimates the mean of each subgroup.
    ///
    /// - Parameters:
    ///   - outcome: value per row of the input; `nan` is missing.
    ///   - groups: the subgroup of each row of the input, 0 ..< count; -1 for none.
    ///   - count: the number of subgroups.
    ///   - design: the sampling design of those rows.
    ///   - missing: what to do with missing values.
    /// - Throws: `missing-values`, `lonely-psu`; `invalid-option` for a subgroup that is not there or another length;
    ///   `not-defined` where squares overflow.
    public init(
        outcome: [Double], groups: [Int32], count: Int, design: SurveyDesign,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard outcome.count == groups.count, design.rows.last ?? 0 < groups.count,
            groups.allSatisfy({ $0 >= -1 && Int($0) < count })
        else { throw EvaluationRefusal(.invalidOption, "groups") }
        let covariance = try DesignCovariance(design)
        var room = covariance.sparseTotals()
        var cells = SparseTotals(covariance.count)
        var primary = PrimaryTally(design)
        var means: [DesignMean?] = []
        for rows in Self.members(groups, count: count, design) {
            let used = rows.filter { outcome[design.rows[$0]].isFinite && design.weights[$0] > 0 }
            let lacking = rows.count - used.count
            guard lacking == 0 || missing == .drop else { throw EvaluationRefusal(.missingValues) }
            guard !used.isEmpty else {
                means.append(nil)
                continue
            }
            let least = used.reduce(Double.infinity) { min($0, outcome[design.rows[$1]]) }
            let total = CompensatedSum.of(used.lazy.map { design.weights[$0] })
            // From the smallest value up: equal values have exactly their mean.
            let above = CompensatedSum.of(used.lazy.map { design.weights[$0] * (outcome[design.rows[$0]] - least) })
            let mean = least + above / total
            var spread = CompensatedSum()
            for row in used {
                let off = outcome[design.rows[row]] - mean
                let score = design.weights[row] * (off / total)
                spread.add(off * score)
                cells.add(covariance.unit[row], score)
            }
            let units = cells.places
            let degrees = primary.degrees(design, rows)
            let variance = covariance.variance(
                units: units, totals: units.map { cells.total(Int($0)) }, &room)
            cells.clear()
            guard variance.isFinite else { throw EvaluationRefusal(.notDefined, "variance") }
            let dropped = lacking + design.unplaced
            let result = DesignEstimate(
                value: mean, standardError: max(0, variance).squareRoot(),
                degreesOfFreedom: degrees, n: used.count, dropped: dropped, population: total,
                warnings: DesignDomain.warnings(
                    n: used.count, dropped: dropped, design, lonelyTreated: covariance.lonelyTreated))
            means.append(DesignMean(result, spread: spread.value))
        }
        self.means = means
    }

    /// The positions in the design of each subgroup's rows.
    private static func members(_ groups: [Int32], count: Int, _ design: SurveyDesign) -> [[Int]] {
        var sizes = [Int](repeating: 0, count: count)
        for row in design.rows where groups[row] >= 0 { sizes[Int(groups[row])] += 1 }
        var members = sizes.map { size in
            var rows: [Int] = []
            rows.reserveCapacity(size)
            return rows
        }
        for (position, row) in design.rows.enumerated() where groups[row] >= 0 {
            members[Int(groups[row])].append(position)
        }
        return members
    }
}

/// Primary units and strata of some rows, counted with one table for all subgroups.
private struct PrimaryTally {
    private var units: SparseTotals
    private var strata: SparseTotals

    init(_ design: SurveyDesign) {
        units = SparseTotals(design.stages[0].parent.count)
        strata = SparseTotals(design.stages[0].sampled.count)
    }

    /// Primary units less strata.
    mutating func degrees(_ design: SurveyDesign, _ rows: [Int]) -> Int {
        for row in rows { units.add(design.stages[0].unit[row], 0) }
        for unit in units.places { strata.add(design.stages[0].parent[Int(unit)], 0) }
        defer {
            units.clear()
            strata.clear()
        }
        return units.places.count - strata.places.count
    }
}
