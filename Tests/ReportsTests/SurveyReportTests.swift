import Examples
import Foundation
import Problems
import Reports
import Spreadsheets
import Studies
import Testing

@Suite("The evaluation report of a survey of one's own")
struct SurveyReportTests {
    private static let shared = Result {
        let folder = try #require(Examples.folder("survei-manfaat"))
        return try Study(contentsOf: folder.appendingPathComponent("study.yaml")).run()
    }

    private func document(_ language: Language) throws -> ParsedDocument {
        try ParsedDocument.read(Report.evaluation(Self.shared.get(), in: language).html)
    }

    @Test("says what was asked and what the data can bear, and has no layer for a publication that is not there")
    func frame() throws {
        let document = try document(.id)
        #expect(document.section("asked").contains("Apakah bantuan sampai kepada rumah tangga termiskin"))
        let bearing = document.section("bearing")
        for part in ["sampel acak", "strata “strata”", "klaster “desa”", "bukan penerima", "kelompok pembanding"] {
            #expect(bearing.contains(part), "\(part)")
        }
        #expect(document.all("div", "published").isEmpty && document.all("div", "recommended").count >= 20)
    }

    @Test("plain findings quote the figures with their intervals and claim no cause", arguments: Language.allCases)
    func findings(language: Language) throws {
        let document = try document(language)
        let summary = document.section("summary")
        let figures = try Self.shared.get().items.first { $0.name == "targeting" }?.estimates ?? []
        let coverage = try #require(figures.first { $0.key == "coverage" })
        #expect(summary.contains(coverage.valueCell.text(in: language).replacing(" %", with: "\u{a0}%")))
        #expect(summary.contains(coverage.intervalCell.text(in: language).replacing(" %", with: "\u{a0}%")))
        for word in ["menyebabkan", "terbukti", "berkat", "caused", "proves", "thanks to", "{"] {
            #expect(!summary.lowercased().contains(word), "\(word)")
        }
    }

    @Test("curves carry bands, groups intervals; each figure has its values as a table or in one")
    func figures() throws {
        let document = try document(.en)
        #expect(document.all("polygon", "band").count >= 4)
        #expect(document.all("line", "interval").count >= 12)
        for polygon in document.all("polygon", "band") {
            let points = (polygon.attributes["points"] ?? "").split(separator: " ")
            #expect(points.count == 2 * 19 + 2 || points.count == 2 * 9 + 2)
        }
    }

    @Test("the appendix names formula, source and the command that makes the report again")
    func appendix() throws {
        let document = try document(.id)
        let appendix = document.section("method")
        for part in ["2·Σ w·h·R / Σ w·h − 1", "Kakwani 1977", "Foster, Greer & Thorbecke 1984"] {
            #expect(appendix.contains(part), "\(part)")
        }
        #expect(
            document.all("code").contains { $0.text == "gapura evaluate study.yaml --out survei-manfaat --lang id" })
    }

    @Test("a refusal is shown as one, with its reason and code, in place of figures")
    func refusals() throws {
        let folder = try #require(Examples.folder("survei-manfaat"))
        let result = try Study(contentsOf: folder.appendingPathComponent("penerima.yaml")).run()
        let document = try ParsedDocument.read(Report.evaluation(result, in: .id).html)
        let refusal = try #require(document.all("p", "refusal").first)
        #expect(refusal.text.contains("Tidak ada angka.") && refusal.text.contains("refused.no-comparison-group"))
        // One that concerns a single figure stands below its table, with the mark of the figure.
        #expect(document.all("ul", "notes").contains { $0.text.contains("[refused.no-comparison-group]") })
        #expect(
            document.rows(ofTableWithCaption: "Ketepatan sasaran").contains { $0.joined().contains("tidak ada angkaa") }
        )
    }

    @Test("the workbook has all figures, a sheet for each table and a data dictionary; its numbers are numbers")
    func workbook() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: url) }
        let result = try Self.shared.get()
        try Report.writeEvaluationWorkbook(result, in: .en, to: url)
        let workbook = try Workbook(url)
        let names = workbook.sheets.map(\.name)
        #expect(names.count == result.grids(in: .en).count + 2 && Set(names).count == names.count)
        #expect(names.contains("targeting") && names.contains("incidence-1"))
    }

    @Test("drawings stand alone as SVG files")
    func drawings() throws {
        let drawings = try Report.evaluationDrawings(Self.shared.get(), in: .id)
        #expect(drawings.count >= 6 && Set(drawings.map(\.name)).count == drawings.count)
        for drawing in drawings {
            #expect(drawing.svg.hasPrefix("<svg xmlns=") && drawing.svg.hasSuffix("</svg>"))
            #expect(!drawing.svg.contains("\"nan") && !drawing.svg.contains(",nan") && drawing.svg.contains("<title"))
        }
    }

    @Test("a table as text: numbers in full, intervals in two columns, shares as shares")
    func text() throws {
        let grids = try Self.shared.get().grids(in: .en)
        let grid = try #require(grids.first { $0.name == "participation" })
        #expect(grid.header.filter { $0.contains("interval") }.count == 2)
        let cells = try #require(grid.rows.first)
        guard case .share(let share) = cells[1] else { return #expect(Bool(false), "\(cells)") }
        #expect(share > 0 && share < 1)
        #expect(grid.csv.split(separator: "\r\n").count == grid.rows.count + 1)
        #expect(grids.allSatisfy { grid in grid.rows.allSatisfy { $0.count == grid.header.count } })
    }

    @Test("a hand-made result with hostile texts stays one document, its workbook readable")
    func hostile() throws {
        let hostile = "<script>alert(\"1\")</script> & 'x' </style> ]]> {n} \u{7}"
        let result = StudySample.result(hostile)
        let document = try ParsedDocument.read(Report.evaluation(result, in: .en).html)
        #expect(document.all("script").isEmpty && document.all("body").count == 1)
        let ids = document.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: url) }
        try Report.writeEvaluationWorkbook(result, in: .en, to: url)
        #expect(try Workbook(url).sheets.count == 3)
    }
}
