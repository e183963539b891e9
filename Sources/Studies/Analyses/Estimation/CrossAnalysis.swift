import Evaluation
import Problems

/// Two columns against each other: counts, weighted shares, and the test of independence that knows the design.
struct CrossAnalysis: Analysis {
    let head: AnalysisHead
    private let row: StudyFormula
    private let column: StudyFormula
    private let domain: StudyFormula?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["row", "column", "domain"])
        head = try AnalysisHead(node)
        row = try StudyFormula(node.required("row"))
        column = try StudyFormula(node.required("column"))
        domain = try node.child("domain").map { node throws(Problem) in try StudyFormula(node) }
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let sample = try AnalysisSample(context, units: .rows, place: head.place)
        let (first, second) = (try context.cells(row), try context.cells(column))
        let inside = try domain.map { domain throws(Problem) in try context.values(domain) }
        let test = try context.told(row) { () throws(EvaluationRefusal) in
            try RaoScott(rows: first, columns: second, domain: inside, design: sample.design)
        }
        let evidence = sample.evidence("cross", used: test.n, dropped: test.dropped)
        var estimates = [
            StudyEstimate("rao_scott_f", test.statistic, .number(3)),
            StudyEstimate("ndf", test.numeratorDegrees, .number(2)),
            StudyEstimate("ddf", test.denominatorDegrees, .number(2)),
            StudyEstimate("p_value", test.pValue, .pValue),
        ]
        if sample.isCensus { estimates = [] }
        var item = try head.item(context, evidence, estimates, warnings: test.warnings.map { StudyWarning($0) })
        item.tables.insert(table(first, second, inside, sample), at: 0)
        return item
    }

    private func table(
        _ first: [String?], _ second: [String?], _ inside: [Double]?, _ sample: AnalysisSample
    ) -> StudyTable {
        var cells: [String: [String: (n: Int, weight: Double)]] = [:]
        for (place, weight) in zip(sample.design.rows, sample.design.weights) {
            guard let a = first[place], let b = second[place],
                inside.map({ !$0[place].isNaN && $0[place] != 0 }) ?? true
            else { continue }
            let cell = cells[a]?[b] ?? (0, 0)
            cells[a, default: [:]][b] = (cell.n + 1, cell.weight + weight)
        }
        let levels = sample.context.data.named(Set(cells.values.flatMap(\.keys)).sorted(), of: column.source)
        var columns: [StudyTable.Column] = [.init(LocalText("\(row.source) \\ \(column.source)"))]
        for level in levels {
            columns.append(.init(LocalText(level.label + " · n"), numeric: true))
            columns.append(.init(LocalText(level.label + " · %"), numeric: true))
        }
        columns.append(.init(Wording.text("column.n"), numeric: true))
        let names = sample.context.data.named(cells.keys.sorted(), of: row.source)
        let rows = names.map { code, name -> StudyTable.Row in
            let parts = cells[code] ?? [:]
            let total = parts.values.reduce(0) { $0 + $1.weight }
            var out: [StudyCell] = [.text(LocalText(name))]
            for level in levels {
                let cell = parts[level.code] ?? (0, 0)
                out += [.count(cell.n), total > 0 ? .share(cell.weight / total, places: 1) : .empty]
            }
            out.append(.count(parts.values.reduce(0) { $0 + $1.n }))
            return .init(out)
        }
        return StudyTable(
            .frequency, head.title, columns: columns, rows: rows,
            footnotes: [
                .init(
                    "",
                    Wording.text(
                        sample.context.header.design.weight == nil ? "note.row-percent" : "note.row-percent-weighted"))
            ])
    }
}
