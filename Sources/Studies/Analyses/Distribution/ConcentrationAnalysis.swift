import Evaluation
import Problems

/// The concentration index of an amount over a living standard, with its family and the curve.
struct ConcentrationAnalysis: Analysis {
    private enum Family: String, CaseIterable {
        case standard, generalized, modified, erreygers, wagstaff, extended, symmetric
    }

    /// Those that lie between -1 and 1 for amounts that are never negative.
    private static let bounded: Set<String> = ["standard", "erreygers", "wagstaff"]

    let head: AnalysisHead
    private let keys: RankedKeys
    private let kinds: [(name: String, kind: ConcentrationIndex.Kind)]

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + RankedKeys.keys + ["types", "limits", "nu", "beta"])
        head = try AnalysisHead(node)
        keys = try RankedKeys(node)
        var kinds: [(String, ConcentrationIndex.Kind)] = []
        for child in try node.child("types")?.oneOrMore() ?? [] {
            let family = try child.choice(Family.self)
            kinds.append((family.rawValue, try Self.kind(family, node)))
        }
        self.kinds = kinds.isEmpty ? [("standard", .standard)] : kinds
    }

    private static func kind(_ family: Family, _ node: StudyNode) throws(Problem) -> ConcentrationIndex.Kind {
        switch family {
        case .standard: return .standard
        case .generalized: return .generalized
        case .extended: return .extended(nu: try node.required("nu").number())
        case .symmetric: return .symmetric(beta: try node.required("beta").number())
        case .modified, .erreygers, .wagstaff:
            let limits = try node.required("limits")
            var ends: [Double] = []
            for end in try limits.list() { ends.append(try end.number()) }
            guard let lower = ends.first, ends.count < 3, ends.count == 1 || ends[1] > lower,
                family == .modified || ends.count == 2
            else { throw limits.problem("study.limits-must-rise") }
            let pair = ConcentrationIndex.Limits(lower, ends.count == 2 ? ends[1] : nil)
            return family == .modified ? .modified(pair) : family == .erreygers ? .erreygers(pair) : .wagstaff(pair)
        }
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let rows = try keys.rows(context, head)
        let sample = rows.sample
        var estimates: [StudyEstimate] = []
        var warnings = rows.warnings
        var used = (n: 0, dropped: 0)
        let isBounded = FigureLimits.isNotNegative(rows.amountPerUnit)
        for (name, kind) in kinds {
            let index = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
                try ConcentrationIndex(
                    outcome: rows.amountPerUnit, rank: rows.standard, design: sample.design, kind: kind)
            }
            used = (index.n, index.dropped)
            warnings += index.warnings.map { StudyWarning($0) }
            let key = name == "standard" ? "concentration_index" : "concentration_index_" + name
            estimates.append(
                sample.estimate(
                    key, index.value, .number(4), error: index.standardError,
                    within: isBounded && Self.bounded.contains(name) ? FigureLimits.index : nil))
            SmallSample.add(
                to: &estimates, [key: .concentration(kind)], outcome: rows.amountPerUnit, companion: rows.standard,
                sample)
            if context.header.settings.stataCompatible, let other = try? index.regressionError(.hc1) {
                estimates.append(
                    StudyEstimate(
                        key + "_se_stata", other, .number(4), label: Wording.text("estimate.se_stata"),
                        warnings: [StudyWarning("stata-error-ignores-design")]))
            }
        }
        if let withheld = rows.withheld() { warnings += [StudyWarning("no-population-reference"), withheld] }
        let evidence = sample.evidence("concentration", used: used.n, dropped: used.dropped, rank: rows.rank)
        var item = try head.item(context, evidence, estimates, warnings: warnings)
        item.figures = [try figure(rows, context)]
        return item
    }

    private func figure(_ rows: RankedRows, _ context: StudyContext) throws(Problem) -> StudyFigure {
        let level = context.header.settings.confidence
        let dominance = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
            try CurveDominance(
                benefit: rows.amountPerUnit, rank: rows.standard, design: rows.sample.design,
                points: CurveBands.points)
        }
        let curve = CurveBands.curve(
            .concentration, Wording.text("curve.concentration"), dominance.concentrationCurve,
            alpha: rows.sample.isCensus ? nil : 1 - level)
        return CurveBands.figure(
            head, [CurveBands.equality, curve], description: Wording.text("figure.concentration"), level: level)
    }
}
