import Evaluation

/// Everything an incidence analysis computes from the same complete rows.
struct IncidenceResult {
    let equalWidth: EqualWidthIncidence
    let quantiles: IncidenceGroups
    let exact: IncidenceGroups
    /// The Lorenz curve of the ranking variable.
    let lorenz: ConcentrationCurve
    /// The concentration curve of the benefit.
    let concentration: ConcentrationCurve
    let verdict: Progressivity

    init(outcome: [Double], rank: [Double], groups: Int) throws(EvaluationRefusal) {
        equalWidth = try EqualWidthIncidence(outcome: outcome, rank: rank, groups: groups)
        quantiles = try .quantiles(outcome: outcome, rank: rank, groups: groups)
        exact = try .exactShares(outcome: outcome, rank: rank, groups: groups)
        let rows = try Observations([outcome, rank])
        lorenz = try ConcentrationCurve(outcome: rows.columns[1], rank: rows.columns[1], weights: rows.weights)
        concentration = try ConcentrationCurve(outcome: rows.columns[0], rank: rows.columns[1], weights: rows.weights)
        verdict = Progressivity.label(
            outcome: rows.columns[0], concentration: concentration.index, gini: lorenz.index)
    }
}
