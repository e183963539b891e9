import Evaluation
import Problems

/// Kakwani's index: the benefit's concentration less the inequality of the living standard, from one joint influence.
struct ProgressivityAnalysis: Analysis {
    let head: AnalysisHead
    private let keys: RankedKeys

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + RankedKeys.keys)
        head = try AnalysisHead(node)
        keys = try RankedKeys(node)
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let rows = try keys.rows(context, head)
        let sample = rows.sample
        let index = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
            try Kakwani(benefit: rows.amountPerUnit, rank: rows.standard, design: sample.design)
        }
        let verdict = try DistributionVerdict(rows, context)
        let errors = index.standardErrors
        let bounded = (FigureLimits.isNotNegative(rows.amountPerUnit), FigureLimits.isNotNegative(rows.standard))
        var estimates = [
            sample.estimate(
                "concentration_index", index.concentration, .number(4), error: errors?.concentration,
                within: bounded.0 ? FigureLimits.index : nil),
            sample.estimate(
                "gini", index.gini, .number(4), error: errors?.gini, within: bounded.1 ? FigureLimits.share : nil),
            sample.estimate("kakwani", index.value, .number(4), error: errors?.kakwani),
        ]
        SmallSample.add(
            to: &estimates,
            ["concentration_index": .concentration(.standard), "gini": .giniOfRank, "kakwani": .kakwani],
            outcome: rows.amountPerUnit, companion: rows.standard, sample)
        let evidence = sample.evidence("progressivity", used: index.n, dropped: index.dropped, rank: rows.rank)
        var item = try head.item(
            context, evidence, estimates,
            warnings: rows.warnings + index.warnings.map { StudyWarning($0) } + verdict.warnings, rows: verdict.rows)
        item.recommended.merge(verdict.fields) { _, new in new }
        item.figures = [verdict.figure(head, context)]
        return item
    }
}

/// Before and after a transfer: redistribution and re-ranking.
struct RedistributionAnalysis: Analysis {
    let head: AnalysisHead
    private let before: StudyFormula
    private let after: StudyFormula
    private let units: StudyUnits?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["before", "after", "units"])
        head = try AnalysisHead(node)
        before = try StudyFormula(node.required("before"))
        after = try StudyFormula(node.required("after"))
        units = try node.child("units")?.choice(StudyUnits.self)
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let sample = try AnalysisSample(context, units: units, place: head.place)
        let (first, second) = (try context.values(before), try context.values(after))
        let effect = try context.told(after) { () throws(EvaluationRefusal) in
            try Redistribution(before: first, after: second, design: sample.design)
        }
        let evidence = sample.evidence("redistribution", used: effect.n, dropped: effect.dropped)
        let errors = effect.standardErrors
        let bounded = (FigureLimits.isNotNegative(first), FigureLimits.isNotNegative(second))
        let share: (Bool) -> ClosedRange<Double>? = { $0 ? FigureLimits.share : nil }
        let figures: [(key: String, value: Double, error: Double?, limits: ClosedRange<Double>?)] = [
            ("gini_pre", effect.giniBefore, errors?.giniBefore, share(bounded.0)),
            ("gini_post", effect.giniAfter, errors?.giniAfter, share(bounded.1)),
            (
                "concentration_post", effect.concentrationAfter, errors?.concentrationAfter,
                bounded.1 ? FigureLimits.index : nil
            ),
            ("reynolds_smolensky", effect.reynoldsSmolensky, errors?.reynoldsSmolensky, nil),
            ("reranking", effect.reranking, errors?.reranking, bounded.1 ? FigureLimits.notNegative : nil),
            ("redistributive_effect", effect.effect, errors?.effect, nil),
        ]
        return try head.item(
            context, evidence,
            figures.map { sample.estimate($0.key, $0.value, .number(4), error: $0.error, within: $0.limits) },
            warnings: effect.warnings.map { StudyWarning($0) })
    }
}
