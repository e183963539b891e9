import Charts
public import Foundation
public import Problems
import Spreadsheets
public import Studies

extension Report {
    /// Writes the tables of an evaluation as an Excel workbook: all figures on the first sheet, one sheet for each table,
    /// and a data dictionary with captions and notes.
    ///
    /// - Parameters:
    ///   - result: what a study gave when it ran.
    ///   - language: the language of headings and labels.
    ///   - url: where the workbook shall stand.
    /// - Throws: what ``WorkbookWriter`` throws; `phrasebook.unreadable`.
    public static func writeEvaluationWorkbook(
        _ result: StudyResult, in language: Language, to url: URL
    ) throws(Problem) {
        let words = try Words("evaluation", language)
        var sheets = EvaluationSheets()
        let figures = result.estimates(in: language)
        if !figures.rows.isEmpty { sheets.add(figures, name: words("sheet.estimates")) }
        for grid in result.grids(in: language) { sheets.add(grid, name: grid.name) }
        try WorkbookWriter.write(
            sheets.contents, to: url, title: words("workbook.title", ["title": result.title[language]]),
            hasDictionary: true, language: language)
    }

    /// The drawings of an evaluation as SVG files: name without ending, and content.
    ///
    /// - Throws: `phrasebook.unreadable`.
    public static func evaluationDrawings(
        _ result: StudyResult, in language: Language
    ) throws(Problem) -> [(name: String, svg: String)] {
        let figures = EvaluationFigures(result: result, words: try Words("evaluation", language))
        return result.items.enumerated().flatMap { number, item in
            let drawings = figures.drawings(item, number: number + 1)
            return drawings.enumerated().map { index, drawing in
                (drawings.count > 1 ? "\(item.name)-\(index + 1)" : item.name, drawing.svg())
            }
        }
    }
}

/// Grids as sheets with names that a workbook accepts and columns of the kind that all their values have.
struct EvaluationSheets {
    private(set) var contents: [SheetContent] = []
    private var names: Set<String> = []

    mutating func add(_ grid: StudyGrid, name: String) {
        let columns = grid.header.indices.map { place in
            SheetColumn(
                grid.header[place].isEmpty ? "–" : grid.header[place], Self.kind(grid.rows.map { $0[place] }),
                meaning: place == 0 ? grid.caption : "")
        }
        let rows = grid.rows.map { row in zip(row, columns).map { Self.value($0, $1.kind) } }
        contents.append(SheetContent(SheetLayout(free(name), columns: columns), rows: rows))
    }

    /// A name of at most 31 signs that no other sheet has, whatever its case.
    private mutating func free(_ name: String) -> String {
        let clean = String(name.map { "[]:*?/\\'".contains($0) || $0.isNewline ? "-" : $0 }.prefix(27))
        var candidate = clean.isEmpty ? "–" : clean
        var number = 2
        while !names.insert(candidate.lowercased()).inserted {
            candidate = clean + "-\(number)"
            number += 1
        }
        return candidate
    }

    /// The kind that all values have; text where they differ.
    private static func kind(_ values: [StudyGrid.Value]) -> SheetColumn.Kind {
        var kinds: Set<SheetColumn.Kind> = []
        for value in values {
            switch value {
            case .blank: continue
            case .text: kinds.insert(.text)
            case .integer: kinds.insert(.integer)
            case .decimal: kinds.insert(.decimal)
            case .share: kinds.insert(.percent)
            case .rupiah: kinds.insert(.rupiah)
            }
        }
        if kinds == [.integer, .decimal] { return .decimal }
        return kinds.count == 1 ? kinds.first ?? .text : .text
    }

    private static func value(_ value: StudyGrid.Value, _ kind: SheetColumn.Kind) -> SheetValue {
        guard kind != .text else { return value == .blank ? .blank : .text(value.text) }
        return switch value {
        case .blank: .blank
        case .text(let text): .text(text)
        case .integer(let number): .integer(Int64(number))
        case .decimal(let number), .share(let number): .decimal(number)
        case .rupiah(let number):
            number.magnitude < 9e15 ? .integer(Int64(number.rounded(.toNearestOrAwayFromZero))) : .text(value.text)
        }
    }
}
