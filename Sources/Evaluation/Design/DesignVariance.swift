/// The design-based covariance of totals: between the totals of primary units within strata, and within primary units
/// where later stages have finite populations (Särndal, Swensson and Wretman 1992, ch. 4; ultimate clusters otherwise).
extension SurveyDesign {
    /// The variance of Σ values, the values already weighted, one per row of the design.
    ///
    /// - Returns: the variance, and whether a stratum with one unit was treated by the design's policy.
    /// - Throws: `lonely-psu` under the policy ``LonelyPolicy/fail``; `not-defined` where the squares overflow.
    func variance(ofTotal values: [Double]) throws(EvaluationRefusal) -> (value: Double, lonelyTreated: Bool) {
        let (matrix, treated) = try covariance(ofTotals: [values])
        return (matrix[0][0], treated)
    }

    /// The covariance matrix of several totals, each given by one weighted value per row of the design.
    ///
    /// - Returns: the symmetric matrix, and whether a stratum with one unit was treated by the design's policy.
    /// - Throws: `lonely-psu` under the policy ``LonelyPolicy/fail``; `not-defined` where the squares overflow.
    func covariance(
        ofTotals columns: [[Double]]
    ) throws(EvaluationRefusal) -> (matrix: [[Double]], lonelyTreated: Bool) {
        var products = SymmetricSums(columns.count)
        var treated = false
        // What a group's variance counts for: the share of units drawn at every stage above it.
        var share = Array(repeating: 1.0, count: stages[0].sampled.count)
        for stage in stages {
            guard share.contains(where: { $0 > 0 }) else { break }
            var part = SymmetricSums(columns.count)
            let lonely = try add(stage, columns, share, to: &part)
            treated = treated || lonely > 0
            // The mean contribution of the other groups, once for each lonely one.
            let counted = share.count { $0 > 0 }
            if self.lonely == .average, lonely > 0 {
                guard lonely < counted else { throw EvaluationRefusal(.lonelyPSU) }
                part.scale(by: Double(counted) / Double(counted - lonely))
            }
            products.add(part)
            share = stage.parent.map { group in
                stage.population[group].isFinite
                    ? share[group] * Double(stage.sampled[group]) / stage.population[group] : 0
            }
        }
        let matrix = products.matrix
        // Values so large that their squares overflow have no error that a number could tell.
        guard matrix.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw EvaluationRefusal(.notDefined, "variance") }
        return (matrix, treated)
    }

    /// Adds the spread of a stage's unit totals within their groups.
    ///
    /// - Returns: how many groups with a single unit were treated by the policy.
    private func add(
        _ stage: DesignStage, _ columns: [[Double]], _ share: [Double], to sum: inout SymmetricSums
    ) throws(EvaluationRefusal) -> Int {
        let totals = columns.map { GroupSums.totals($0, stage.unit, count: stage.parent.count) }
        let means = totals.map { total in
            zip(GroupSums.totals(total, stage.parent, count: share.count), stage.sampled).map { $0 / Double($1) }
        }
        let centres = totals.map { CompensatedSum.of($0) / Double($0.count) }
        var lonely = 0
        var factor = Array(repeating: 0.0, count: share.count)
        for (group, n) in stage.sampled.enumerated() where share[group] > 0 {
            let population = stage.population[group]
            let open = population.isFinite ? (population - Double(n)) / population : 1
            // A census of this group: nothing between its units.
            if open < 1e-12 { continue }
            if n > 1 {
                factor[group] = share[group] * open * Double(n) / Double(n - 1)
            } else {
                guard self.lonely != .fail else { throw EvaluationRefusal(.lonelyPSU) }
                lonely += 1
                if self.lonely == .adjust { factor[group] = share[group] * open }
            }
        }
        for (unit, group) in stage.parent.enumerated() where factor[group] > 0 {
            let deviations = totals.indices.map { column in
                totals[column][unit] - (stage.sampled[group] > 1 ? means[column][group] : centres[column])
            }
            sum.add(deviations, factor[group])
        }
        return lonely
    }
}
