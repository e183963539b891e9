import Evaluation
import Foundation
import Problems

/// The classes of an effectiveness score: a named table, or a data file of the study's own.
///
/// The file has one row per class, worst first, with the columns `class`, `from`, `from_included`, `to`, `to_included`;
/// an empty limit is none, `0` or `1` say whether the limit belongs to the class.
struct ClassTable: Sendable {
    private let file: String?

    init(_ node: StudyNode) throws(Problem) {
        guard node.isScalar else {
            try node.allow(["file", "source"])
            file = try node.required("file").text()
            _ = try node.required("source").localText()
            return
        }
        let name = try node.text()
        guard name == EffectivenessClasses.litbang1991.name else {
            throw node.problem(
                "study.unknown-value", value: name, NearestName.hint(name, of: [EffectivenessClasses.litbang1991.name]))
        }
        file = nil
    }

    /// - Throws: `study.class-table` where classes overlap, run backwards or lack a name.
    func classes(_ context: StudyContext) throws(Problem) -> EffectivenessClasses {
        guard let name = file else { return .litbang1991 }
        let data = try StudyData(contentsOf: context.folder.appendingPathComponent(name), delimiter: nil)
        func numbers(_ column: String) throws(Problem) -> [Double] {
            guard case .numbers(let values) = data.column(column) else {
                throw Problem(
                    "study.column-missing", at: Place(file: name, column: column), value: column,
                    NearestName.hint(column, of: data.names).merging([
                        "data": name, "columns": data.names.joined(separator: ", "),
                    ]) { first, _ in first })
            }
            return values
        }
        let (from, to) = (try numbers("from"), try numbers("to"))
        let (fromIn, toIn) = (try numbers("from_included"), try numbers("to_included"))
        let names = data.text("class") ?? []
        var bands: [EffectivenessClasses.Band] = []
        for row in 0..<data.count {
            let lower = from[row].isNaN ? -Double.infinity : from[row]
            let upper = to[row].isNaN ? Double.infinity : to[row]
            guard row < names.count, let label = names[row], lower <= upper,
                bands.last.map({ $0.upper <= lower }) ?? true
            else { throw Problem("study.class-table", at: Place(file: name, row: data.lines[row])) }
            bands.append(EffectivenessClasses.Band(label, from: lower, fromIn[row] == 1, to: upper, toIn[row] == 1))
        }
        guard bands.count > 1 else { throw Problem("study.class-table", at: Place(file: name)) }
        return EffectivenessClasses(name: name, bands: bands, cuts: bands.dropFirst().map(\.lower))
    }

    /// Values that belong to no class of the table as printed.
    static func gaps(_ classes: EffectivenessClasses) -> [StudyWarning] {
        if classes.name == EffectivenessClasses.litbang1991.name {
            return [StudyWarning("class-table-has-holes", ["table": classes.name])]
        }
        return zip(classes.bands, classes.bands.dropFirst()).compactMap { low, high in
            let touches = low.upper == high.lower && (low.includesUpper || high.includesLower)
            guard !touches else { return nil }
            return StudyWarning(
                "class-table-gap",
                ["lower": LocalText(StudyCell.digits(low.upper)), "upper": LocalText(StudyCell.digits(high.lower))])
        }
    }
}
