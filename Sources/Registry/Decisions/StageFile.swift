import Foundation
import Indonesia
import Problems
import Store

/// A file of what was decided about the people on a list, one decision a row: `NIK`, `Tahap`, `Pelaku`, `Waktu`,
/// `Keputusan`, and where there is a reason `Alasan`, `Kode Alasan`.
struct StageFile: Sendable {
    struct Row: Sendable {
        var number: Int
        /// Programme and year are those of the list.
        var event: StageEventRecord
    }

    private static let required = ["NIK", "Tahap", "Pelaku", "Waktu", "Keputusan"]
    static let ruleColumn = "Kode Alasan"

    private let today: CalendarDate
    let name: String
    /// All rows that were read, those at fault among them.
    let count: Int
    private(set) var rows: [Row] = []
    /// What is wrong by the file alone.
    private(set) var problems: [Problem] = []

    /// - Throws: `stages.columns`, `stages.empty`; what reading a file throws.
    init(_ url: URL, today: CalendarDate) throws(Problem) {
        self.today = today
        let table = try TextTable(url)
        (name, count) = (table.name, table.rows.count)
        for column in Self.required where !table.columns.contains(column) {
            throw Problem("stages.columns", .refuse, at: Place(file: name, column: column))
        }
        guard count > 0 else { throw Problem("stages.empty", .refuse, at: Place(file: name)) }
        for row in table.rows { read(row) }
    }

    /// That a cell of a row cannot be taken, with what stands there.
    func fault(_ code: String, _ row: Int, _ column: String, _ value: String?, _ arguments: [String: String] = [:])
        -> Problem
    {
        Problem(code, .refuse, at: Place(file: name, row: row, column: column), value: value, arguments)
    }

    /// A cell that slipped may hold anybody's number; a day and an hour are nobody's.
    static func shown(_ cell: String) -> String {
        let text = cell.prefix(60)
        let isTime = DateParser().value(of: cell.utf8Span.span) != nil
        return isTime ? LongNumbers.hidden(in: text, runsOf: 9) : LongNumbers.hidden(in: text)
    }

    private mutating func read(_ row: TextTable.Row) {
        func cell(_ name: String) -> String? {
            row.cells[name].map { $0.trimmingCharacters(in: .whitespaces) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        var faults: [Problem] = []
        func bad(_ code: String, _ column: String) {
            faults.append(fault(code, row.number, column, cell(column).map(Self.shown)))
        }
        let number = NIK.parse(cell("NIK") ?? "")
        let nik = number.value
        if nik == nil, let why = number.problems.first {
            faults.append(fault(why.code, row.number, "NIK", why.value, why.arguments))
        }
        let decision = StageDecision(word: cell("Keputusan") ?? "")
        // Times are compared as texts: all of them in UTC.
        let time = try? Date(cell("Waktu") ?? "", strategy: .iso8601)
        for column in ["Tahap", "Pelaku"] where cell(column) == nil { bad("stages.blank", column) }
        if time == nil { bad("stages.time", "Waktu") }
        if decision == nil { bad("stages.decision", "Keputusan") }
        if let time, Registry.day(of: time) > today {
            faults.append(fault("stages.future", row.number, "Waktu", time.formatted(.iso8601)))
        }
        // Pages and reports show these texts as they are.
        for column in ["Tahap", "Pelaku", "Alasan"] {
            guard let text = cell(column), LongNumbers.holdsIdentity(in: text) else { continue }
            faults.append(fault("sheet.identity-in-text", row.number, column, NIK.masked(raw: text)))
        }
        problems += faults
        guard faults.isEmpty, let nik, let time, let decision else { return }
        rows.append(
            Row(
                number: row.number,
                event: StageEventRecord(
                    programme: "", fiscalYear: 0, nik: nik.digits, stage: cell("Tahap") ?? "",
                    actor: cell("Pelaku") ?? "", happenedAt: time.formatted(.iso8601), decision: decision.rawValue,
                    reason: cell("Alasan"), rule: cell(Self.ruleColumn))))
    }
}
