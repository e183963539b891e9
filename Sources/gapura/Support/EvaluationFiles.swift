import Foundation
import Problems
import Registry
import Reports
import Studies

/// The files of an evaluation in one folder: the report, its tables as a workbook and as text, its drawings.
struct EvaluationFiles {
    /// The files beside the folders of tables and figures.
    static let names = ["report.html", "tables.xlsx"]

    let result: StudyResult
    let report: Report
    let language: Language

    /// Writes `report.html`, `tables.xlsx`, `tables/*.csv` and `figures/*.svg`.
    ///
    /// - Returns: the report's file.
    func write(to folder: URL) throws(Problem) -> WrittenFile {
        let page = try OutputFile.write(report.html, as: "report.html", in: folder)
        try Report.writeEvaluationWorkbook(result, in: language, to: folder.appendingPathComponent("tables.xlsx"))
        let tables = folder.appendingPathComponent("tables")
        for grid in [result.estimates(in: language)] + result.grids(in: language) where !grid.rows.isEmpty {
            try OutputFile.write(grid.csv, as: Self.name(grid.name) + ".csv", in: tables)
        }
        let figures = folder.appendingPathComponent("figures")
        for drawing in try Report.evaluationDrawings(result, in: language) {
            try OutputFile.write(drawing.svg, as: Self.name(drawing.name) + ".svg", in: figures)
        }
        return page
    }

    /// A file's name from an analysis' name: letters, digits and `-` alone, so that it stays in its folder.
    private static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
