import Evaluation
import Problems

/// Everything an incidence analysis computes from the same complete rows.
struct IncidenceResult {
    /// Classes of equal width, where the study asks for them.
    let equalWidth: EqualWidthIncidence?
    let quantiles: IncidenceGroups
    let exact: IncidenceGroups
    /// Groups between the population's own limits, where the study gives them.
    let external: IncidenceGroups?
    /// The Lorenz curve of the ranking variable.
    let lorenz: ConcentrationCurve
    /// The concentration curve of the benefit.
    let concentration: ConcentrationCurve
    /// What each group holds of the benefit, with its error; of the external groups where there are any.
    let shares: [DesignRatio]

    init(
        _ rows: RankedRows, groups: Int, limits: [Double]?, equalWidth wantsClasses: Bool
    ) throws(EvaluationRefusal) {
        let sample = rows.sample
        let kept = sample.design.rows
        let (outcome, rank) = (kept.map { rows.amount[$0] }, kept.map { rows.standard[$0] })
        // Groups hold persons where persons are counted; benefits and participation stay with the household.
        let sizes = sample.sizes.map { sizes in kept.map { sizes[$0] } }
        let weights = sizes.map { zip(sample.design.weights, $0).map { $0 / $1 } } ?? sample.design.weights
        equalWidth =
            wantsClasses ? try EqualWidthIncidence(outcome: outcome, rank: rank, groups: groups) : nil
        quantiles = try .quantiles(
            outcome: outcome, rank: rank, weights: weights, householdSize: sizes, groups: groups)
        exact = try .exactShares(
            outcome: outcome, rank: rank, weights: weights, householdSize: sizes, groups: groups)
        external = try limits.map { limits throws(EvaluationRefusal) in
            try .external(outcome: outcome, rank: rank, weights: weights, householdSize: sizes, cuts: limits)
        }
        let complete = try Observations([outcome, rank], weights: weights)
        let units = sizes.map { sizes in zip(complete.rows, complete.weights).map { sizes[$0] * $1 } }
        lorenz = try ConcentrationCurve(
            outcome: complete.columns[1], rank: complete.columns[1], weights: units ?? complete.weights)
        concentration = try ConcentrationCurve(
            outcome: complete.columns[0], rank: complete.columns[1], weights: complete.weights, units: units)
        let cuts = external?.cuts ?? quantiles.cuts
        var shares: [DesignRatio] = []
        for group in 0...cuts.count {
            let inside = zip(rows.amountPerUnit, rows.standard).map { amount, standard -> Double in
                guard amount.isFinite, standard.isFinite else { return .nan }
                return cuts.count { $0 < standard } == group ? amount : 0
            }
            let whole = zip(rows.amountPerUnit, rows.standard).map { $1.isFinite ? $0 : .nan }
            shares.append(try DesignRatio(numerator: inside, denominator: whole, design: sample.design))
        }
        self.shares = shares
    }
}
