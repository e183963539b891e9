import Evaluation
import Foundation
import Problems

/// The data an analysis runs on, and how its complaints are told.
struct StudyContext: Sendable {
    let data: StudyData
    let dataFile: String
    let header: StudyHeader
    /// Where the study file stands.
    let folder: URL
    /// Limits between groups of equal size in the population, where the study gives them.
    var limits: [Double]?
    /// The rows an analysis keeps; nil for all.
    private var kept: [Int]?

    init(data: StudyData, dataFile: String, header: StudyHeader, folder: URL) {
        self.data = data
        self.folder = folder
        self.dataFile = dataFile
        self.header = header
    }

    /// Rows in view.
    var count: Int { kept?.count ?? data.count }
    /// Their positions in the data.
    var rows: [Int] { kept ?? Array(0..<data.count) }

    /// The values of the rows in view.
    func select<Value>(_ all: [Value]) -> [Value] { kept.map { kept in kept.map { all[$0] } } ?? all }

    /// The context of the rows that meet a condition; missing counts as not met.
    func filtered(_ condition: StudyFormula?) throws(Problem) -> StudyContext {
        guard let condition else { return self }
        let holds = try values(condition)
        var part = self
        part.kept = holds.indices.filter { !holds[$0].isNaN && holds[$0] != 0 }.map { kept?[$0] ?? $0 }
        guard part.count > 0 else {
            throw Problem("study.no-row-left", at: condition.place, value: condition.source)
        }
        return part
    }

    /// Refuses rows that carry the same name.
    ///
    /// - Throws: `study.duplicate-id` with the second of two rows, `study.missing-id` with a row without a name.
    func requireDistinct(_ identifier: StudyFormula?) throws(Problem) {
        guard let identifier else { return }
        var seen: [String: Int] = [:]
        for (row, cell) in try cells(identifier).enumerated() {
            let place = place(ofRow: row, column: identifier.source)
            guard let cell else { throw Problem("study.missing-id", at: place) }
            if let first = seen.updateValue(row, forKey: cell) {
                let line = self.place(ofRow: first, column: identifier.source).row ?? 0
                throw Problem("study.duplicate-id", at: place, value: cell, ["first": String(line)])
            }
        }
    }

    /// Where a row's cell stands in the data file.
    func place(ofRow row: Int, column: String) -> Place {
        let line = kept?[row] ?? row
        return Place(file: dataFile, row: line < data.lines.count ? data.lines[line] : nil, column: column)
    }

    /// A cell as it stands in the file; nil for what is no single column.
    func cell(_ column: StudyFormula, _ row: Int) -> String? { data.text(column.source)?[kept?[row] ?? row] }

    /// Persons of each row.
    ///
    /// - Parameter place: what asks for them.
    /// - Throws: `study.members-needed` without the key; `study.members-not-positive` with the row.
    func members(_ place: Place) throws(Problem) -> [Double] {
        guard let formula = header.members else { throw Problem("study.members-needed", at: place) }
        let values = try values(formula)
        if let row = values.firstIndex(where: { $0 <= 0 }) {
            throw Problem(
                "study.members-not-positive", at: self.place(ofRow: row, column: formula.source),
                value: cell(formula, row))
        }
        return values
    }

    /// The values of an expression; `nan` is missing.
    ///
    /// - Throws: a ``Problem`` that names the missing column, the cell that is no number, or the wrong expression.
    func values(_ formula: StudyFormula) throws(Problem) -> [Double] {
        let all = try told(formula) { () throws(EvaluationRefusal) in try formula.expression.values(in: data) }
        return select(all)
    }

    /// A column's cells as text.
    func cells(_ column: StudyFormula) throws(Problem) -> [String?] {
        guard let cells = data.text(column.source) else { throw missingColumn(column.source, column.place) }
        return select(cells)
    }

    /// Runs an estimator and turns its refusal into a problem at the declaration.
    func told<Value>(
        _ formula: StudyFormula?, _ body: () throws(EvaluationRefusal) -> Value
    ) throws(Problem) -> Value {
        do throws(EvaluationRefusal) {
            return try body()
        } catch {
            throw problem(error, formula)
        }
    }

    /// A refusal of the engine as a problem at the declaration.
    func problem(_ refusal: EvaluationRefusal, _ formula: StudyFormula?) -> Problem {
        if let formula, refusal.reason == .unknownColumn { return missingColumn(refusal.subject, formula.place) }
        if let formula, refusal.reason == .invalidExpression {
            return wrongCell(formula)
                ?? Problem("study.expression", .refuse, at: formula.place, value: formula.source)
        }
        return Problem(
            "evaluation.refused." + refusal.reason.rawValue, .refuse, at: formula?.place ?? Place(file: dataFile),
            value: formula?.source, ["subject": refusal.subject])
    }

    private func missingColumn(_ name: String, _ place: Place) -> Problem {
        Problem(
            "study.column-missing", .refuse, at: place, value: name,
            NearestName.hint(name, of: data.names).merging([
                "data": dataFile, "columns": data.names.joined(separator: ", "),
            ]) { first, _ in first })
    }

    /// Further cells that a complaint names beside the first.
    private static let mostNamed = 4

    /// The cells that are no numbers in a column of numbers and texts: the first, and after it those that come next.
    private func wrongCell(_ formula: StudyFormula) -> Problem? {
        if let (column, value, labels) = data.unknownCode(in: formula.expression) {
            return Problem(
                "study.unknown-label", .refuse, at: formula.place, value: value,
                ["name": column, "labels": labels.joined(separator: ", ")])
        }
        for name in formula.expression.countedColumns.sorted() {
            guard case .text(let cells) = data.column(name) else { continue }
            let wrong = cells.indices.filter { cells[$0].map { StudyData.number($0) == nil } ?? false }
            let present = cells.count { $0 != nil }
            // A column of words alone was never meant for one of numbers, unless it is all that is asked for.
            guard let first = wrong.first, wrong.count < present || formula.expression == .column(name) else {
                continue
            }
            let named = wrong.dropFirst().prefix(Self.mostNamed).map { "\(data.lines[$0]) “\(cells[$0] ?? "")”" }
            var more = LocalText("")
            if !named.isEmpty {
                let rest = wrong.count - 1 - named.count
                let list = named.joined(separator: ", ")
                more = Wording.text(rest > 0 ? "hint.cells-and-more" : "hint.cells") {
                    ["cells": list, "rest": $0.integer(rest)]
                }
            }
            return Problem(
                "study.cell-not-a-number", .refuse, at: Place(file: dataFile, row: data.lines[first], column: name),
                value: cells[first], ["more.id": more.id, "more.en": more.en])
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
