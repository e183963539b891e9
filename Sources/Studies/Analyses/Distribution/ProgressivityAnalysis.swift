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
        var estimates = [
            sample.estimate("concentration_index", index.concentration, .number(4), error: errors?.concentration),
            sample.estimate("gini", index.gini, .number(4), error: errors?.gini),
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
        let figures: [(key: String, value: Double, error: Double?)] = [
            ("gini_pre", effect.giniBefore, errors?.giniBefore), ("gini_post", effect.giniAfter, errors?.giniAfter),
            ("concentration_post", effect.concentrationAfter, errors?.concentrationAfter),
            ("reynolds_smolensky", effect.reynoldsSmolensky, errors?.reynoldsSmolensky),
            ("reranking", effect.reranking, errors?.reranking),
            ("redistributive_effect", effect.effect, errors?.effect),
        ]
        return try head.item(
            context, evidence, figures.map { sample.estimate($0.key, $0.value, .number(4), error: $0.error) },
            warnings: effect.warnings.map { StudyWarning($0) })
    }
}
