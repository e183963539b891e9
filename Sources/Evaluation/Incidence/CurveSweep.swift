/// A walk along the sorted rows that knows, at any population share, what each primary unit has below it.
struct CurveSweep {
    /// What the primary units add to three linearised quantities at one share: the share itself, the concentration curve
    /// and the Lorenz curve.
    struct Place {
        var share: Double
        /// Heights of the concentration and the Lorenz curve.
        var heights: [Double]
        /// One array of unit scores per quantity.
        var scores: [[Double]]
    }

    private let order: RankOrder
    private let curves: [ConcentrationCurve]
    /// In the order of the ranks: the unit of each row, and its weight, weighted outcome and weighted living standard.
    private let unit: [Int32]
    private let parts: [SIMD4<Double>]
    /// Totals by primary unit.
    private let whole: [SIMD4<Double>]
    private var below: [SIMD4<Double>]
    /// The next position in the order of the ranks.
    private var next = 0

    /// - Parameters:
    ///   - rows: outcome and living standard.
    ///   - curves: concentration curve and Lorenz curve over the same order.
    init(_ rows: Observations, _ order: RankOrder, _ curves: [ConcentrationCurve], _ units: DesignUnits) {
        self.order = order
        self.curves = curves
        unit = units.sorted(order)
        parts = order.rows.map { row in
            let row = Int(row)
            return rows.weights[row] * SIMD4(1, rows.columns[0][row], rows.columns[1][row], 0)
        }
        let columns = [rows.weights] + rows.columns.map { column in zip(rows.weights, column).map(*) }
        let totals = columns.map { units.totals($0) }
        whole = (0..<units.count).map { SIMD4(totals[0][$0], totals[1][$0], totals[2][$0], 0) }
        below = whole.map { _ in .zero }
    }

    /// The scores at a share; shares must ascend from call to call.
    mutating func place(at share: Double) -> Place {
        let corner = curves[0].corner(at: share)
        let tied = order.positions(corner - 1)
        while next < tied.lowerBound {
            below[Int(unit[next])] += parts[next]
            next += 1
        }
        let (from, to) = (curves[0].points[corner - 1].p, curves[0].points[corner].p)
        // The tied rank that holds the share is below it by a part.
        let part = min(1, max(0, (share - from) / (to - from)))
        var sums = below
        for position in tied { sums[Int(unit[position])] += part * parts[position] }
        let heights = curves.map { $0(share) }
        let height = SIMD4(share, heights[0], heights[1], 0)
        let total = SIMD4(
            curves[0].totalUnits, curves[0].totalUnits * curves[0].mean, curves[1].totalUnits * curves[1].mean, 1)
        for index in sums.indices { sums[index] = (sums[index] - height * whole[index]) / total }
        return Place(share: share, heights: heights, scores: (0..<3).map { part in sums.map { $0[part] } })
    }
}
