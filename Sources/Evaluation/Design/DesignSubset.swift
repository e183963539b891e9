import Kernels

/// The complete rows of a designed sample that an estimator works on: rows with missing values leave the sample and its
/// design, rows outside a domain stay in the design without a part in the estimate.
struct DesignedRows: Sendable {
    /// The rows used, with their weights.
    let rows: Observations
    /// The design of the complete rows, those outside the domain included; nil where no standard error is wanted.
    let design: SurveyDesign?
    /// Where the rows used stand in the design; nil where they are all of it.
    private let places: [Int]?

    /// - Parameters:
    ///   - variables: one array per variable, one value per row of the input; `nan` is missing.
    ///   - design: the design of the input's rows.
    ///   - domain: condition per row of the input, nonzero is inside; `nan` is outside. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what ``Observations`` throws.
    init(
        _ variables: [[Double]], design: SurveyDesign, domain: [Double]? = nil, missing: Observations.MissingRule
    ) throws(EvaluationRefusal) {
        let length = variables.first?.count ?? 0
        guard variables.allSatisfy({ $0.count == length }), design.rows.last ?? 0 < length,
            domain.map({ $0.count == length }) ?? true
        else { throw EvaluationRefusal(.invalidOption, "length") }
        let isWhole = design.rows.count == length && domain == nil
        let inside = domain.map { domain in
            design.rows.indices.filter { !domain[design.rows[$0]].isNaN && domain[design.rows[$0]] != 0 }
        }
        func part(_ values: [Double]) -> [Double] {
            if isWhole { return values }
            guard let inside else { return design.rows.map { values[$0] } }
            return inside.map { values[design.rows[$0]] }
        }
        let weights = inside.map { $0.map { design.weights[$0] } } ?? design.weights
        // In a design a missing weight is 0.
        let hasGaps = weights.contains(0)
        rows = try Observations(
            variables.map(part), weights: hasGaps ? weights.map { $0 > 0 ? $0 : .nan } : weights, missing: missing,
            zeroWeights: design.zeroWeights, dropped: design.unplaced)
        guard let inside else {
            self.design = rows.count == design.rows.count ? design : SurveyDesign(design, keeping: rows.rows)
            places = nil
            return
        }
        var isKept = [Bool](repeating: true, count: design.rows.count)
        for position in inside { isKept[position] = false }
        for row in rows.rows { isKept[inside[row]] = true }
        let kept = isKept.indices.filter { isKept[$0] }
        var number = [Int](repeating: 0, count: isKept.count)
        for (place, position) in kept.enumerated() { number[position] = place }
        self.design = kept.count == isKept.count ? design : SurveyDesign(design, keeping: kept)
        places = rows.rows.map { number[inside[$0]] }
    }

    /// Rows without a design.
    init(
        _ variables: [[Double]], weights: [Double]?, missing: Observations.MissingRule
    ) throws(EvaluationRefusal) {
        rows = try Observations(variables, weights: weights, missing: missing)
        design = nil
        places = nil
    }

    /// How totals of units become errors, and the unit of each row used; nil without a design.
    ///
    /// - Throws: `lonely-psu`.
    func units() throws(EvaluationRefusal) -> DesignUnits? {
        guard let design else { return nil }
        let covariance = try DesignCovariance(design)
        return DesignUnits(
            covariance: covariance, unit: places.map { $0.map { covariance.unit[$0] } } ?? covariance.unit)
    }

    /// Where a row used stands in the design.
    func place(_ row: Int) -> Int { places.map { $0[row] } ?? row }

    /// The standard error of an estimate with weighted influences, one per row used; nil without a design.
    ///
    /// - Parameter warnings: takes the warning on strata with one unit.
    func standardError(
        _ scores: [Double], _ warnings: inout [EvaluationWarning]
    ) throws(EvaluationRefusal) -> Double? {
        guard let units = try units() else { return nil }
        return try units.standardErrors([units.totals(scores)], &warnings)[0]
    }
}

/// The sampling units of the rows that an estimate uses.
struct DesignUnits: Sendable {
    let covariance: DesignCovariance
    /// The unit of each row used.
    let unit: [Int32]
    /// The number of units, those without a row included.
    var count: Int { covariance.count }

    /// The unit of each row, in the order of the ranks.
    func sorted(_ order: RankOrder) -> [Int32] { Gather.values(unit, at: order.rows) }

    /// The total of each unit.
    func totals(_ scores: [Double]) -> [Double] {
        if unit.count == covariance.unit.count { return covariance.totals(scores) }
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: count)
        for row in scores.indices { sums[Int(unit[row])].add(scores[row]) }
        return sums.map(\.value)
    }

    /// The covariance matrix, row by row, of estimates given by their influences added up by unit.
    ///
    /// - Parameter warnings: takes the warning on strata with one unit.
    /// - Throws: `not-defined` where squares overflow.
    func matrix(
        _ totals: [[Double]], _ warnings: inout [EvaluationWarning]
    ) throws(EvaluationRefusal) -> [Double] {
        let matrix = covariance.matrix(totals)
        guard matrix.allSatisfy(\.isFinite) else { throw EvaluationRefusal(.notDefined, "variance") }
        let lonely = EvaluationWarning(.lonelyPSU)
        if covariance.lonelyTreated, !warnings.contains(lonely) { warnings.append(lonely) }
        return matrix
    }

    /// The standard errors of such estimates.
    func standardErrors(
        _ totals: [[Double]], _ warnings: inout [EvaluationWarning]
    ) throws(EvaluationRefusal) -> [Double] {
        let matrix = try matrix(totals, &warnings)
        return totals.indices.map { max(0, matrix[$0 * totals.count + $0]).squareRoot() }
    }
}
