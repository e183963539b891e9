/// The design-based variance of a total: between the totals of primary units within strata, and within primary units
/// where later stages have finite populations (Särndal, Swensson and Wretman 1992, ch. 4; ultimate clusters otherwise).
extension SurveyDesign {
    /// The variance of Σ values, the values already weighted, one per row of the design.
    ///
    /// - Returns: the variance, and whether a stratum with one unit was treated by the design's policy.
    /// - Throws: `lonely-psu` under the policy ``LonelyPolicy/fail``.
    func variance(ofTotal values: [Double]) throws(EvaluationRefusal) -> (value: Double, lonelyTreated: Bool) {
        try stage(0, Array(values.indices), stratum, values)
    }

    private func stage(
        _ level: Int, _ rows: [Int], _ group: [Int], _ values: [Double]
    ) throws(EvaluationRefusal) -> (value: Double, lonelyTreated: Bool) {
        let stage = stages[level]
        let strata = Dictionary(grouping: rows) { group[$0] }.sorted { $0.key < $1.key }
        let allTotals = totals(rows, stage.unit, values)
        let centre = CompensatedSum.of(allTotals.map(\.total)) / Double(allTotals.count)
        var sum = CompensatedSum()
        var single: [Int] = []
        var treated = false
        for (key, members) in strata {
            let units = totals(members, stage.unit, values)
            let n = Double(units.count)
            let population = stage.population.isEmpty ? Double.infinity : stage.population[members[0]]
            let open = population.isFinite ? (population - n) / population : 1
            if open < 1e-12 {
                // A census of this stratum: nothing between its units.
            } else if units.count > 1 {
                let mean = CompensatedSum.of(units.map(\.total)) / n
                let squares = CompensatedSum.of(units.map { ($0.total - mean) * ($0.total - mean) })
                sum.add(open * n / (n - 1) * squares)
            } else {
                treated = true
                switch lonely {
                case .fail: throw EvaluationRefusal(.lonelyPSU)
                case .remove: break
                case .adjust: sum.add(open * (units[0].total - centre) * (units[0].total - centre))
                case .average: single.append(key)
                }
            }
            guard level + 1 < stages.count, population.isFinite else { continue }
            let within = n / population
            for unit in units {
                let part = try self.stage(level + 1, unit.rows, stage.unit, values)
                sum.add(within * part.value)
                treated = treated || part.lonelyTreated
            }
        }
        guard !single.isEmpty else { return (sum.value, treated) }
        guard single.count < strata.count else { throw EvaluationRefusal(.lonelyPSU) }
        return (sum.value * Double(strata.count) / Double(strata.count - single.count), true)
    }

    private func totals(_ rows: [Int], _ unit: [Int], _ values: [Double]) -> [(rows: [Int], total: Double)] {
        Dictionary(grouping: rows) { unit[$0] }.sorted { $0.key < $1.key }
            .map { (rows: $0.value, total: CompensatedSum.of($0.value.lazy.map { values[$0] })) }
    }
}
