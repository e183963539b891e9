import Problems
import Spreadsheets
import Tabular

/// Which sheet of a workbook is meant.
enum SheetChoice: Sendable, Hashable {
    case named(String)
    /// The first one that people see.
    case first
    /// The one of those that people see whose columns are understood best.
    case fitting
}

/// Finds the sheet of a workbook that is meant.
struct SheetChooser {
    let sheet: Workbook.Sheet
    /// What is told of the sheets that are left out.
    let problem: Problem?

    /// More are not opened to be compared.
    private static let most = 20

    /// - Throws: `spreadsheet.no-sheet`, `file.empty` where no sheet is shown, and what reading a sheet throws.
    init(_ book: Workbook, _ choice: SheetChoice) throws(Problem) {
        if case .named(let name) = choice {
            sheet = try book.sheet(named: name)
            problem = nil
            return
        }
        let shown = book.sheets.filter { !$0.isHidden }
        guard let first = shown.first else { throw Problem("file.empty") }
        guard choice == .fitting, shown.count > 1 else {
            sheet = first
            problem = nil
            return
        }
        var best: (score: Int, sheet: Workbook.Sheet)?
        var filled: [Workbook.Sheet] = []
        for candidate in shown.prefix(Self.most) {
            let head = try SheetPass(book, candidate).head
            guard !head.isEmpty else { continue }
            filled.append(candidate)
            let score = Self.score(head)
            if best.map({ score > $0.score }) ?? true { best = (score, candidate) }
        }
        let chosen = best?.sheet ?? first
        sheet = chosen
        let others = (filled + shown.dropFirst(Self.most)).filter { $0 != chosen }.map { CellReader.shown($0.name) }
        problem =
            others.isEmpty
            ? nil
            : Problem(
                "list.other-sheets", .note,
                ["sheet": CellReader.shown(chosen.name), "others": Self.listed(others)])
    }

    /// How many of a sheet's columns are understood; a list of people goes before any other table.
    private static func score(_ rows: [Spreadsheets.SheetRow]) -> Int {
        guard let layout = try? SheetPass.layout(rows) else { return 0 }
        let text = SheetPass.text(rows, width: layout.columns.count + layout.emptyTrailing)
        let reader = RecordReader(MemorySource(text), dialect: layout.dialect, skip: layout.skip)
        guard let sample = try? ListReading.sample(reader, columns: layout.columns.count),
            let mapping = try? ColumnMapper.map(layout, sample, profile: nil)
        else { return 0 }
        return mapping.entries.count { $0.field != nil } + (mapping.column(.nik) == nil ? 0 : 100)
    }

    private static func listed(_ names: [String]) -> String {
        names.prefix(10).map { "“" + $0 + "”" }.joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    }
}
