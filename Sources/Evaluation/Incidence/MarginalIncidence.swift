/// Who gains when a programme grows: the marginal odds of participation by quantile group (Lanjouw and Ravallion 1999).
///
/// Over cells of area × subarea × group, the participation of a group is regressed on that of its area. Since the cell is
/// part of the area, the area's participation without the cell is the instrument.
///
/// p_qa = α_q + β_q P_a over the cells of group q, P_a the participation of the area; β_q are the marginal odds, p_q/P
/// the average ones.
public struct MarginalIncidence: Sendable, Hashable {
    /// The odds of one group.
    public struct Odds: Sendable, Hashable {
        /// The quantile group, as numbered in the data.
        public let group: Int
        /// Marginal odds: the change of the group's rate per change of the area's, by two-stage least squares.
        public let marginal: Double
        /// Classical standard error of the marginal odds; nil with fewer than three cells.
        public let standardError: Double?
        /// The slope by ordinary least squares, which the cell's own part in the area biases towards 1.
        public let leastSquares: Double
        /// Average odds: the group's participation over that of all, population weighted.
        public let average: Double
        /// Cells of the group.
        public let cells: Int
    }

    /// The groups, ascending.
    public let groups: [Odds]
    /// Cells used.
    public let n: Int
    /// Cells left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Estimates the odds of each group over cells.
    ///
    /// - Parameters:
    ///   - areas: the large area of each cell, by code.
    ///   - groups: the quantile group of each cell; `nan` is missing.
    ///   - rates: participation rate of each cell, a share.
    ///   - populations: population of each cell; cells without any do not enter.
    /// - Throws: `zero-total` where nobody takes part; `not-defined` where an area has one cell only, a group has fewer
    ///   than two cells, or the areas do not differ; `invalid-option` for group numbers that are not whole; what
    ///   ``Observations`` throws.
    public init(
        areas: [String], groups: [Double], rates: [Double], populations: [Double]
    ) throws(EvaluationRefusal) {
        let rows = try Observations([groups, rates], weights: populations)
        guard areas.count == groups.count else { throw EvaluationRefusal(.invalidOption, "area") }
        let (rate, weight) = (rows.columns[1], rows.weights)
        var number: [Int] = []
        for group in rows.columns[0] {
            guard let whole = Int(exactly: group) else { throw EvaluationRefusal(.invalidOption, "group") }
            number.append(whole)
        }
        let area = rows.rows.map { areas[$0] }
        let members = Dictionary(grouping: rate.indices) { area[$0] }
        var participation = rate
        var instrument = rate
        for cells in members.values {
            guard cells.count > 1 else { throw EvaluationRefusal(.notDefined, "area") }
            let people = CompensatedSum.of(cells.lazy.map { weight[$0] })
            let takers = CompensatedSum.of(cells.lazy.map { weight[$0] * rate[$0] })
            for cell in cells {
                participation[cell] = takers / people
                // Summed over the others instead of subtracted: a cell that dominates its area must not cancel them.
                let others = cells.lazy.filter { $0 != cell }
                instrument[cell] =
                    CompensatedSum.of(others.map { weight[$0] * rate[$0] })
                    / CompensatedSum.of(others.map { weight[$0] })
            }
        }
        let overall = Self.mean(rate, weight, Array(rate.indices))
        guard overall != 0 else { throw EvaluationRefusal(.zeroTotal) }
        var found: [Odds] = []
        for (group, cells) in Dictionary(grouping: rate.indices, by: { number[$0] }).sorted(by: { $0.key < $1.key }) {
            let y = cells.map { rate[$0] }
            let x = cells.map { participation[$0] }
            let fit = try InstrumentedSlope(y, on: x, instrument: cells.map { instrument[$0] })
            found.append(
                Odds(
                    group: group, marginal: fit.slope, standardError: fit.standardError,
                    leastSquares: try InstrumentedSlope(y, on: x, instrument: x).slope,
                    average: Self.mean(rate, weight, cells) / overall, cells: cells.count))
        }
        self.groups = found
        n = rows.count
        dropped = rows.dropped
        warnings = rows.warnings + EvaluationWarning.smallSample(rows.count)
    }

    private static func mean(_ rate: [Double], _ weight: [Double], _ cells: [Int]) -> Double {
        CompensatedSum.of(cells.lazy.map { weight[$0] * rate[$0] }) / CompensatedSum.of(cells.lazy.map { weight[$0] })
    }
}
