/// Incidence by true quantile groups and by external limits: the groups a reader means by "the poorest fifth".
extension IncidenceGroups {
    /// Groups between weighted quantiles (average at exact steps): group k holds cut[k−1] < rank ≤ cut[k].
    ///
    /// - Parameters:
    ///   - outcome: benefit of each row; `nan` is missing.
    ///   - rank: living standard of each row.
    ///   - weights: sampling weights.
    ///   - householdSize: persons per row; groups are then formed with weight × size, benefits stay per row.
    ///   - groups: number of groups.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for fewer than one group, `zero-total`, `zero-mean`, what ``Observations`` throws.
    public static func quantiles(
        outcome: [Double], rank: [Double], weights: [Double]? = nil, householdSize: [Double]? = nil, groups: Int = 5,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) -> IncidenceGroups {
        guard groups >= 1 else { throw EvaluationRefusal(.invalidOption, "groups") }
        let input = try Input(
            outcome: outcome, rank: rank, weights: weights, householdSize: householdSize, missing: missing)
        let quantile = WeightedQuantiles(input.rank, weights: input.units)
        let cuts = (1..<max(groups, 1)).map { quantile(Double($0) / Double(groups)) }
        return try cut(input, cuts)
    }

    /// Groups between limits from outside, such as the decile limits of a national survey: the only grouping of
    /// recipients alone that says anything about the poor in the population.
    ///
    /// - Parameters:
    ///   - outcome: benefit of each row; `nan` is missing.
    ///   - rank: living standard of each row.
    ///   - weights: sampling weights.
    ///   - householdSize: persons per row; groups are then formed with weight × size, benefits stay per row.
    ///   - cuts: limits between the groups, ascending, in the unit of the rank.
    ///   - populationShares: the population's share in each group, such as a tenth each for decile limits: what benefit
    ///     shares are set against. Nil where the rows stand for the population.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for cuts that do not rise or shares that are not positive or do not add up to 1;
    ///   `zero-total`, `zero-mean`, what ``Observations`` throws.
    public static func external(
        outcome: [Double], rank: [Double], weights: [Double]? = nil, householdSize: [Double]? = nil, cuts: [Double],
        populationShares: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) -> IncidenceGroups {
        guard zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }), cuts.allSatisfy(\.isFinite) else {
            throw EvaluationRefusal(.invalidOption, "cuts")
        }
        if let populationShares {
            let sum = CompensatedSum.of(populationShares)
            guard populationShares.count == cuts.count + 1, populationShares.allSatisfy({ $0 > 0 }),
                (sum - 1).magnitude < 1e-9
            else { throw EvaluationRefusal(.invalidOption, "population_shares") }
        }
        let input = try Input(
            outcome: outcome, rank: rank, weights: weights, householdSize: householdSize, missing: missing)
        return try cut(input, cuts, reference: populationShares)
    }

    private static func cut(
        _ input: Input, _ cuts: [Double], reference: [Double]? = nil
    ) throws(EvaluationRefusal) -> IncidenceGroups {
        let total = try input.total()
        let size = cuts.count + 1
        var counts = Array(repeating: 0, count: size)
        var units = Array(repeating: CompensatedSum(), count: size)
        var weights = units
        var benefits = units
        var taking = units
        for row in input.rank.indices {
            let group = cuts.firstPosition { input.rank[row] <= $0 }
            counts[group] += 1
            units[group].add(input.units[row])
            weights[group].add(input.weights[row])
            benefits[group].add(input.weights[row] * input.outcome[row])
            if input.outcome[row] > 0 { taking[group].add(input.weights[row]) }
        }
        let allUnits = CompensatedSum.of(input.units)
        let allWeights = CompensatedSum.of(input.weights)
        let population = reference ?? units.map { $0.value / allUnits }
        let shares = benefits.map { $0.value / total }
        let isFifths = size == 5
        let lowest = isFifths ? population[0] + population[1] : 0
        return IncidenceGroups(
            n: input.rows.count, dropped: input.rows.dropped, cuts: cuts, counts: counts, populationShare: population,
            benefitShare: shares, equalBenefitShare: weights.map { $0.value / allWeights },
            // With a reference from elsewhere the rows are not the population, and their rate is no participation.
            participation: zip(taking, weights).map { $1.value > 0 && reference == nil ? $0.value / $1.value : nil },
            meanBenefit: zip(benefits, units).map { $1.value > 0 ? $0.value / $1.value : nil },
            meanBenefitPerRow: zip(benefits, weights).map { $1.value > 0 ? $0.value / $1.value : nil },
            relativeShare: zip(shares, population).map { $1 > 0 ? $0 / $1 : nil },
            bottom40: isFifths && lowest > 0 ? (shares[0] + shares[1]) / lowest : nil, bottom20: nil,
            warnings: input.warnings(hasReference: reference != nil)
                + (reference == nil ? sizeWarnings(population) : []))
    }

    /// Groups that hold exactly their share of the units: the benefit share of group k is L(k/g) − L((k − 1)/g) on the
    /// concentration curve L, and the row on a limit is split.
    ///
    /// - Parameters:
    ///   - outcome: benefit of each row; `nan` is missing.
    ///   - rank: living standard of each row.
    ///   - weights: sampling weights.
    ///   - householdSize: persons per row; groups are then formed with weight × size, benefits stay per row.
    ///   - groups: number of groups.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for fewer than one group, `zero-total`, `zero-mean`, what ``Observations`` throws.
    public static func exactShares(
        outcome: [Double], rank: [Double], weights: [Double]? = nil, householdSize: [Double]? = nil, groups: Int = 5,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) -> IncidenceGroups {
        guard groups >= 1 else { throw EvaluationRefusal(.invalidOption, "groups") }
        let input = try Input(
            outcome: outcome, rank: rank, weights: weights, householdSize: householdSize, missing: missing)
        let curve = try ConcentrationCurve(
            outcome: input.outcome, rank: input.rank, weights: input.weights, units: input.units)
        let equal = try ConcentrationCurve(
            outcome: Array(repeating: 1, count: input.rank.count), rank: input.rank, weights: input.weights,
            units: input.units)
        let taking = try? ConcentrationCurve(
            outcome: input.outcome.map { $0 > 0 ? 1 : 0 }, rank: input.rank, weights: input.weights, units: input.units)
        let steps = (0...groups).map { Double($0) / Double(groups) }
        let heights = steps.map { curve($0) }
        let equalHeights = steps.map { equal($0) }
        let shares = zip(heights.dropFirst(), heights).map(-)
        let equalShares = zip(equalHeights.dropFirst(), equalHeights).map(-)
        let rate = (taking?.mean ?? 0) / equal.mean
        let participation = (0..<groups).map { group -> Double? in
            guard let taking else { return 0 }
            return (taking(steps[group + 1]) - taking(steps[group])) / equalShares[group] * rate
        }
        return IncidenceGroups(
            n: input.rows.count, dropped: input.rows.dropped, cuts: [], counts: [],
            populationShare: Array(repeating: 1 / Double(groups), count: groups), benefitShare: shares,
            equalBenefitShare: equalShares, participation: participation,
            meanBenefit: shares.map { $0 * curve.mean * Double(groups) },
            meanBenefitPerRow: zip(shares, equalShares).map { $1 > 0 ? $0 / $1 * curve.mean / equal.mean : nil },
            relativeShare: shares.map { $0 * Double(groups) }, bottom40: groups == 5 ? curve(0.4) / 0.4 : nil,
            bottom20: groups == 5 ? curve(0.2) / 0.2 : nil, warnings: input.warnings)
    }
}
