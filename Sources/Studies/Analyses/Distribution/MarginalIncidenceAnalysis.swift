import Evaluation
import Problems

/// Who gains when a programme grows: marginal odds by quantile group, from cells of area × subarea × group.
///
/// The cells are rows of the data, or are counted from rows of households.
struct MarginalIncidenceAnalysis: Analysis {
    private enum Cells: Sendable {
        case rows(group: StudyFormula, rate: StudyFormula, population: StudyFormula)
        case counted(recipient: StudyFormula, groups: Int)
    }

    let head: AnalysisHead
    private let area: StudyFormula
    private let subarea: StudyFormula
    private let cells: Cells
    private let keys: RankedKeys

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(
            AnalysisHead.keys + [
                "area", "subarea", "group", "rate", "cell-population", "recipient", "groups", "rank", "units",
            ])
        head = try AnalysisHead(node)
        keys = try RankedKeys(node)
        area = try StudyFormula(node.required("area"))
        subarea = try StudyFormula(node.required("subarea"))
        if let recipient = try node.child("recipient") {
            cells = .counted(
                recipient: try StudyFormula(recipient),
                groups: try node.child("groups")?.integer(in: 2...20) ?? 5)
        } else {
            cells = .rows(
                group: try StudyFormula(node.required("group")), rate: try StudyFormula(node.required("rate")),
                population: try StudyFormula(node.required("cell-population")))
        }
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let (areas, subareas) = (try context.cells(area), try context.cells(subarea))
        let result: MarginalIncidence
        // Households: those behind the cells and those that none could hold. Cells of the file: as the engine says.
        var households: (used: Int, dropped: Int)?
        switch cells {
        case .rows(let group, let rate, let population):
            var groups = try context.values(group)
            let (rates, people) = (try context.values(rate), try context.values(population))
            for row in groups.indices where areas[row] == nil || subareas[row] == nil { groups[row] = .nan }
            let numbers = groups
            result = try context.told(rate) { () throws(EvaluationRefusal) in
                try MarginalIncidence(
                    areas: areas.map { $0 ?? "" }, groups: numbers, rates: rates, populations: people)
            }
        case .counted(let recipient, let groups):
            let (counted, used) = try counted(context, areas, subareas, recipient, groups)
            households = (used, context.count - used)
            result = try context.told(recipient) { () throws(EvaluationRefusal) in
                try MarginalIncidence(
                    areas: counted.map(\.area), groups: counted.map { Double($0.group) },
                    rates: counted.map { $0.takers / $0.people }, populations: counted.map(\.people))
            }
        }
        var estimates: [StudyEstimate] = []
        for odds in result.groups {
            let group = Wording.text("row.quantile", ["k": String(odds.group)])
            estimates.append(
                StudyEstimate("average_odds", odds.average, .number(3), n: odds.cells, group: group))
            estimates.append(
                StudyEstimate(
                    "marginal_odds", odds.marginal, .number(3), error: odds.standardError, n: odds.cells, group: group))
        }
        let evidence = AnalysisSample.evidence(
            "marginal-incidence", context, used: households?.used ?? result.n,
            dropped: households?.dropped ?? result.dropped, error: "two-stage")
        var item = try head.item(
            context, evidence, estimates, warnings: result.warnings.map { StudyWarning($0) })
        item.recommended["marginal_odds"] = .numbers(result.groups.map(\.marginal))
        item.recommended["average_odds"] = .numbers(result.groups.map(\.average))
        return item
    }

    private struct Cell {
        var area: String
        var group: Int
        var people = 0.0
        var takers = 0.0
    }

    private func counted(
        _ context: StudyContext, _ areas: [String?], _ subareas: [String?], _ recipient: StudyFormula, _ groups: Int
    ) throws(Problem) -> (cells: [Cell], used: Int) {
        let sample = try keys.sample(context, head)
        let rank = try keys.standard(context, head).values(context)
        let taking = try context.values(recipient)
        let used = sample.design.rows.indices.filter { place in
            let row = sample.design.rows[place]
            return areas[row] != nil && subareas[row] != nil && rank[row].isFinite && taking[row].isFinite
        }
        let weights = used.map { sample.design.weights[$0] }
        let rows = used.map { sample.design.rows[$0] }
        let quantile = WeightedQuantiles(rows.map { rank[$0] }, weights: weights)
        let cuts = (1..<groups).map { quantile(Double($0) / Double(groups)) }
        var found: [String: Cell] = [:]
        for (row, weight) in zip(rows, weights) {
            let group = cuts.count { $0 < rank[row] } + 1
            let (area, subarea) = (areas[row] ?? "", subareas[row] ?? "")
            let key = "\(area.utf8.count):\(area)\(subarea)\u{1F}\(group)"
            var cell = found[key] ?? Cell(area: area, group: group)
            cell.people += weight
            if taking[row] != 0 { cell.takers += weight }
            found[key] = cell
        }
        return (found.sorted { $0.key < $1.key }.map(\.value).filter { $0.people > 0 }, rows.count)
    }
}
