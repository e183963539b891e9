import Evaluation
import Foundation
import Problems

/// What the study file says of the population: its size, and where its groups end.
struct PopulationReference: Sendable {
    private enum Limits: Sendable {
        case given([Double])
        case column(file: String, sheet: SheetName?, name: StudyFormula)
        case microdata(file: String, sheet: SheetName?, rank: StudyFormula, weight: StudyFormula?, groups: Int)
    }

    /// Units of the population, where known.
    let size: Int?
    /// Who says where the groups end.
    let source: LocalText
    private let limits: Limits?
    private let place: Place

    /// `population: 475`, or `{size, source, limits}`, `{size, source, file, limit-column}`,
    /// `{size, source, file, rank, weight, groups}`.
    init(_ node: StudyNode) throws(Problem) {
        place = node.place
        if node.isScalar {
            size = try node.integer(in: 1...Int.max)
            (source, limits) = (LocalText(""), nil)
            return
        }
        try node.allow(["size", "source", "limits", "file", "sheet", "limit-column", "rank", "weight", "groups"])
        size = try node.child("size")?.integer(in: 1...Int.max)
        if let list = try node.child("limits") {
            var values: [Double] = []
            for child in try list.list() { values.append(try child.number()) }
            guard !values.isEmpty, zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw list.problem("study.limits-must-rise")
            }
            limits = .given(values)
        } else if let file = try node.child("file")?.text() {
            let sheet = try node.child("sheet").map { node throws(Problem) in try SheetName(node) }
            if let column = try node.child("limit-column") {
                limits = .column(file: file, sheet: sheet, name: try StudyFormula(column))
            } else {
                limits = .microdata(
                    file: file, sheet: sheet, rank: try StudyFormula(node.required("rank")),
                    weight: try node.child("weight").map { node throws(Problem) in try StudyFormula(node) },
                    groups: try node.child("groups")?.integer(in: 2...100) ?? 5)
            }
        } else {
            limits = nil
        }
        source = limits == nil ? LocalText("") : try node.required("source").localText()
    }

    /// The limits between groups of equal size in the population, ascending; nil where the file gives none.
    ///
    /// - Parameter folder: where the study file stands.
    func resolved(in folder: URL, header: StudyHeader) throws(Problem) -> [Double]? {
        switch limits {
        case nil: return nil
        case .given(let values): return values
        case .column(let file, let sheet, let name):
            let context = try Self.context(file, sheet, folder, header)
            let values = try context.values(name).filter { !$0.isNaN }
            guard !values.isEmpty, zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw Problem("study.limits-must-rise", at: place, value: name.source)
            }
            return values
        case .microdata(let file, let sheet, let rank, let weight, let groups):
            let context = try Self.context(file, sheet, folder, header)
            let values = try context.values(rank)
            let weights = try weight.map { weight throws(Problem) in try context.values(weight) }
            let rows = try context.told(rank) { () throws(EvaluationRefusal) in
                try Observations([values], weights: weights)
            }
            let quantile = WeightedQuantiles(rows.columns[0], weights: rows.weights)
            let cuts = (1..<groups).map { quantile(Double($0) / Double(groups)) }
            guard zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw Problem("study.limits-must-rise", at: place, value: rank.source)
            }
            return cuts
        }
    }

    private static func context(
        _ file: String, _ sheet: SheetName?, _ folder: URL, _ header: StudyHeader
    ) throws(Problem) -> StudyContext {
        let url = folder.appendingPathComponent(file)
        let data = try StudyData(contentsOf: url, delimiter: nil, sheet: sheet)
        return StudyContext(data: data, dataFile: url.lastPathComponent, header: header, folder: folder)
    }
}
