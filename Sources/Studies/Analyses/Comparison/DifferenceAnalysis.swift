import Evaluation
import Problems

/// Difference in differences: how much more the treated changed than the comparison group.
struct DifferenceAnalysis: Analysis {
    private enum Layout: Sendable {
        /// One row per unit with both measurements.
        case wide(before: StudyFormula, after: StudyFormula)
        /// One row per unit and time.
        case long(outcome: StudyFormula, post: StudyFormula)
    }
    let head: AnalysisHead
    private let layout: Layout
    private let treated: StudyFormula
    private let cluster: StudyFormula?
    private let transform: DifferenceOptions.Transform
    private let unit: StudyUnit

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(
            AnalysisHead.keys + ["before", "after", "outcome", "post", "treated", "cluster", "transform", "unit"])
        head = try AnalysisHead(node)
        if let before = try node.child("before") {
            guard try node.child("post") == nil, try node.child("outcome") == nil else {
                throw before.problem("study.either-or", ["first": "before, after", "second": "outcome, post"])
            }
            layout = .wide(before: try StudyFormula(before), after: try StudyFormula(node.required("after")))
        } else {
            layout = .long(
                outcome: try StudyFormula(node.required("outcome")), post: try StudyFormula(node.required("post")))
        }
        treated = try StudyFormula(node.required("treated"))
        cluster = try node.child("cluster").map { node throws(Problem) in try StudyFormula(node) }
        transform = try node.child("transform")?.choice(DifferenceOptions.Transform.self) ?? .none
        unit = try node.child("unit")?.choice(StudyUnit.self) ?? .number
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let given = try context.values(treated)
        var clusters = try context.header.design.primaryUnits(context)
        if let cluster { clusters = try context.cells(cluster) }
        let options = DifferenceOptions(
            transform: transform, weights: try context.header.design.weights(context), clusters: clusters)
        let result: DifferenceInDifferences
        switch layout {
        case .wide(let before, let after):
            let (first, second) = (try context.values(before), try context.values(after))
            result = try context.told(treated) { () throws(EvaluationRefusal) in
                try DifferenceInDifferences(before: first, after: second, treated: given, options: options)
            }
        case .long(let outcome, let post):
            let (values, times) = (try context.values(outcome), try context.values(post))
            result = try context.told(treated) { () throws(EvaluationRefusal) in
                try DifferenceInDifferences(outcome: values, post: times, treated: given, options: options)
            }
        }
        let weight = context.header.design.weight.map { LocalText($0.source) } ?? Wording.text("weight.one")
        let evidence = AnalysisSample.evidence(
            "difference-in-differences", context, used: result.pairs ?? result.n, dropped: result.dropped,
            error: clusters == nil ? "hc1" : result.effect.fewClusters == nil ? "cluster" : "cr2", weight: weight)
        let warnings = result.warnings.map { StudyWarning($0) } + [StudyWarning("parallel-trends-assumed")]
        var item = try head.item(
            context, evidence, estimates(result, context.header.settings), warnings: warnings)
        if transform == .log { item.recommended["transform"] = .string("log") }
        item.recommended["clusters"] = result.clusters.map(JSON.integer) ?? .null
        if case .wide(let before, let after) = layout {
            item.tables.insert(try means(context, before, after, given), at: 0)
        }
        return item
    }

    /// The effect by each model; with few clusters the error is CR2 and the wild bootstrap stands beside it.
    private func estimates(
        _ result: DifferenceInDifferences, _ settings: StudySettings
    ) -> [StudyEstimate] {
        var out: [StudyEstimate] = []
        func add(_ key: String, _ effect: DifferenceInDifferences.Effect?) {
            guard let effect else { return }
            if let few = effect.fewClusters, let error = few.standardError {
                let interval = (try? few.interval(confidence: settings.confidence)) ?? nil
                out.append(
                    StudyEstimate(
                        key, effect.estimate, scale, error: error,
                        interval: interval.map { StudyEstimate.Range($0.lower, $0.upper) }, label: label(key)))
                return
            }
            let error = effect.clustered ?? effect.robust
            let df = result.clusters.map { $0 - 1 } ?? result.n - 2
            let half = error.map { CurveDominance.singleCritical(alpha: 1 - settings.confidence, max(1, df)) * $0 }
            out.append(
                StudyEstimate(
                    key, effect.estimate, scale, error: error,
                    interval: half.map { StudyEstimate.Range(effect.estimate - $0, effect.estimate + $0) },
                    label: label(key)))
        }
        add("did", result.effect)
        add("first_difference", result.firstDifference)
        add("ancova", result.ancova)
        if let few = result.effect.fewClusters {
            out.append(StudyEstimate("p_cr2", few.pValue, .pValue))
            let wild = try? few.wild(replicates: max(99, settings.replicates), seed: UInt64(settings.seed))
            out.append(StudyEstimate("p_wild", wild?.pValue, .pValue))
        }
        return out
    }

    /// The name of a figure; of differences of logarithms it says that they are.
    private func label(_ key: String) -> LocalText {
        let name = Wording.text("estimate." + key)
        return transform == .log ? Wording.text("value.log") { ["name": name[$0]] } : name
    }

    private var scale: StudyEstimate.Scale {
        transform == .log ? .number(3) : unit == .rupiah ? .rupiah : .number(2)
    }

    /// Weighted means before and after in both groups: the four numbers that the effect is made of.
    private func means(
        _ context: StudyContext, _ before: StudyFormula, _ after: StudyFormula, _ given: [Double]
    ) throws(Problem) -> StudyTable {
        let (first, second) = (try context.values(before), try context.values(after))
        let weights = try context.header.design.weights(context) ?? Array(repeating: 1, count: context.count)
        func cells(_ isTreated: Bool) -> [StudyCell] {
            var (n, total, a, b) = (0, 0.0, 0.0, 0.0)
            for row in given.indices where (given[row] != 0) == isTreated && !given[row].isNaN {
                guard first[row].isFinite, second[row].isFinite, weights[row].isFinite else { continue }
                n += 1
                total += weights[row]
                a += weights[row] * first[row]
                b += weights[row] * second[row]
            }
            let figures = total > 0 ? [a / total, b / total, (b - a) / total] : []
            return [.count(n)] + figures.map { unit == .rupiah ? .rupiah($0) : .number($0, places: 2) }
        }
        let headings = ["column.group", "column.n", "column.before", "column.after", "column.change"]
        return StudyTable(
            .estimates, IncidenceLayout.joined(head.title, Wording.text("table.means")),
            columns: headings.enumerated().map { .init(Wording.text($1), numeric: $0 > 0) },
            rows: [
                .init([.text(Wording.text("row.treated"))] + cells(true)),
                .init([.text(Wording.text("row.comparison"))] + cells(false)),
            ], footnotes: transform == .log ? [.init("", Wording.text("note.log"))] : [])
    }
}
