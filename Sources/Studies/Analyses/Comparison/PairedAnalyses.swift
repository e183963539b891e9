import Evaluation
import Problems

/// What tests without weights must say where the study has a design.
enum UnweightedTest {
    static func warnings(_ context: StudyContext) -> [StudyWarning] {
        context.header.design.isDeclared ? [StudyWarning("test-ignores-design")] : []
    }
}

/// What figures of rows as they stand must say where the study has a design weight.
enum UnweightedFigure {
    static func warnings(_ context: StudyContext) -> [StudyWarning] {
        context.header.design.weight == nil ? [] : [StudyWarning("ignores-weight")]
    }
}

/// Student's paired t test with the sign test beside it.
struct PairedTAnalysis: Analysis {
    let head: AnalysisHead
    private let before: StudyFormula
    private let after: StudyFormula
    private let unit: StudyUnit
    private let hasComparison: Bool

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["before", "after", "unit", "comparison-group"])
        head = try AnalysisHead(node)
        before = try StudyFormula(node.required("before"))
        after = try StudyFormula(node.required("after"))
        unit = try node.child("unit")?.choice(StudyUnit.self) ?? .number
        hasComparison = try node.child("comparison-group")?.flag() ?? false
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let (first, second) = (try context.values(before), try context.values(after))
        let confidence = context.header.settings.confidence
        let pairs = try context.told(after) { () throws(EvaluationRefusal) in
            try PairedDifferences(before: first, after: second)
        }
        let test = try context.told(after) { () throws(EvaluationRefusal) in
            try PairedT(pairs, confidence: confidence)
        }
        let signs = try context.told(after) { () throws(EvaluationRefusal) in try SignTest(pairs) }
        let scale: StudyEstimate.Scale = unit == .rupiah ? .rupiah : .number(StudyCell.places(test.mean))
        let evidence = AnalysisSample.evidence(
            "paired-t", context, used: test.n, dropped: pairs.dropped, error: "exact")
        let estimates = [
            StudyEstimate(
                "mean_difference", test.mean, scale,
                interval: StudyEstimate.Range(test.interval.lower, test.interval.upper)),
            StudyEstimate("cohen_d", test.cohenD, .number(2)), StudyEstimate("t", test.statistic, .number(3)),
            StudyEstimate("df", Double(test.degreesOfFreedom), .count),
            StudyEstimate("p_value", test.pValue, .pValue),
            StudyEstimate(
                "p_sign_test", signs.pValue, .pValue, numerator: Double(pairs.positive),
                denominator: Double(pairs.nonzero.count)),
        ]
        var warnings = test.warnings.map { StudyWarning($0) } + UnweightedTest.warnings(context)
        if !hasComparison { warnings.append(StudyWarning("before-after-without-comparison")) }
        return try head.item(context, evidence, estimates, warnings: warnings)
    }
}

/// McNemar's test of a yes/no answer before and after.
struct McNemarAnalysis: Analysis {
    let head: AnalysisHead
    private let before: StudyFormula
    private let after: StudyFormula
    private let hasComparison: Bool

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["before", "after", "comparison-group"])
        hasComparison = try node.child("comparison-group")?.flag() ?? false
        head = try AnalysisHead(node)
        before = try StudyFormula(node.required("before"))
        after = try StudyFormula(node.required("after"))
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let pairs = zip(try context.values(before), try context.values(after)).filter { !$0.isNaN && !$1.isNaN }
        var table = [[0, 0], [0, 0]]
        for (first, second) in pairs { table[first != 0 ? 0 : 1][second != 0 ? 0 : 1] += 1 }
        let counts = table
        let test = try context.told(after) { () throws(EvaluationRefusal) in try McNemar(table: counts) }
        let evidence = AnalysisSample.evidence(
            "mcnemar", context, used: test.n, dropped: context.count - pairs.count, error: "exact")
        let n = Double(max(1, test.n))
        let estimates = [
            StudyEstimate(
                "share_before", Double(counts[0][0] + counts[0][1]) / n, .share,
                numerator: Double(counts[0][0] + counts[0][1]), denominator: n),
            StudyEstimate(
                "share_after", Double(counts[0][0] + counts[1][0]) / n, .share,
                numerator: Double(counts[0][0] + counts[1][0]), denominator: n),
            StudyEstimate("yes_to_no", Double(test.discordant.0), .count),
            StudyEstimate("no_to_yes", Double(test.discordant.1), .count),
            StudyEstimate("chi_square", test.statistic, .number(3)),
            StudyEstimate("p_chi_square", test.pValue, .pValue), StudyEstimate("p_exact", test.exactPValue, .pValue),
        ]
        var warnings = test.warnings.map { StudyWarning($0) } + UnweightedTest.warnings(context)
        if !hasComparison { warnings.append(StudyWarning("before-after-without-comparison")) }
        return try head.item(context, evidence, estimates, warnings: warnings)
    }
}
