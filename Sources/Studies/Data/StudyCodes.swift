import Evaluation
import Problems
import Tabular

/// What codes mean: value labels, and values that were declared missing.
extension StudyData {
    /// Whether each row of a column holds a value: 1, 0, or `nan` where the cell is missing.
    ///
    /// The value is a code as the file writes it or, where the column has no such code, one of its value labels.
    ///
    /// - Throws: `unknown-column`; `invalid-expression` for a text that is neither a code nor a label of a column of
    ///   numbers: a misspelt label would otherwise count nothing, in silence.
    func holds(_ name: String, _ value: String) throws(EvaluationRefusal) -> [Double] {
        guard let column = details(name) else { throw EvaluationRefusal(.unknownColumn, name) }
        switch (column.cells, column.meaning(of: value)) {
        case (.numbers(let numbers), .numbers(let wanted)):
            if wanted.count == 1, let only = wanted.first {
                return numbers.map { $0.isNaN ? .nan : $0 == only ? 1 : 0 }
            }
            return numbers.map { $0.isNaN ? .nan : wanted.contains($0) ? 1 : 0 }
        case (.texts(let texts), .levels(let wanted)):
            return texts.codes.map { $0 < 0 ? .nan : wanted.contains($0) ? 1 : 0 }
        case (_, .unknown) where !column.codes.isEmpty: throw EvaluationRefusal(.invalidExpression, name)
        default:
            return (text(name) ?? []).map { cell in
                guard let cell else { return .nan }
                return cell.utf8.elementsEqual(value.utf8) ? 1 : 0
            }
        }
    }

    /// Codes in the order they are to be shown (numbers by size), each with what it means.
    ///
    /// A label that several of the codes carry, or that is another's code, is told apart by its code: `2 Ya`, `3 Ya`.
    func named(_ codes: [String], of name: String) -> [(code: String, label: String)] {
        guard let column = details(name) else { return codes.map { ($0, $0) } }
        var ordered = codes
        if case .numbers = column.cells {
            ordered.sort { (NumberCell.value($0) ?? 0, $0) < (NumberCell.value($1) ?? 0, $1) }
        }
        let labels = Dictionary(column.codes.map { ($0.code, $0.label) }) { first, _ in first }
        let shown = ordered.map { code in labels[code].flatMap { $0.isEmpty ? nil : $0 } ?? code }
        let times = Dictionary(shown.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(ordered, shown).map { code, label in
            (code, code != label && times[label, default: 0] > 1 ? code + " " + label : label)
        }
    }

    /// Which of a column's codes a value names: the code itself or, where there is none, all codes that carry it as label.
    ///
    /// - Parameters:
    ///   - value: a code or a label.
    ///   - codes: the codes that occur.
    /// - Returns: none where the value is neither.
    func codes(named value: String, of name: String, among codes: Set<String>) -> Set<String> {
        if codes.contains(value) { return [value] }
        let labelled = (details(name)?.codes ?? []).filter { $0.label.utf8.elementsEqual(value.utf8) }
        return Set(labelled.map(\.code)).intersection(codes)
    }

    /// The missing codes of a column that occur, with the number of rows.
    ///
    /// - Parameter rows: the rows to look at; nil for all.
    func missingCodes(_ name: String, rows: [Int]? = nil) -> [StudyColumn.MissingCode] {
        let wanted = rows.map { Set($0) }
        return (details(name)?.missing ?? []).compactMap { code, label, found in
            let count = wanted.map { wanted in found.count { wanted.contains(Int($0)) } } ?? found.count
            return count > 0 ? StudyColumn.MissingCode(code: code, label: label, count: count) : nil
        }
    }

    /// The first value that an expression looks for in a column of codes and that is none of its codes and labels.
    ///
    /// - Returns: the column and value, and the labels there are.
    func unknownCode(in expression: Expression) -> (column: String, value: String, labels: [String])? {
        for (name, value) in expression.textComparisons {
            guard let column = details(name), !column.codes.isEmpty, column.meaning(of: value) == .unknown else {
                continue
            }
            return (name, value, column.codes.map { $0.code + " " + $0.label })
        }
        return nil
    }
}
