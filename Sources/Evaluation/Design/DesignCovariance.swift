/// How a design turns totals of sampling units into the covariance of estimated totals: between the totals of primary
/// units within strata, and within primary units where later stages have finite populations (Särndal, Swensson and
/// Wretman 1992, ch. 4; ultimate clusters otherwise).
///
/// Everything that has a design-based error goes through here: rows are added up to the units of the last stage that
/// counts, those to the units of the stages above.
struct DesignCovariance: Sendable {
    /// One stage.
    private struct Level {
        /// Group of each unit: the unit of the level above, or the stratum.
        let group: [Int32]
        /// Units of each group.
        let size: [Double]
        /// What the squared deviations of a group's units count for; 0 for a group that adds nothing.
        var factor: [Double]
        /// Whether a group of one unit is measured from the mean of all units.
        let centresLonely: Bool
        /// What a lonely group would count for.
        let lonely: [Int]
    }

    private var levels: [Level] = []
    /// The unit of each row at the last level.
    let unit: [Int32]
    /// The number of units of the last level.
    let count: Int
    /// Primary units less strata.
    let degreesOfFreedom: Int
    /// Whether a stratum of one unit was treated by the design's policy.
    private(set) var lonelyTreated = false

    /// - Throws: `lonely-psu` under the policy ``LonelyPolicy/fail``, or where no group has two units.
    init(_ design: SurveyDesign) throws(EvaluationRefusal) {
        // What a group's variance counts for: the share of units drawn at every stage above it.
        var share = [Double](repeating: 1, count: design.stages[0].sampled.count)
        var last = design.stages[0]
        for stage in design.stages {
            guard share.contains(where: { $0 > 0 }) else { break }
            let level = try Self.level(stage, share, design.lonely)
            lonelyTreated = lonelyTreated || !level.lonely.isEmpty
            levels.append(level)
            last = stage
            share = stage.parent.map { group in
                let population = stage.population[Int(group)]
                return population.isFinite ? share[Int(group)] * Double(stage.sampled[Int(group)]) / population : 0
            }
        }
        unit = last.unit
        count = last.parent.count
        degreesOfFreedom = design.degreesOfFreedom
    }

    private static func level(
        _ stage: DesignStage, _ share: [Double], _ policy: LonelyPolicy
    ) throws(EvaluationRefusal) -> Level {
        var factor = [Double](repeating: 0, count: share.count)
        var lonely: [Int] = []
        for (group, n) in stage.sampled.enumerated() where share[group] > 0 {
            let population = stage.population[group]
            let open = population.isFinite ? (population - Double(n)) / population : 1
            // A census of this group: nothing between its units.
            if open < 1e-12 { continue }
            if n > 1 {
                factor[group] = share[group] * open * Double(n) / Double(n - 1)
            } else {
                guard policy != .fail else { throw EvaluationRefusal(.lonelyPSU) }
                lonely.append(group)
                if policy == .adjust { factor[group] = share[group] * open }
            }
        }
        // The mean contribution of the other groups, once for each lonely one.
        let counted = share.count { $0 > 0 }
        if policy == .average, !lonely.isEmpty {
            guard lonely.count < counted else { throw EvaluationRefusal(.lonelyPSU) }
            let scale = Double(counted) / Double(counted - lonely.count)
            for group in factor.indices { factor[group] *= scale }
        }
        return Level(
            group: stage.parent, size: stage.sampled.map(Double.init), factor: factor,
            centresLonely: policy == .adjust && !lonely.isEmpty, lonely: lonely)
    }

    /// The total of each unit of the last level.
    func totals(_ values: [Double]) -> [Double] { GroupSums.totals(values, unit, count: count) }

    /// The covariance matrix, row by row, of totals given by unit of the last level.
    func matrix(_ totals: [[Double]]) -> [Double] {
        let size = totals.count
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: size * size)
        var totals = totals
        for level in levels.reversed() {
            let above = totals.map { GroupSums.totals($0, level.group, count: level.size.count) }
            let centres =
                level.centresLonely ? totals.map { CompensatedSum.of($0) / Double($0.count) } : []
            var deviations = [Double](repeating: 0, count: size)
            for unit in level.group.indices {
                let group = Int(level.group[unit])
                let factor = level.factor[group]
                guard factor > 0 else { continue }
                let n = level.size[group]
                for a in 0..<size {
                    deviations[a] = totals[a][unit] - (n > 1 ? above[a][group] / n : centres[a])
                    let scaled = factor * deviations[a]
                    for b in 0...a { sums[a * size + b].add(scaled * deviations[b]) }
                }
            }
            totals = above
        }
        var matrix = sums.map(\.value)
        for a in 0..<size {
            for b in 0..<a { matrix[b * size + a] = matrix[a * size + b] }
        }
        return matrix
    }

    /// Room for ``variance(units:totals:_:)``, made once for many calls.
    func sparseTotals() -> [SparseTotals] { levels.map { SparseTotals($0.size.count) } }

    /// The variance of one total of which only some units hold a part: it costs no more than those units.
    ///
    /// - Parameters:
    ///   - units: the units of the last level with a part, each once.
    ///   - totals: the total of each.
    ///   - room: from ``sparseTotals()``; empty again afterwards.
    func variance(units: [Int32], totals: [Double], _ room: inout [SparseTotals]) -> Double {
        var sum = CompensatedSum()
        var (units, totals) = (units, totals)
        for depth in levels.indices.reversed() {
            let level = levels[depth]
            for (unit, total) in zip(units, totals) { room[depth].add(level.group[Int(unit)], total) }
            let centre = level.centresLonely ? CompensatedSum.of(totals) / Double(level.group.count) : 0
            for (unit, total) in zip(units, totals) {
                let group = Int(level.group[Int(unit)])
                let n = level.size[group]
                let mean = n > 1 ? room[depth].total(group) / n : centre
                sum.add(level.factor[group] * (total - mean) * (total - mean))
            }
            // The units without a part lie at 0.
            for place in room[depth].places {
                let group = Int(place)
                let empty = level.size[group] - Double(room[depth].terms(group))
                let mean = level.size[group] > 1 ? room[depth].total(group) / level.size[group] : centre
                sum.add(level.factor[group] * empty * mean * mean)
            }
            if level.centresLonely {
                for group in level.lonely where room[depth].terms(group) == 0 {
                    sum.add(level.factor[group] * centre * centre)
                }
            }
            units = room[depth].places
            totals = units.map { room[depth].total(Int($0)) }
            room[depth].clear()
        }
        return sum.value
    }
}

extension SurveyDesign {
    /// The variance of Σ values, the values already weighted, one per row of the design.
    ///
    /// - Returns: the variance, and whether a stratum with one unit was treated by the design's policy.
    /// - Throws: `lonely-psu` under the policy ``LonelyPolicy/fail``; `not-defined` where the squares overflow.
    func variance(ofTotal values: [Double]) throws(EvaluationRefusal) -> (value: Double, lonelyTreated: Bool) {
        let (matrix, treated) = try covariance(ofTotals: [values])
        return (matrix[0], treated)
    }

    /// The covariance matrix, row by row, of several totals, each given by one weighted value per row of the design.
    ///
    /// - Throws: as ``variance(ofTotal:)``.
    func covariance(
        ofTotals columns: [[Double]]
    ) throws(EvaluationRefusal) -> (matrix: [Double], lonelyTreated: Bool) {
        let covariance = try DesignCovariance(self)
        let matrix = covariance.matrix(columns.map(covariance.totals))
        // Values so large that their squares overflow have no error that a number could tell.
        guard matrix.allSatisfy(\.isFinite) else { throw EvaluationRefusal(.notDefined, "variance") }
        return (matrix, covariance.lonelyTreated)
    }
}
