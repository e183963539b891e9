import Evaluation
import Problems

/// The share of rows that meet a rule, with its interval and what it cannot say.
struct ProportionAnalysis: Analysis {
    let head: AnalysisHead
    private let condition: StudyFormula
    private let threshold: Double?
    private let recipientsOnly: Bool
    private let printedCount: Int?
    private let printedPercent: String?
    private let printedVerdict: String?
    /// Subgroups and interval; nil where neither is asked for.
    private let asked: (subgroups: Subgroups, interval: ProportionInterval?, units: StudyUnits?, isNeeded: Bool)

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(
            AnalysisHead.keys + Subgroups.keys + [
                "condition", "threshold", "recipients-only", "printed", "interval", "units",
            ])
        head = try AnalysisHead(node)
        condition = try StudyFormula(node.required("condition"))
        threshold = try node.child("threshold")?.number()
        recipientsOnly = try node.child("recipients-only")?.flag() ?? false
        let printed = try node.child("printed")
        try printed?.allow(["count", "percent", "verdict"])
        printedCount = try printed?.child("count")?.integer()
        printedPercent = try printed?.child("percent")?.text()
        printedVerdict = try printed?.child("verdict")?.text()
        let interval = try node.child("interval")?.choice(ProportionInterval.self)
        let units = try node.child("units")?.choice(StudyUnits.self)
        var isNeeded = interval != nil || units != nil
        for key in Subgroups.keys where try node.child(key) != nil { isNeeded = true }
        asked = (try Subgroups(node), interval, units, isNeeded)
        if isNeeded, threshold != nil || recipientsOnly || printed != nil {
            throw node.problem("study.either-or", ["first": "by, domain, interval", "second": "threshold, printed"])
        }
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let isDesigned = context.header.design.isDeclared || context.header.units == .persons
        if asked.isNeeded || (isDesigned && threshold == nil && !recipientsOnly && printedPercent == nil) {
            return try ProportionByDesign(
                head: head, condition: condition, subgroups: asked.subgroups,
                method: asked.interval ?? (isDesigned ? .kornGraubard : .wilson), units: asked.units
            ).item(context)
        }
        let values = try context.values(condition)
        let result = try context.told(condition) { () throws(EvaluationRefusal) in
            try TargetingProportion(eligible: values, threshold: threshold ?? 0.5)
        }
        var item = head.item(n: result.n, missing: result.dropped)
        item.asPublished = published(result)
        var fields: [String: JSON] = [
            "n": .integer(result.n), "count": .integer(result.met), "proportion": .number(result.proportion),
            "percent": .finite(try? PercentRounding(decimals: 1).percent(result.met, of: result.n)),
            "wilson": .numbers([result.wilson.lower, result.wilson.upper]),
        ]
        var rows: [StudyTable.Row] = [
            row("row.met", .count(result.met)), row("row.n", .count(result.n)),
            row("row.proportion", .percent(result.met, of: result.n, places: 1)),
            row("row.wilson", .interval(100 * result.wilson.lower, 100 * result.wilson.upper, places: 1)),
        ]
        if recipientsOnly {
            fields["leakage"] = .number(result.leakage)
            fields["coverage"] = .null
            rows.append(row("row.leakage", .percent(result.n - result.met, of: result.n, places: 1)))
            rows.append(row("row.coverage", .text(Wording.text("value.not-known"))))
            item.warnings.append(StudyWarning("no-comparison-group"))
        }
        if let threshold {
            fields["right_on_target"] = .bool(result.isOnTarget)
            let percent = Wording.text("value.percent") { ["percent": $0.decimal(100 * threshold, places: 0) + " %"] }
            item.warnings.append(StudyWarning("arbitrary-threshold", ["threshold": percent]))
        }
        try finitePopulation(result, context, &fields, &rows)
        item.warnings += Self.sampling(context.header, result.n)
        if result.n < 30 { item.warnings.append(StudyWarning("small-sample", ["n": String(result.n)])) }
        item.recommended = fields
        item.evidence = AnalysisSample.evidence(
            "proportion", context, used: result.n, dropped: result.dropped, error: "binomial")
        item.tables.append(
            StudyTable(
                .proportion, head.title,
                columns: [.init(Wording.text("column.quantity")), .init(Wording.text("column.value"), numeric: true)],
                rows: rows, footnotes: [.init("", Wording.text("note.wilson"))]))
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }

    private func published(_ result: TargetingProportion) -> [String: JSON] {
        var fields: [String: JSON] = [:]
        if let printedCount { fields["count"] = .integer(printedCount) }
        if let printedPercent {
            fields["percent_printed"] = .string(printedPercent)
            if let printed = PrintedPercent(printedPercent) {
                fields["percent"] = .number(printed.value)
                let verdict = printed.verdict(count: printedCount ?? result.met, of: result.n)
                fields["verdict_of_percent"] = .string(verdict.rawValue)
                fields["reproduced"] = .bool(
                    (verdict == .rounded || verdict == .truncated) && printedCount ?? result.met == result.met)
            }
        }
        if let printedVerdict { fields["verdict"] = .string(printedVerdict) }
        return fields
    }

    /// Where the population is known: the exact interval, a point for a census.
    private func finitePopulation(
        _ result: TargetingProportion, _ context: StudyContext, _ fields: inout [String: JSON],
        _ rows: inout [StudyTable.Row]
    ) throws(Problem) {
        guard let population = context.header.population else { return }
        let exact = try context.told(condition) { () throws(EvaluationRefusal) in
            try ProportionIntervals(successes: result.met, of: result.n).hypergeometric(population: population)
        }
        fields["hypergeometric_if_random"] = .numbers([exact.lower, exact.upper])
        fields["population"] = .integer(population)
        fields["sampling_fraction"] = .number(Double(result.n) / Double(population))
        rows.append(row("row.hypergeometric", .interval(100 * exact.lower, 100 * exact.upper, places: 1)))
    }

    private func row(_ key: String, _ cell: StudyCell) -> StudyTable.Row { .init([.text(Wording.text(key)), cell]) }

    /// What the choice of the rows allows a percentage to mean.
    static func sampling(_ header: StudyHeader, _ n: Int) -> [StudyWarning] {
        switch header.sampling {
        case .random: return []
        case .census: return [StudyWarning("census-no-sampling-error", ["n": String(n)])]
        case .unstated: return [StudyWarning("sampling-not-stated", ["n": String(n)])]
        case .purposive:
            guard let population = header.population else {
                return [StudyWarning("purposive-sample", ["n": String(n), "share": ""])]
            }
            let share = Wording.text("value.of-population") {
                ["population": $0.integer(population), "percent": $0.percent(n, of: population, places: 1)]
            }
            return [StudyWarning("purposive-sample", ["n": LocalText(String(n)), "share": share])]
        }
    }
}
