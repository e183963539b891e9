import Evaluation
import Problems

/// Benefit incidence: the publication's classes of equal width beside true quantile groups, and the curves.
struct IncidenceAnalysis: Analysis {
    private enum Grouping: String, CaseIterable { case quantile, equalWidth = "equal-width" }

    let head: AnalysisHead
    private let keys: RankedKeys
    private let groups: Int
    private let groupings: [Grouping]
    private let labels: [LocalText]
    private let printedShares: [String]
    private let printedBreaks: [Double]
    private let printedVerdict: String?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + RankedKeys.keys + ["groups", "grouping", "labels", "printed"])
        head = try AnalysisHead(node)
        keys = try RankedKeys(node)
        groups = try node.child("groups")?.integer(in: 2...100) ?? 5
        var groupings: [Grouping] = []
        for child in try node.child("grouping")?.oneOrMore() ?? [] { groupings.append(try child.choice(Grouping.self)) }
        self.groupings = groupings
        var labels: [LocalText] = []
        for label in try node.child("labels")?.list() ?? [] { labels.append(try label.localText()) }
        self.labels = labels
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
        let rows = try keys.rows(context, head)
        let wantsClasses = groupings.contains(.equalWidth)
        guard !wantsClasses || !context.header.design.isDeclared else {
            throw Problem("study.classes-ignore-design", at: head.place, value: Grouping.equalWidth.rawValue)
        }
        let result = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
            try IncidenceResult(rows, groups: groups, limits: context.limits, equalWidth: wantsClasses)
        }
        let verdict = try IncidenceVerdict(result, rows, context)
        let evidence = rows.sample.evidence(
            "incidence", used: result.quantiles.n, dropped: result.quantiles.dropped, rank: rows.rank)
        let layout = IncidenceLayout(
            result: result, labels: labels, printedShares: printedShares, caption: head.title,
            isPopulation: rows.withheld() == nil)
        let limits = try PopulationLimits.warnings(rows, context)
        var item = try head.item(
            context, evidence, [], warnings: warnings(result) + rows.warnings + limits + verdict.warnings)
        item.estimates = estimates(result, rows)
        item.asPublished = result.equalWidth.map { published($0) } ?? [:]
        let fields = try context.told(rows.anchor) { () throws(EvaluationRefusal) in try recommended(result) }
        if layout.restsOnLimits {
            // The conclusion is on the population: what holds among the recipients alone must not stand beside it.
            let (outside, inside) = (external(result), fields)
            item.recommended.merge(outside) { first, _ in first }
            item.recommended["among_recipients"] = .object(inside)
        } else {
            item.recommended.merge(fields) { first, _ in first }
            item.recommended.merge(external(result)) { first, _ in first }
        }
        item.recommended.merge(verdict.fields) { _, new in new }
        if printedVerdict != nil, verdict.isWithheld { item.warnings.append(StudyWarning("verdict-withheld")) }
        var tables = [layout.classes, layout.external(context.header.reference), layout.quantiles].compactMap { $0 }
        if !rows.sample.isCensus, context.header.sampling != .unstated || context.header.design.isDeclared {
            tables.append(
                EstimateTable(item.estimates, context).table(
                    caption: IncidenceLayout.joined(head.title, Wording.text("table.shares"))))
        }
        item.tables = tables + [layout.indices(verdict)] + item.tables
        item.figures = [layout.figure(name: head.name, band: verdict.band(head, context))]
        return item
    }

    /// The share of each group with its error.
    private func estimates(_ result: IncidenceResult, _ rows: RankedRows) -> [StudyEstimate] {
        let counts = result.external?.counts ?? result.quantiles.counts
        let limits = FigureLimits.isNotNegative(rows.amount) ? FigureLimits.share : nil
        return result.shares.indices.map { index in
            let share = result.shares[index]
            return rows.sample.estimate(
                "benefit_share", share.estimate, .share, error: share.standardError, within: limits,
                numerator: share.numerator,
                denominator: share.denominator, n: counts[index],
                group: Wording.text("row.quantile", ["k": String(index + 1)]))
        }
    }

    /// The publication's method on these data, beside what it prints.
    private func published(_ classes: EqualWidthIncidence) -> [String: JSON] {
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
        let groups = result.quantiles
        var fields: [String: JSON] = [
            "grouping": .string("quantile-cuts"), "n": .integer(groups.n), "cuts": .numbers(groups.cuts),
            "count": .integers(groups.counts), "population_share": .numbers(groups.populationShare),
            "benefit_share": .numbers(groups.benefitShare),
            "benefit_share_equal_benefit": .numbers(groups.equalBenefitShare),
            "benefit_share_exact": .numbers(result.exact.benefitShare),
            "participation": .array(groups.participation.map(JSON.finite)),
            "relative_share": .array(groups.relativeShare.map(JSON.finite)),
            "cgh_bottom40": .finite(groups.bottom40),
            "concentration_index": .number(result.concentration.index), "gini": .number(result.lorenz.index),
        ]
        if let classes = result.equalWidth {
            fields["class_population_share"] = .numbers(classes.populationShare)
            fields["concentration_index_of_classes"] = .number(
                try ConcentrationCurve.index(unitShares: classes.populationShare, outcomeShares: classes.benefitShare))
            fields["concentration_index_of_classes_equal_benefit"] = .number(
                try ConcentrationCurve.index(
                    unitShares: classes.populationShare, outcomeShares: classes.populationShare))
        }
        return fields
    }

    /// The groups between the population's limits; nothing where the study names none.
    private func external(_ result: IncidenceResult) -> [String: JSON] {
        guard let groups = result.external else { return [:] }
        return [
            "n": .integer(groups.n), "external_cuts": .numbers(groups.cuts),
            "external_count": .integers(groups.counts), "external_benefit_share": .numbers(groups.benefitShare),
        ]
    }

    private func warnings(_ result: IncidenceResult) -> [StudyWarning] {
        var seen: Set<EvaluationWarning.Code> = []
        let engine = (result.equalWidth?.warnings ?? []) + result.quantiles.warnings
        // Limits from outside are the reference that the rows alone lack.
        if result.external != nil { seen.insert(.noPopulationReference) }
        var found = engine.filter { seen.insert($0.code).inserted }.map { StudyWarning($0) }
        guard let classes = result.equalWidth else { return found }
        let share = Wording.text("value.percent") {
            ["percent": $0.percent(classes.counts[0], of: classes.n, places: 1)]
        }
        let fair = Wording.text("value.percent") { ["percent": $0.percent(1, of: groups, places: 0)] }
        found.append(StudyWarning("first-class-is-no-quantile", ["share": share, "fair": fair]))
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
