import Evaluation
import Problems

/// The data an analysis runs on, and how its complaints are told.
struct StudyContext: Sendable {
    let data: StudyData
    let dataFile: String
    let header: StudyHeader

    /// The values of an expression; `nan` is missing.
    ///
    /// - Throws: a ``Problem`` that names the missing column, the cell that is no number, or the wrong expression.
    func values(_ formula: StudyFormula) throws(Problem) -> [Double] {
        try told(formula) { () throws(EvaluationRefusal) in try formula.expression.values(in: data) }
    }

    /// A column's cells as text.
    func cells(_ column: StudyFormula) throws(Problem) -> [String?] {
        guard let cells = data.text(column.source) else { throw missingColumn(column.source, column.place) }
        return cells
    }

    /// Runs an estimator and turns its refusal into a problem at the declaration.
    func told<Value>(
        _ formula: StudyFormula, _ body: () throws(EvaluationRefusal) -> Value
    ) throws(Problem) -> Value {
        do throws(EvaluationRefusal) {
            return try body()
        } catch {
            throw problem(error, formula)
        }
    }

    private func problem(_ refusal: EvaluationRefusal, _ formula: StudyFormula) -> Problem {
        switch refusal.reason {
        case .unknownColumn: missingColumn(refusal.subject, formula.place)
        case .invalidExpression:
            wrongCell(formula)
                ?? Problem(
                    "study.expression", .refuse, at: formula.place, value: formula.source)
        default:
            Problem(
                "evaluation.refused." + refusal.reason.rawValue, .refuse, at: formula.place, value: formula.source,
                ["subject": refusal.subject])
        }
    }

    private func missingColumn(_ name: String, _ place: Place) -> Problem {
        Problem(
            "study.column-missing", .refuse, at: place, value: name,
            ["data": dataFile, "columns": data.names.joined(separator: ", ")])
    }

    /// The first cell that is no number in a column most of whose cells are numbers.
    private func wrongCell(_ formula: StudyFormula) -> Problem? {
        if let (column, value, labels) = data.unknownCode(in: formula.expression) {
            return Problem(
                "study.unknown-label", .refuse, at: formula.place, value: value,
                ["name": column, "labels": labels.joined(separator: ", ")])
        }
        for name in formula.expression.columns.sorted() {
            guard case .text(let cells) = data.column(name) else { continue }
            let present = cells.compactMap { $0 }
            let wrong = present.count { StudyData.number($0) == nil }
            guard 2 * wrong < present.count || formula.expression == .column(name) else { continue }
            guard let row = cells.firstIndex(where: { $0.map { StudyData.number($0) == nil } ?? false }) else {
                continue
            }
            return Problem(
                "study.cell-not-a-number", .refuse, at: Place(file: dataFile, row: data.lines[row], column: name),
                value: cells[row])
        }
        return nil
    }
}

/// An expression of a study file with the place it stands at.
struct StudyFormula: Sendable {
    let source: String
    let expression: Expression
    let place: Place

    init(_ node: StudyNode) throws(Problem) {
        source = try node.text()
        place = node.place
        do throws(EvaluationRefusal) {
            expression = try Expression(source)
        } catch {
            throw node.problem("study.expression", value: source)
        }
    }

    /// A condition on a column's text.
    init(column: StudyFormula, equals value: String, place: Place) {
        source = column.source + "=='" + value + "'"
        expression = .holds(column.source, value)
        self.place = place
    }
}
