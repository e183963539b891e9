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

    private let rows: Observations
    private let order: RankOrder
    private let curves: [ConcentrationCurve]
    private let units: DesignUnits
    /// Totals by primary unit of weight, weighted outcome and weighted living standard.
    private let whole: [[Double]]
    private var below: [[Double]]
    /// The next distinct rank.
    private var group = 0

    /// - Parameters:
    ///   - rows: outcome and living standard.
    ///   - curves: concentration curve and Lorenz curve over the same order.
    init(_ rows: Observations, _ order: RankOrder, _ curves: [ConcentrationCurve], _ units: DesignUnits) {
        self.rows = rows
        self.order = order
        self.curves = curves
        self.units = units
        let w = rows.weights
        whole = [units.totals(w)] + rows.columns.map { column in units.totals(zip(w, column).map(*)) }
        below = whole.map { $0.map { _ in 0 } }
    }

    /// The scores at a share; shares must ascend from call to call.
    mutating func place(at share: Double) -> Place {
        let corner = curves[0].corner(at: share)
        while group < corner - 1 {
            add(group, 1, to: &below)
            group += 1
        }
        let (from, to) = (curves[0].points[corner - 1].p, curves[0].points[corner].p)
        var sums = below
        // The tied rank that holds the share is below it by a part.
        add(corner - 1, min(1, max(0, (share - from) / (to - from))), to: &sums)
        let heights = [share] + curves.map { $0(share) }
        let totals = [curves[0].totalUnits] + curves.map { $0.totalUnits * $0.mean }
        for index in sums.indices {
            for unit in 0..<units.count {
                sums[index][unit] = (sums[index][unit] - heights[index] * whole[index][unit]) / totals[index]
            }
        }
        return Place(share: share, heights: Array(heights.dropFirst()), scores: sums)
    }

    private func add(_ group: Int, _ part: Double, to sums: inout [[Double]]) {
        for position in order.positions(group) {
            let row = Int(order.rows[position])
            let unit = Int(units.unit[row])
            let weight = part * rows.weights[row]
            sums[0][unit] += weight
            sums[1][unit] += weight * rows.columns[0][row]
            sums[2][unit] += weight * rows.columns[1][row]
        }
    }
}
