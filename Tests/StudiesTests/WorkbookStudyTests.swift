import Foundation
import Problems
import Spreadsheets
import Studies
import Testing

@Suite("Studies of workbooks: mixed columns, dates, and which sheet is read")
struct WorkbookStudyTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        let names = ["income", "day", "kind", "few"]
        let layout = SheetLayout("Data", columns: names.map { SheetColumn($0) })
        var rows: [[SheetValue]] = (0..<12).map { row in
            [
                .decimal(1000.5 + Double(row)), .date(year: 2024, month: 1, day: 1 + row), .text(row < 6 ? "a" : "b"),
                row < 3 ? .integer(Int64(row)) : .text("belum"),
            ]
        }
        rows[4][0] = .text("tidak tahu")
        rows[7][0] = .text("rahasia")
        rows[9][1] = .text("lupa")
        let notes = SheetContent(SheetLayout("Catatan", columns: [SheetColumn("a")]), rows: [[.text("x")]])
        let year = SheetContent(
            SheetLayout("2023", columns: [SheetColumn("income")]), rows: [[.integer(7)], [.integer(9)]])
        try WorkbookWriter.write(
            [SheetContent(layout, rows: rows), notes, year], to: scratch.url.appendingPathComponent("data.xlsx"))
    }

    private func result(_ keys: String, head: String = "sheet: Data\n") throws -> StudyResult {
        let yaml =
            "study: s\ntitle: T\nsource: S\nsynthetic: true\ndata: data.xlsx\nsampling: random\n" + head
            + "analyses:\n  - {name: a, title: A, \(keys)}\n"
        return try Study(contentsOf: scratch.file("study.yaml", yaml)).run()
    }

    private func refusal(_ keys: String, head: String = "sheet: Data\n") -> Problem? {
        do {
            _ = try result(keys, head: head)
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test(
        "Where a number is asked for, every cell of text is told with row, column and value",
        arguments: [
            "method: mean, outcome: income", "method: proportion, condition: income > 1004",
            "method: mean, outcome: income * 2 + 1",
        ])
    func mixed(_ keys: String) throws {
        let problem = try #require(refusal(keys))
        #expect(problem.code == "study.cell-not-a-number")
        #expect(problem.place == Place(file: "data.xlsx", row: 6, column: "income") && problem.value == "tidak tahu")
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(problem, language)
            #expect(sentence.contains("9 “rahasia”") && sentence.contains("missing"), "\(sentence)")
        }
    }

    @Test("Also where most cells are text: the numbers say what the column was meant to be")
    func mostlyText() throws {
        let problem = try #require(refusal("method: proportion, condition: few > 1"))
        #expect(problem.code == "study.cell-not-a-number")
        #expect(problem.place.row == 5 && problem.value == "belum")
        #expect(Catalogue.bundled.sentence(problem, .en).contains("and 4 more cells"))
        // A column of words alone was never one of numbers: the expression is at fault.
        #expect(refusal("method: proportion, condition: kind > 1")?.code == "study.expression")
    }

    @Test("Declared missing, the text leaves the numbers what they are")
    func declared() throws {
        let item = try result(
            "method: mean, outcome: income", head: "sheet: Data\nmissing: {income: [tidak tahu, rahasia]}\n"
        ).items[0]
        // The rows 0 to 11 without 4 and 7 add up to 55.
        #expect(item.value("mean") == 1000.5 + 5.5)
        #expect(item.missing == 2)
    }

    @Test("Days stay days beside a word in their column")
    func days() throws {
        let item = try result("method: frequency, column: day").items[0]
        let names = try #require(item.recommended["categories"]?.elements).compactMap(\.text)
        #expect(names.contains("2024-01-01") && names.contains("lupa") && names.count == 12)
        let share = try result("method: proportion, condition: day == '2024-01-03'").items[0]
        #expect(share.recommended["count"] == .integer(1))
        let problem = try #require(refusal("method: mean, outcome: day"))
        #expect(problem.code == "study.cell-not-a-number" && problem.value == "2024-01-01")
    }

    @Test("Without `sheet` the first is read, and the result says so and names the others")
    func firstSheet() throws {
        let result = try result("method: frequency, column: kind", head: "")
        #expect(result.sheet == "Data" && result.otherSheets == ["Catatan", "2023"])
        for language in Language.allCases {
            let said = try #require(result.bearing.map { $0[language] }.first { $0.contains("Catatan") })
            #expect(said.contains("“Data”") && said.contains("2023") && said.contains("`sheet`"))
        }
        #expect(result.document(in: .en)["sheet"] == .string("Data"))
        let named = try self.result("method: mean, outcome: income", head: "sheet: '2023'\n")
        #expect(named.sheet == "2023" && named.items[0].value("mean") == 8)
        // Who names the sheet knows that there are others.
        #expect(!named.bearing.contains { $0.en.contains("Catatan") })
    }

    @Test("A sheet that is missing is told with the place in the study and the sheets there are")
    func missingSheet() throws {
        let problem = try #require(refusal("method: frequency, column: kind", head: "sheet: Dato\n"))
        #expect(problem.code == "study.no-sheet" && problem.place == Place(file: "study.yaml", row: 7, column: "sheet"))
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(problem, language)
            #expect(sentence.contains("Data, Catatan, 2023") && sentence.contains("data.xlsx"), "\(sentence)")
        }
        #expect(problem.arguments["near.en"]?.contains("Data") == true)
    }

    @Test("The population's file may be a workbook with its own sheet")
    func population() throws {
        let head = "sheet: Data\npopulation: {source: S, file: data.xlsx, sheet: '2023', limit-column: income}\n"
        let result = try result("method: frequency, column: kind", head: head)
        #expect(result.n == 12)
        let wrong = head.replacing("'2023'", with: "2022")
        #expect(refusal("method: frequency, column: kind", head: wrong)?.code == "study.no-sheet")
    }
}
