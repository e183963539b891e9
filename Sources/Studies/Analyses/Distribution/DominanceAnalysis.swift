import Evaluation
import Problems

/// Dominance of the concentration curve over the line of equal shares and over the Lorenz curve, by four rules.
struct DominanceAnalysis: Analysis {
    let head: AnalysisHead
    private let keys: RankedKeys
    private let points: Int

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + RankedKeys.keys + ["points"])
        head = try AnalysisHead(node)
        keys = try RankedKeys(node)
        points = try node.child("points")?.integer(in: 1...200) ?? CurveBands.points
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let rows = try keys.rows(context, head)
        let verdict = try DistributionVerdict(rows, points: points, context)
        let result = verdict.dominance
        let evidence = rows.sample.evidence("dominance", used: result.n, dropped: result.dropped, rank: rows.rank)
        var item = try head.item(
            context, evidence, [],
            warnings: rows.warnings + result.warnings.map { StudyWarning($0) } + verdict.warnings, rows: verdict.rows)
        item.recommended = verdict.fields
        item.recommended["shares"] = .numbers(result.shares)
        item.recommended["concentration_ordinates"] = .numbers(result.concentration)
        item.recommended["lorenz_ordinates"] = .numbers(result.lorenz)
        item.recommended["se_concentration"] = .numbers(result.againstEquality.standardErrors)
        item.recommended["se_difference"] = .numbers(result.againstLorenz.standardErrors)
        item.tables += [decisions(result, verdict, context), ordinates(result, rows.sample)]
        item.figures = [verdict.figure(head, context)]
        return item
    }

    private func decisions(
        _ result: CurveDominance, _ verdict: DistributionVerdict, _ context: StudyContext
    ) -> StudyTable {
        let alpha = 1 - context.header.settings.confidence
        let single = CurveDominance.singleCritical(alpha: alpha, result.degreesOfFreedom)
        func row(_ rule: String, _ values: [(CurveDominance.Decision, Double)]) -> StudyTable.Row {
            .init(
                [.text(Wording.text("rule." + rule))]
                    + values.flatMap {
                        [StudyCell.text(Wording.text("decision." + $0.0.rawValue)), .number($0.1, places: 3)]
                    })
        }
        let comparisons = [result.againstEquality, result.againstLorenz]
        let isCensus = context.header.sampling == .census
        let suprema = comparisons.map { isCensus ? 0 : $0.supremumCritical(alpha: alpha) }
        var out = [
            row("sup-t", Array(zip([verdict.decisions.equality, verdict.decisions.lorenz], suprema))),
            row("iut", comparisons.map { ($0.unanimous(critical: single), single) }),
        ]
        let modulus = CurveDominance.maximumModulus(points, alpha: alpha)
        out.append(row("smm", comparisons.map { ($0.decision(critical: modulus), modulus) }))
        if context.header.settings.stataCompatible {
            let table = CurveDominance.stataTable(points, alpha: alpha)
            out.append(row("stata", comparisons.map { ($0.decision(critical: table), table) }))
        }
        let headings = [
            "column.rule", "column.vs-equality", "column.critical", "column.vs-lorenz", "column.critical",
        ]
        return StudyTable(
            .estimates, IncidenceLayout.joined(head.title, Wording.text("table.decisions")),
            columns: headings.enumerated().map { .init(Wording.text($1), numeric: $0 == 2 || $0 == 4) }, rows: out,
            footnotes: [.init("", Wording.text("note.rules"))])
    }

    private func ordinates(_ result: CurveDominance, _ sample: AnalysisSample) -> StudyTable {
        let band = result.concentrationCurve.simultaneous(alpha: 1 - sample.context.header.settings.confidence)
        let rows = result.shares.indices.map { index -> StudyTable.Row in
            let share = result.shares[index]
            var cells: [StudyCell] = [
                .share(share, places: 0), .share(result.concentration[index], places: 1),
            ]
            if !sample.isCensus {
                cells.append(.share(result.againstEquality.standardErrors[index], places: 2))
                cells.append(
                    .range(.share(band[index].lower, places: 1), .share(band[index].upper, places: 1)))
            }
            cells.append(.share(result.lorenz[index], places: 1))
            if !sample.isCensus { cells.append(.share(result.againstLorenz.standardErrors[index], places: 2)) }
            return .init(cells)
        }
        let error = sample.isCensus ? [] : ["column.se", "column.band"]
        let headings =
            ["column.poorest", "column.concentration"] + error + ["column.lorenz"]
            + (sample.isCensus ? [] : ["column.se-difference"])
        return StudyTable(
            .estimates, IncidenceLayout.joined(head.title, Wording.text("table.ordinates")),
            columns: headings.map { .init(Wording.text($0), numeric: true) }, rows: rows)
    }
}
