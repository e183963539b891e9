import Evaluation
import Problems

/// How unequal a living standard or another amount is: Gini, quintile shares, Theil, Atkinson, with the Lorenz curve.
struct InequalityAnalysis: Analysis {
    let head: AnalysisHead
    private let value: StudyRank?
    private let units: StudyUnits?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["value", "units"])
        head = try AnalysisHead(node)
        value = try node.child("value").map { node throws(Problem) in try StudyRank(node) }
        units = try node.child("units")?.choice(StudyUnits.self)
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        guard let variable = value ?? context.header.rank else { throw head.missing("value") }
        let sample = try AnalysisSample(context, units: units, place: head.place)
        let x = try variable.values(context)
        let gini = try context.told(variable.formula) { () throws(EvaluationRefusal) in
            try Gini(x, design: sample.design)
        }
        let dispersed = try indices(x, sample, variable, context)
        let level = context.header.settings.confidence
        let curve = try context.told(variable.formula) { () throws(EvaluationRefusal) in
            try CurveBands.curve(
                .lorenz, Wording.text("curve.lorenz"), benefit: x, rank: x, design: sample.design, alpha: 1 - level,
                withBand: !sample.isCensus)
        }
        let evidence = sample.evidence("inequality", used: gini.n, dropped: gini.dropped, rank: variable)
        var estimates = [sample.estimate("gini", gini.value, .number(4), error: gini.standardError)] + dispersed
        SmallSample.add(to: &estimates, ["gini": .gini], outcome: x, sample)
        var item = try head.item(
            context, evidence, estimates,
            warnings: gini.warnings.map { StudyWarning($0) } + variable.warnings)
        let description = Wording.text("figure.lorenz") { ["gini": $0.decimal(gini.value, places: 3)] }
        item.figures = [
            CurveBands.figure(head, [CurveBands.equality, curve], description: description, level: level)
        ]
        return item
    }

    /// The quintile share ratio, and the indices that exist for rows of equal weight.
    private func indices(
        _ x: [Double], _ sample: AnalysisSample, _ variable: StudyRank, _ context: StudyContext
    ) throws(Problem) -> [StudyEstimate] {
        let rows = sample.design.rows.map { x[$0] }
        let weights = sample.design.weights
        let ratio = try? QuintileShareRatio(rows, weights: weights)
        let share = StudyEstimate("quintile_share_ratio", ratio?.value, .number(2))
        guard Set(weights).count == 1 else {
            let refusal = StudyWarning("refused.weights-not-supported")
            return [share]
                + ["theil_t", "theil_l", "atkinson_1", "cv", "hoover"].map {
                    StudyEstimate($0, nil, .number(4), refusal: refusal)
                }
        }
        let found = try context.told(variable.formula) { () throws(EvaluationRefusal) in
            try InequalityIndices(rows)
        }
        return [
            share, StudyEstimate("theil_t", found.theilT, .number(4)),
            StudyEstimate("theil_l", found.theilL, .number(4)),
            StudyEstimate("atkinson_1", found.atkinsonOne, .number(4)),
            StudyEstimate("cv", found.coefficientOfVariation, .number(4)),
            StudyEstimate("hoover", found.hoover, .number(4)),
        ]
    }
}
