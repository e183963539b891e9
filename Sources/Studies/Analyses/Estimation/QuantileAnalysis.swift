import Evaluation
import Problems

/// Weighted quantiles, such as the median.
struct QuantileAnalysis: Analysis {
    private enum Unit: String, CaseIterable { case number, rupiah }

    let head: AnalysisHead
    private let outcome: StudyFormula
    private let shares: [Double]
    private let units: StudyUnits?
    private let unit: Unit
    private let rule: WeightedQuantiles.Rule

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["outcome", "shares", "units", "unit", "rule"])
        head = try AnalysisHead(node)
        outcome = try StudyFormula(node.required("outcome"))
        var shares: [Double] = []
        for child in try node.child("shares")?.oneOrMore() ?? [] {
            shares.append(try child.number(in: 0.0001...0.9999))
        }
        self.shares = shares.isEmpty ? [0.25, 0.5, 0.75] : shares
        units = try node.child("units")?.choice(StudyUnits.self)
        unit = try node.child("unit")?.choice(Unit.self) ?? .number
        rule = try node.child("rule")?.choice(WeightedQuantiles.Rule.self) ?? .averageAtSteps
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let sample = try AnalysisSample(context, units: units, place: head.place)
        let values = try context.values(outcome)
        var estimates: [StudyEstimate] = []
        var (used, dropped) = (0, 0)
        var warnings: [StudyWarning] = []
        for share in shares {
            let found = try context.told(outcome) { () throws(EvaluationRefusal) in
                try DesignQuantile(values, at: share, design: sample.design, rule: rule)
            }
            (used, dropped) = (found.n, found.dropped)
            // That values heap concerns the one quantile, and its interval at the study's own level.
            warnings += found.warnings.filter { $0.code != .heapedValues }.map { StudyWarning($0) }
            let interval = (try? found.interval(confidence: context.header.settings.confidence)) ?? nil
            let key = "quantile_\(share)"
            estimates.append(
                StudyEstimate(
                    key, found.estimate, unit == .rupiah ? .rupiah : .number(2),
                    error: sample.isCensus ? nil : found.standardError,
                    interval: sample.isCensus
                        ? nil : interval.map { StudyEstimate.Range($0.lower, $0.upper) },
                    label: Wording.text("estimate.quantile") {
                        ["share": $0.decimal(100 * share, places: share * 100 == (share * 100).rounded() ? 0 : 2)]
                    },
                    warnings: sample.isCensus ? [] : Self.heaped(found, interval)))
            SmallSample.add(to: &estimates, [key: .quantile(share)], outcome: values, sample)
        }
        return try head.item(
            context, sample.evidence("quantile", used: used, dropped: dropped), estimates, warnings: warnings)
    }

    /// An interval without width says that many rows hold one value, not that the quantile is certain.
    private static func heaped(_ found: DesignQuantile, _ interval: Interval?) -> [StudyWarning] {
        guard let interval, interval.lower == interval.upper else { return [] }
        func percent(_ language: Language) -> String { language.decimal(100 * found.tiedShare, places: 1) }
        let code = EvaluationWarning.Code.heapedValues.rawValue
        return [StudyWarning(code, ["percent": LocalText(percent(.id), en: percent(.en))])]
    }
}
