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
        let found = try context.told(variable.formula) { () throws(EvaluationRefusal) in
            try InequalityIndices(x, design: sample.design)
        }
        let level = context.header.settings.confidence
        let band = try context.told(variable.formula) { () throws(EvaluationRefusal) in
            try CurveBand.lorenz(x, design: sample.design, points: CurveBands.points)
        }
        let evidence = sample.evidence("inequality", used: found.n, dropped: found.dropped, rank: variable)
        let isNotNegative = FigureLimits.isNotNegative(sample.design.rows.map { x[$0] })
        var estimates = indices(found, sample, isNotNegative: isNotNegative)
        // The share of the top fifth over that of the bottom fifth has no error of its own.
        let rows = sample.design.rows.map { x[$0] }
        let ratio = try? QuintileShareRatio(rows, weights: sample.design.weights)
        estimates.append(StudyEstimate("quintile_share_ratio", ratio?.value, .number(2)))
        SmallSample.add(to: &estimates, ["gini": .gini], outcome: x, sample)
        var item = try head.item(
            context, evidence, estimates, warnings: found.warnings.map { StudyWarning($0) } + variable.warnings)
        let description = Wording.text("figure.lorenz") { ["gini": $0.decimal(found.gini, places: 3)] }
        let curve = CurveBands.curve(
            .lorenz, Wording.text("curve.lorenz"), band, alpha: sample.isCensus ? nil : 1 - level)
        item.figures = [
            CurveBands.figure(head, [CurveBands.equality, curve], description: description, level: level)
        ]
        return item
    }

    private func indices(_ found: InequalityIndices, _ sample: AnalysisSample, isNotNegative: Bool) -> [StudyEstimate] {
        let errors = found.standardErrors
        let figures: [(key: String, value: Double?, error: Double?)] = [
            ("gini", found.gini, errors?.gini), ("theil_t", found.theilT, errors?.theilT),
            ("theil_l", found.theilL, errors?.theilL), ("atkinson_05", found.atkinsonHalf, errors?.atkinsonHalf),
            ("atkinson_1", found.atkinsonOne, errors?.atkinsonOne),
            ("cv", found.coefficientOfVariation, errors?.coefficientOfVariation),
            ("hoover", found.hoover, errors?.hoover),
        ]
        let unbounded: Set<String> = ["theil_t", "theil_l", "cv"]
        return figures.map {
            let limits = unbounded.contains($0.key) ? FigureLimits.notNegative : FigureLimits.share
            return sample.estimate(
                $0.key, $0.value, .number(4), error: $0.error, within: isNotNegative ? limits : nil)
        }
    }
}
