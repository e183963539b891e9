/// The rows of a design that an estimate is made from: inside the domain and complete. The others stay in the design
/// with the value 0.
struct DesignDomain: Sendable {
    /// Per row of the design.
    let inside: [Bool]
    /// Rows inside.
    let n: Int
    /// Rows of the domain that lack a value, a weight or their place in the design.
    let dropped: Int
    /// Sum of the weights inside.
    let total: Double
    /// Primary units less strata, of those with rows in the domain, values or not.
    let degreesOfFreedom: Int
    private let zeroWeights: Int

    /// - Parameters:
    ///   - variables: one value per row of the input; `nan` is missing.
    ///   - domain: condition per row of the input, nonzero is inside; `nan` is outside. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `missing-values`; `empty-data` when nothing is inside;
    ///   `invalid-option` where a variable is shorter than the design's input.
    init(
        _ variables: [[Double]], domain: [Double]?, design: SurveyDesign, missing: Observations.MissingRule
    ) throws(EvaluationRefusal) {
        guard (variables + (domain.map { [$0] } ?? [])).allSatisfy({ design.rows.last ?? 0 < $0.count }) else {
            throw EvaluationRefusal(.invalidOption, "length")
        }
        var inside: [Bool] = []
        inside.reserveCapacity(design.rows.count)
        var lacking = 0
        for (position, row) in design.rows.enumerated() {
            let wanted = domain.map { !$0[row].isNaN && $0[row] != 0 } ?? true
            let complete = design.weights[position] > 0 && variables.allSatisfy { $0[row].isFinite }
            if wanted, !complete { lacking += 1 }
            inside.append(wanted && complete)
        }
        if lacking > 0, missing == .error { throw EvaluationRefusal(.missingValues) }
        degreesOfFreedom =
            domain.map { domain in
                Self.degrees(design, having: design.rows.map { !domain[$0].isNaN && domain[$0] != 0 })
            } ?? design.degreesOfFreedom
        self.inside = inside
        n = inside.count { $0 }
        dropped = lacking + design.unplaced
        zeroWeights = design.zeroWeights
        total = CompensatedSum.of(zip(inside, design.weights).lazy.map { $0 ? $1 : 0 })
        guard n > 0 else { throw EvaluationRefusal(.emptyData) }
    }

    /// Primary units less strata, of those that have one of some rows of the design.
    static func degrees(_ design: SurveyDesign, having isIncluded: [Bool]) -> Int {
        let stage = design.stages[0]
        var isUnit = [Bool](repeating: false, count: stage.parent.count)
        for row in isIncluded.indices where isIncluded[row] { isUnit[Int(stage.unit[row])] = true }
        var isStratum = [Bool](repeating: false, count: stage.sampled.count)
        for unit in isUnit.indices where isUnit[unit] { isStratum[Int(stage.parent[unit])] = true }
        return isUnit.count { $0 } - isStratum.count { $0 }
    }

    /// Σ weight · value over the rows inside.
    func weightedTotal(_ values: [Double], _ design: SurveyDesign) -> Double {
        CompensatedSum.of(
            design.rows.indices.lazy.map { inside[$0] ? design.weights[$0] * values[design.rows[$0]] : 0 })
    }

    /// The weighted mean of the values inside, taken from the smallest of them up: equal values have exactly their mean.
    func weightedMean(_ values: [Double], _ design: SurveyDesign) -> Double {
        let least = design.rows.indices.reduce(Double.infinity) { inside[$1] ? min($0, values[design.rows[$1]]) : $0 }
        return least
            + CompensatedSum.of(
                design.rows.indices.lazy.map {
                    inside[$0] ? design.weights[$0] * (values[design.rows[$0]] - least) : 0
                }) / total
    }

    /// One weighted score per row of the design, 0 outside.
    func scores(_ design: SurveyDesign, _ score: (Int) -> Double) -> [Double] {
        design.rows.indices.map { inside[$0] ? design.weights[$0] * score(design.rows[$0]) : 0 }
    }

    /// What a reader must know about the rows.
    func warnings(lonelyTreated: Bool) -> [EvaluationWarning] {
        Self.warnings(n: n, dropped: dropped, zeroWeights: zeroWeights, lonelyTreated: lonelyTreated)
    }

    static func warnings(
        n: Int, dropped: Int, _ design: SurveyDesign, lonelyTreated: Bool
    ) -> [EvaluationWarning] {
        warnings(n: n, dropped: dropped, zeroWeights: design.zeroWeights, lonelyTreated: lonelyTreated)
    }

    private static func warnings(
        n: Int, dropped: Int, zeroWeights: Int, lonelyTreated: Bool
    ) -> [EvaluationWarning] {
        var found = EvaluationWarning.smallSample(n)
        if dropped > 0 { found.append(EvaluationWarning(.missingDropped, ["rows": String(dropped)])) }
        if zeroWeights > 0 { found.append(EvaluationWarning(.zeroWeightsDropped, ["rows": String(zeroWeights)])) }
        if lonelyTreated { found.append(EvaluationWarning(.lonelyPSU)) }
        return found
    }
}
