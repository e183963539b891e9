import Evaluation
import Problems

/// The outcome and the groups of a comparison.
private struct GroupKeys: Sendable {
    static let keys = ["outcome", "group"]
    let outcome: StudyFormula
    let group: StudyFormula

    init(_ node: StudyNode) throws(Problem) {
        outcome = try StudyFormula(node.required("outcome"))
        group = try StudyFormula(node.required("group"))
    }

    /// - Parameter first: codes that are taken for one group, and its name.
    func grouped(
        _ context: StudyContext, first: (codes: Set<String>, name: String)? = nil
    ) throws(Problem) -> GroupedOutcome {
        let (values, codes) = (try context.values(outcome), try context.cells(group))
        let groups = codes.map { code in code.map { first?.codes.contains($0) ?? false ? first?.name ?? $0 : $0 } }
        return try context.told(group) { () throws(EvaluationRefusal) in
            try GroupedOutcome(outcome: values, groups: groups)
        }
    }

    /// The codes of the group that a value names by code or label.
    ///
    /// - Throws: `study.unknown-value` with the codes and labels there are.
    func codes(of value: String, _ place: Place, _ context: StudyContext) throws(Problem) -> Set<String> {
        let present = Set(try context.cells(group).compactMap { $0 })
        let chosen = context.data.codes(named: value, of: group.source, among: present)
        guard chosen.isEmpty else { return chosen }
        let named = context.data.named(present.sorted(), of: group.source)
        var hint = NearestName.hint(value, of: Set(named.flatMap { [$0.code, $0.label] }))
        hint["allowed"] = named.map { $0.label.contains($0.code) ? $0.label : $0.code + " " + $0.label }
            .joined(separator: ", ")
        throw Problem("study.unknown-value", at: place, value: value, hint)
    }
}

/// Two independent groups: Welch's t for means and Mann–Whitney for ranks.
struct TwoSampleAnalysis: Analysis {
    /// Up to this many rows the rank test is exact.
    private static let mostExact = 400

    let head: AnalysisHead
    private let keys: GroupKeys
    private let first: String
    private let scale: StudyEstimate.Scale
    private let firstPlace: Place

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + GroupKeys.keys + ["first", "unit"])
        scale = try node.child("unit")?.choice(StudyUnit.self) == .rupiah ? .rupiah : .number(2)
        head = try AnalysisHead(node)
        keys = try GroupKeys(node)
        let first = try node.required("first")
        firstPlace = first.place
        self.first = try first.text()
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let chosen = try keys.codes(of: first, firstPlace, context)
        let outcome = try keys.grouped(context, first: (chosen, first))
        let name = chosen.count > 1 ? first : context.data.named(Array(chosen), of: keys.group.source)[0].label
        let confidence = context.header.settings.confidence
        let welch = try context.told(keys.outcome) { () throws(EvaluationRefusal) in
            try WelchT(outcome, first: first, confidence: confidence)
        }
        let ranks = try context.told(keys.outcome) { () throws(EvaluationRefusal) in
            try MannWhitney(outcome, first: first)
        }
        let isExact = outcome.values.count <= Self.mostExact
        let p = try context.told(keys.outcome) { () throws(EvaluationRefusal) in
            try ranks.pValue(.twoSided, isExact ? .exact : .asymptotic, continuity: !isExact)
        }
        func mean(_ isFirst: Bool) -> (n: Int, mean: Double) {
            let values = zip(outcome.values, outcome.groups).filter { ($0.1 == first) == isFirst }.map(\.0)
            return (values.count, values.reduce(0, +) / Double(max(1, values.count)))
        }
        let (one, other) = (mean(true), mean(false))
        let evidence = AnalysisSample.evidence(
            "two-sample", context, used: outcome.values.count, dropped: outcome.dropped,
            error: isExact ? "exact" : "asymptotic")
        let estimates = [
            StudyEstimate(
                "mean_first", one.mean, scale, n: one.n,
                label: Wording.text("estimate.mean-of", ["group": name])),
            StudyEstimate(
                "mean_second", other.mean, scale, n: other.n,
                label: Wording.text("estimate.mean-of-others")),
            StudyEstimate(
                "difference", welch.difference, scale,
                interval: StudyEstimate.Range(welch.interval.lower, welch.interval.upper)),
            StudyEstimate("t", welch.statistic, .number(3)),
            StudyEstimate("df", welch.degreesOfFreedom, .number(1)),
            StudyEstimate("p_welch", welch.pValue, .pValue), StudyEstimate("mann_whitney_u", ranks.u, .number(1)),
            StudyEstimate("superiority", ranks.superiority, .share), StudyEstimate("p_mann_whitney", p, .pValue),
        ]
        return try head.item(
            context, evidence, estimates,
            warnings: welch.warnings.map { StudyWarning($0) } + UnweightedTest.warnings(context) + [
                StudyWarning("association-is-not-cause")
            ])
    }
}

/// Several independent groups: Kruskal–Wallis.
struct SeveralSamplesAnalysis: Analysis {
    let head: AnalysisHead
    private let keys: GroupKeys

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + GroupKeys.keys)
        head = try AnalysisHead(node)
        keys = try GroupKeys(node)
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let outcome = try keys.grouped(context)
        let test = try context.told(keys.outcome) { () throws(EvaluationRefusal) in try KruskalWallis(outcome) }
        let evidence = AnalysisSample.evidence(
            "k-sample", context, used: test.n, dropped: outcome.dropped, error: "asymptotic")
        return try head.item(
            context, evidence,
            [
                StudyEstimate("kruskal_wallis_h", test.statistic, .number(3)),
                StudyEstimate("df", Double(test.degreesOfFreedom), .count),
                StudyEstimate("p_value", test.pValue, .pValue),
            ],
            warnings: test.warnings.map { StudyWarning($0) } + UnweightedTest.warnings(context) + [
                StudyWarning("association-is-not-cause")
            ])
    }
}
