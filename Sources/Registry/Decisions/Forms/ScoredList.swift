public import Problems
import Store

/// The lines of a list with what a form gives them.
public struct ScoredList: Sendable {
    public struct Line: Sendable {
        public var row: Int
        /// Whole: whoever shows it masks it.
        public var nik: String?
        public var score: FormScore
    }

    public let file: String
    public private(set) var lines: [Line] = []

    /// - Parameter reading: opened with records wanted.
    /// - Throws: `form.columns` for a list that answers no question of the form; what reading throws.
    public init(_ reading: ListReading, _ form: ScoringForm) throws(Problem) {
        file = reading.file.name
        let columns = FormColumns(form, reading.mapping.entries.map(\.name))
        guard columns.isAnswered else {
            throw Problem(
                "form.columns", .refuse, at: Place(file: file),
                ["columns": form.items.compactMap(\.columns.first).joined(separator: ", ")])
        }
        var lines: [Line] = []
        _ = try ListCheck.run(reading) { checked in
            for line in checked {
                let cells = line.record.flatMap { LedgerJSON.value([String].self, $0.raw) } ?? []
                lines.append(Line(row: line.row, nik: line.record?.nik, score: columns.score(cells)))
            }
        }
        self.lines = lines
    }
}
