import Evaluation
import Problems

/// Benefit incidence: the publication's classes of equal width beside true quantile groups, and the curves.
struct IncidenceAnalysis: Analysis {
    private let head: AnalysisHead
    private let rank: StudyFormula
    private let outcome: StudyFormula
    private let groups: Int
    private let labels: [LocalText]
    private let printedShares: [String]
    private let printedBreaks: [Double]
    private let printedVerdict: String?
    private let rankPerHousehold: Bool

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["rank", "outcome", "groups", "labels", "rank-is-household", "printed"])
        head = try AnalysisHead(node)
        rank = try StudyFormula(node.required("rank"))
        outcome = try StudyFormula(node.required("outcome"))
        groups = try node.child("groups")?.integer() ?? 5
        guard (2...100).contains(groups) else {
            throw try node.required("groups").problem("study.not-a-number", value: String(groups))
        }
        var labels: [LocalText] = []
        for label in try node.child("labels")?.list() ?? [] { labels.append(try label.localText()) }
        self.labels = labels
        rankPerHousehold = try node.child("rank-is-household")?.flag() ?? false
        let printed = try node.child("printed")
        try printed?.allow(["shares", "breaks", "verdict"])
        var shares: [String] = []
        for share in try printed?.child("shares")?.list() ?? [] { shares.append(try share.text()) }
        printedShares = shares
        var breaks: [Double] = []
        for limit in try printed?.child("breaks")?.list() ?? [] { breaks.append(try limit.number()) }
        printedBreaks = breaks
        printedVerdict = try printed?.child("verdict")?.text()
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let (benefit, standard) = (try context.values(outcome), try context.values(rank))
        let result = try context.told(outcome) { () throws(EvaluationRefusal) in
            try IncidenceResult(outcome: benefit, rank: standard, groups: groups)
        }
        var item = head.item(n: result.equalWidth.n, missing: result.equalWidth.dropped)
        item.asPublished = published(result)
        item.recommended = try context.told(outcome) { () throws(EvaluationRefusal) in try recommended(result) }
        item.warnings += warnings(result)
        let layout = IncidenceLayout(
            result: result, labels: labels, printedShares: printedShares, caption: head.title)
        item.tables = [layout.classes, layout.quantiles, layout.indices]
        item.figures = [layout.figure(name: head.name)]
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }

    /// The publication's method on these data, beside what it prints.
    private func published(_ result: IncidenceResult) -> [String: JSON] {
        let classes = result.equalWidth
        let shares = classes.printedShares(places: 2)
        var fields: [String: JSON] = [
            "grouping": .string("equal-width"), "breaks": .numbers(classes.breaks), "count": .integers(classes.counts),
            "share": .strings(shares), "concentration_index": .number(classes.paperIndex()),
        ]
        if !printedShares.isEmpty {
            fields["share_printed"] = .strings(printedShares)
            let same = zip(shares, printedShares).allSatisfy {
                PrintedPercent($0, whole: 1) == PrintedPercent($1, whole: 1)
            }
            let limits = printedBreaks.isEmpty || printedBreaks == classes.breaks
            fields["reproduced"] = .bool(same && limits && shares.count == printedShares.count)
        }
        if let printedVerdict { fields["verdict"] = .string(printedVerdict) }
        return fields
    }

    private func recommended(_ result: IncidenceResult) throws(EvaluationRefusal) -> [String: JSON] {
        let (classes, groups) = (result.equalWidth, result.quantiles)
        let verdict = result.verdict
        return [
            "grouping": .string("quantile-cuts"), "n": .integer(groups.n), "cuts": .numbers(groups.cuts),
            "count": .integers(groups.counts), "population_share": .numbers(groups.populationShare),
            "benefit_share": .numbers(groups.benefitShare),
            "benefit_share_equal_benefit": .numbers(groups.equalBenefitShare),
            "benefit_share_exact": .numbers(result.exact.benefitShare),
            "class_population_share": .numbers(classes.populationShare),
            "concentration_index": .number(result.concentration.index), "gini": .number(result.lorenz.index),
            "concentration_index_of_classes": .number(
                try ConcentrationCurve.index(unitShares: classes.populationShare, outcomeShares: classes.benefitShare)),
            "concentration_index_of_classes_equal_benefit": .number(
                try ConcentrationCurve.index(
                    unitShares: classes.populationShare, outcomeShares: classes.populationShare)),
            "verdict": verdict == .withheld ? .null : .string(verdict.rawValue),
            "verdict_withheld_because": verdict == .withheld ? .string(verdict.rawValue) : .null,
        ]
    }

    private func warnings(_ result: IncidenceResult) -> [StudyWarning] {
        var seen: Set<EvaluationWarning.Code> = []
        var found = (result.equalWidth.warnings + result.quantiles.warnings).filter { seen.insert($0.code).inserted }
            .map { StudyWarning($0.code.rawValue, $0.arguments) }
        let classes = result.equalWidth
        let share = Wording.text("value.percent") {
            ["percent": $0.percent(classes.counts[0], of: classes.n, places: 1)]
        }
        let fair = Wording.text("value.percent") { ["percent": $0.percent(1, of: groups, places: 0)] }
        found.append(StudyWarning("first-class-is-no-quantile", ["share": share, "fair": fair]))
        if printedVerdict != nil, result.verdict == .withheld { found.append(StudyWarning("verdict-withheld")) }
        if rankPerHousehold { found.append(StudyWarning("ranked-by-household")) }
        for (index, printed) in printedShares.enumerated() where index < classes.counts.count {
            guard let figure = PrintedPercent(printed, whole: 1) else { continue }
            let verdict = figure.verdict(count: classes.counts[index], of: classes.n)
            guard verdict == .impossible || verdict == .otherCount else { continue }
            let right = Wording.text("value.percent") {
                ["percent": $0.decimal(classes.populationShare[index], places: figure.places)]
            }
            found.append(
                StudyWarning(
                    "impossible-share-by-count",
                    [
                        "printed": LocalText(printed), "count": LocalText(String(classes.counts[index])),
                        "n": LocalText(String(classes.n)), "right": right,
                    ], subject: index < labels.count ? labels[index] : LocalText(String(index + 1))))
        }
        return found
    }
}
