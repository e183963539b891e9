/// What a file of recipients alone can say of targeting: leakage is known, coverage only as far as the population is.
///
/// The number of those entitled, E, lies between the entitled recipients and the population less the other recipients;
/// every quantity moves one way with E, so that its bounds are its values at the ends (partial identification, Manski
/// 2003). Where E is known from elsewhere the bounds meet.
public struct TargetingBounds: Sendable, Hashable {
    /// Recipients, expanded by their weights.
    public let recipients: Double
    /// Recipients who are entitled.
    public let entitledRecipients: Double
    /// Non-eligible among recipients: the inclusion error.
    public let leakage: Double
    /// Share of the amount that goes to the non-eligible; nil without amounts.
    public let leakageOfBenefits: Double?
    /// The least and the largest number of units entitled that the data allow; nil where neither that number nor the
    /// population is known.
    public let entitled: Interval?
    /// Units in the population, where known.
    public let population: Double?
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    private let entitledBenefitShare: Double?

    /// What recipients alone tell, with what is known of the population.
    ///
    /// - Parameters:
    ///   - eligible: the rule for each recipient; nonzero is entitled, `nan` is missing.
    ///   - amount: what each receives; `nan` counts as 0. Nil without amounts.
    ///   - weights: expansion weights; nil where the file holds every recipient. Their scale counts.
    ///   - population: units in the population; nil where unknown.
    ///   - entitled: units entitled in the population, as a range where an official count is uncertain; nil where unknown.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` where population or entitled are too few for the recipients, or infinite; what
    ///   ``Observations`` throws.
    public init(
        eligible: [Double], amount: [Double]? = nil, weights: [Double]? = nil, population: Double? = nil,
        entitled: ClosedRange<Double>? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let money = amount.map { $0.map { $0.isFinite ? $0 : 0 } }
        let rows = try Observations([eligible] + (money.map { [$0] } ?? []), weights: weights, missing: missing)
        let isEntitled = rows.columns[0].map { $0 != 0 }
        let all = CompensatedSum.of(rows.weights)
        let reached = CompensatedSum.of(zip(rows.weights, isEntitled).lazy.map { $1 ? $0 : 0 })
        let leaked = CompensatedSum.of(zip(rows.weights, isEntitled).lazy.map { $1 ? 0 : $0 })
        // Sums of decimal weights may miss an official count by a rounding error.
        let slack = 1e-9 * all
        if let population {
            guard population.isFinite, population >= all - slack else {
                throw EvaluationRefusal(.invalidOption, "population")
            }
        }
        var range: Interval?
        if let population { range = Interval(reached, max(reached, population - leaked)) }
        if let entitled {
            let least = max(entitled.lowerBound, reached)
            let most = min(entitled.upperBound, range?.upper ?? .infinity)
            guard entitled.upperBound.isFinite, least <= most + slack else {
                throw EvaluationRefusal(.invalidOption, "entitled")
            }
            range = Interval(min(least, most), max(least, most))
        }
        recipients = all
        entitledRecipients = reached
        leakage = leaked / all
        self.entitled = range
        self.population = population
        n = rows.count
        dropped = rows.dropped
        if money != nil {
            let amounts = zip(rows.weights, rows.columns[1]).map(*)
            let (sum, size) = (CompensatedSum.of(amounts), CompensatedSum.of(amounts.lazy.map(\.magnitude)))
            let share = CompensatedSum.of(zip(amounts, isEntitled).lazy.map { $1 ? $0 : 0 }) / sum
            entitledBenefitShare = sum.magnitude > 1e-14 * size ? share : nil
        } else {
            entitledBenefitShare = nil
        }
        leakageOfBenefits = entitledBenefitShare.map { 1 - $0 }
        warnings =
            rows.warnings + [EvaluationWarning(.noComparisonGroup)] + EvaluationWarning.smallSample(rows.count)
    }

    /// Recipients among the entitled.
    ///
    /// - Throws: `no-comparison-group` where neither the population nor the number entitled is known: any value from just
    ///   above 0 to 1 fits the data.
    public func coverage() throws(EvaluationRefusal) -> Interval {
        try bounds { entitledRecipients / $0 }
    }

    /// Entitled units without the programme among the entitled: the exclusion error.
    ///
    /// - Throws: as ``coverage()``.
    public func exclusionError() throws(EvaluationRefusal) -> Interval {
        let coverage = try coverage()
        return Interval(1 - coverage.upper, 1 - coverage.lower)
    }

    /// Recipients among those not entitled.
    ///
    /// - Throws: `no-comparison-group` where the population is not known.
    public func coverageOfOthers() throws(EvaluationRefusal) -> Interval {
        let population = try requiredPopulation()
        return try bounds { (recipients - entitledRecipients) / (population - $0) }
    }

    /// Coverage of the entitled less coverage of the others (Ravallion 2009).
    ///
    /// - Throws: `no-comparison-group` where the population is not known.
    public func differential() throws(EvaluationRefusal) -> Interval {
        let population = try requiredPopulation()
        return try bounds {
            entitledRecipients / $0 - (recipients - entitledRecipients) / (population - $0)
        }
    }

    /// Entitled recipients and other non-recipients among all.
    ///
    /// - Throws: `no-comparison-group` where the population is not known.
    public func correctlyClassified() throws(EvaluationRefusal) -> Interval {
        let population = try requiredPopulation()
        return try bounds {
            (2 * entitledRecipients + population - $0 - recipients) / population
        }
    }

    /// Share of the amount that goes to the entitled, over their share of the population (Coady, Grosh and Hoddinott).
    ///
    /// - Throws: `no-comparison-group` where the population is not known; `not-defined` without amounts.
    public func relativeBenefitShare() throws(EvaluationRefusal) -> Interval {
        let population = try requiredPopulation()
        guard let share = entitledBenefitShare else { throw EvaluationRefusal(.notDefined, "amount") }
        return try bounds { share / ($0 / population) }
    }

    private func requiredPopulation() throws(EvaluationRefusal) -> Double {
        guard let population else { throw EvaluationRefusal(.noComparisonGroup, "population") }
        return population
    }

    /// The values at the two ends, in order; an end at which a quantity has no denominator counts as its limit.
    private func bounds(_ value: (Double) -> Double) throws(EvaluationRefusal) -> Interval {
        guard let entitled else { throw EvaluationRefusal(.noComparisonGroup, "entitled") }
        let ends = [value(entitled.lower), value(entitled.upper)].filter { !$0.isNaN }
        guard let least = ends.min(), let most = ends.max() else { throw EvaluationRefusal(.notDefined, "entitled") }
        return Interval(least, most)
    }
}
