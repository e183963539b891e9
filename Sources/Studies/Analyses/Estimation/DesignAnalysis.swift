import Evaluation
import Problems

/// Means, totals and ratios under the design, for all rows, a domain and subgroups.
struct DesignAnalysis: Analysis {
    private enum Unit: String, CaseIterable { case number, rupiah, share }

    let head: AnalysisHead
    private let subgroups: Subgroups
    private let units: StudyUnits?
    private let unit: Unit
    private let decimals: Int
    /// The variable, or numerator and denominator.
    private let variables: [StudyFormula]

    init(_ node: StudyNode) throws(Problem) {
        head = try AnalysisHead(node)
        let own = head.method == "ratio" ? ["numerator", "denominator"] : ["outcome"]
        try node.allow(AnalysisHead.keys + Subgroups.keys + own + ["units", "unit", "decimals"])
        subgroups = try Subgroups(node)
        units = try node.child("units")?.choice(StudyUnits.self)
        unit = try node.child("unit")?.choice(Unit.self) ?? .number
        decimals = try node.child("decimals")?.integer(in: 0...6) ?? 2
        var variables: [StudyFormula] = []
        for key in own { variables.append(try StudyFormula(node.required(key))) }
        self.variables = variables
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let sample = try AnalysisSample(context, units: units, place: head.place)
        var values: [[Double]] = []
        for variable in variables { values.append(try context.values(variable)) }
        var estimates: [StudyEstimate] = []
        var warnings: [StudyWarning] = []
        var used = (n: 0, dropped: 0)
        for (place, part) in try subgroups.parts(context).enumerated() {
            let (estimate, found, n, dropped) = try self.estimate(part, values, sample, context)
            estimates.append(estimate)
            if place == 0 { used = (n, dropped) }
            warnings += found.filter { $0.code != "missing-dropped" || place == 0 }
        }
        let evidence = sample.evidence(head.method, used: used.n, dropped: used.dropped)
        return try head.item(context, evidence, estimates, warnings: warnings)
    }

    private typealias Outcome = (estimate: StudyEstimate, warnings: [StudyWarning], n: Int, dropped: Int)

    private func estimate(
        _ part: (group: LocalText, rows: [Double]?), _ values: [[Double]], _ sample: AnalysisSample,
        _ context: StudyContext
    ) throws(Problem) -> Outcome {
        do throws(EvaluationRefusal) {
            return try figure(part, values, sample)
        } catch {
            // A subgroup without a figure keeps its place; for all rows it is the analysis that has none.
            guard !part.group.isEmpty, error.status == .undefined else {
                throw context.problem(error, variables.first)
            }
            let refusal = StudyWarning("refused." + error.reason.rawValue, ["subject": error.subject])
            let label = variables.first.map { LocalText($0.source) }
            return (
                StudyEstimate(head.method, nil, scale, group: part.group, label: label, refusal: refusal), [], 0, 0
            )
        }
    }

    private func figure(
        _ part: (group: LocalText, rows: [Double]?), _ values: [[Double]], _ sample: AnalysisSample
    ) throws(EvaluationRefusal) -> Outcome {
        let name = variables.map(\.source).joined(separator: " / ")
        func outcome(
            _ value: Double, _ error: Double, _ n: Int, _ dropped: Int, _ found: [EvaluationWarning],
            _ numerator: Double? = nil, _ denominator: Double? = nil
        ) -> Outcome {
            var estimate = sample.estimate(
                head.method, value, scale, error: error, within: limits(values, sample), numerator: numerator,
                denominator: denominator, n: n, group: part.group)
            estimate.label = LocalText(name)
            if let statistic: ResampledStatistic = ["mean": .mean, "ratio": .ratio][head.method] {
                var one = [estimate]
                SmallSample.add(
                    to: &one, [head.method: statistic], outcome: values[0],
                    companion: values.count > 1 ? values[1] : nil, domain: part.rows, sample)
                estimate = one[0]
            }
            return (estimate, found.map { StudyWarning($0) }, n, dropped)
        }
        switch head.method {
        case "total":
            let total = try DesignTotal(outcome: values[0], domain: part.rows, design: sample.design)
            return outcome(total.estimate, total.standardError, total.n, total.dropped, total.warnings)
        case "ratio":
            let ratio = try DesignRatio(
                numerator: values[0], denominator: values[1], domain: part.rows, design: sample.design)
            return outcome(
                ratio.estimate, ratio.standardError, ratio.n, ratio.dropped, ratio.warnings, ratio.numerator,
                ratio.denominator)
        default:
            let mean = try DesignMean(outcome: values[0], domain: part.rows, design: sample.design)
            return outcome(
                mean.estimate, mean.standardError, mean.n, mean.dropped, mean.warnings, mean.estimate * mean.population,
                mean.population)
        }
    }

    /// What the figure can be, by the values of all rows of the design.
    private func limits(_ values: [[Double]], _ sample: AnalysisSample) -> ClosedRange<Double>? {
        let rows = values.map { column in sample.design.rows.map { column[$0] } }
        return switch head.method {
        case "total": FigureLimits.total(rows[0])
        case "ratio": FigureLimits.ratio(rows[0], rows[1], isShare: unit == .share)
        default: FigureLimits.mean(rows[0], isShare: unit == .share)
        }
    }

    private var scale: StudyEstimate.Scale {
        switch unit {
        case .number: .number(decimals)
        case .rupiah: .rupiah
        case .share: .share
        }
    }
}
