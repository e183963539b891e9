public import Problems
import Store

/// A problem as programs read it, worded for a reader.
public struct ProblemAnswer: Sendable, Hashable, Codable {
    public var row: Int?
    public var column: String?
    public var code: String
    public var severity: String
    /// Masked where it is personal.
    public var value: String?
    public var message: String
    public var remedy: String

    public init(_ problem: Problem, _ language: Language) {
        row = problem.place.row
        column = problem.place.column
        code = problem.code
        severity = problem.severity.rawValue
        value = problem.value
        message = Catalogue.bundled.reason(problem, language)
        remedy = Catalogue.bundled.remedy(problem, language)
    }
}

/// What became of a sheet, as programs read it: on the command line and over the interface alike.
public struct ReceiptAnswer: Sendable, Hashable, Codable {
    /// The sending's number; 0 where nothing was stored.
    public var id: Int64
    /// The Indonesian word for the kind of sheets; `–` where it could not be told.
    public var kind: String
    public var file: String
    public var rows: Int
    public var new: Int
    public var updated: Int
    public var unchanged: Int
    public var refused: Int
    public var stored: Bool
    public var problems: [ProblemAnswer]

    public init(_ receipt: SheetReceipt, _ language: Language) {
        id = receipt.sending.id
        kind = receipt.kind.word
        file = receipt.sending.name
        rows = receipt.sending.rows
        new = receipt.sending.new
        updated = receipt.sending.updated
        unchanged = receipt.sending.unchanged
        refused = receipt.refused
        stored = receipt.isStored
        problems = receipt.problems.map { ProblemAnswer($0, language) }
    }

    /// A sheet that could not be read, or not as its kind.
    ///
    /// - Parameter rows: as many as were read; all of them are refused.
    public init(file: String, rows: Int, kind: SheetKind?, _ problem: Problem, _ language: Language) {
        id = 0
        self.kind = kind?.word ?? "–"
        self.file = file
        self.rows = rows
        new = 0
        updated = 0
        unchanged = 0
        refused = rows
        stored = false
        problems = [ProblemAnswer(problem, language)]
    }
}
