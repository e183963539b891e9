import Evaluation
import Problems

/// The keys of analyses on how an amount is spread over a living standard; what they leave out the study says.
struct RankedKeys: Sendable {
    static let keys = ["rank", "outcome", "units"]
    private let rank: StudyRank?
    private let outcome: StudyBenefit?
    private let units: StudyUnits?

    init(_ node: StudyNode) throws(Problem) {
        rank = try node.child("rank").map { node throws(Problem) in try StudyRank(node) }
        outcome = try node.child("outcome").map { node throws(Problem) in try StudyBenefit(node) }
        units = try node.child("units")?.choice(StudyUnits.self)
    }

    func rows(_ context: StudyContext, _ head: AnalysisHead) throws(Problem) -> RankedRows {
        guard let outcome = outcome ?? context.header.benefit else { throw head.missing("outcome") }
        return try RankedRows(context, head, rank: standard(context, head), outcome: outcome, units: units)
    }

    /// The ranking variable.
    func standard(_ context: StudyContext, _ head: AnalysisHead) throws(Problem) -> StudyRank {
        guard let rank = rank ?? context.header.rank else { throw head.missing("rank") }
        return rank
    }

    func sample(_ context: StudyContext, _ head: AnalysisHead) throws(Problem) -> AnalysisSample {
        try AnalysisSample(context, units: units, place: head.place)
    }
}

/// Rows with a living standard and an amount.
struct RankedRows: Sendable {
    let sample: AnalysisSample
    let rank: StudyRank
    let outcome: StudyBenefit
    let standard: [Double]
    /// The amount of each row, such as a household.
    let amount: [Double]
    /// The amount of each unit counted: shared equally among the members where persons are.
    let amountPerUnit: [Double]

    init(
        _ context: StudyContext, _ head: AnalysisHead, rank: StudyRank, outcome: StudyBenefit, units: StudyUnits?
    ) throws(Problem) {
        sample = try AnalysisSample(context, units: units, place: head.place)
        self.rank = rank
        self.outcome = outcome
        standard = try rank.values(context)
        let amount = try outcome.values(context)
        self.amount = amount
        amountPerUnit = sample.sizes.map { zip(amount, $0).map { $0 / $1 } } ?? amount
    }

    /// The place refusals point at.
    var anchor: StudyFormula? { rank.formula }

    /// The warnings that hold for every analysis of these rows.
    var warnings: [StudyWarning] { rank.warnings }

    /// Why nothing may be said of the poor, where the rows are recipients alone and the study names no limits.
    func withheld() -> StudyWarning? {
        let used = zip(amount, standard).filter { $0.isFinite && $1.isFinite }
        return used.allSatisfy { $0.0 > 0 } ? StudyWarning("verdict-withheld") : nil
    }
}
