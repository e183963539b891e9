/// Writes records as delimited text that every spreadsheet opens rightly.
public struct CSVWriter: Sendable {
    /// What has been written since the last ``take()``.
    public private(set) var text = ""
    private let delimiter: Character

    /// - Parameter delimiter: Excel with Indonesian settings expects a semicolon.
    public init(delimiter: Delimiter = .comma) {
        self.delimiter = Character(UnicodeScalar(delimiter.rawValue))
    }

    /// Appends one record. A cell that a spreadsheet would take for a formula is written with a leading apostrophe.
    public mutating func write(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(delimiter) }
            let safe = Self.isFormula(cell) ? "'" + cell : cell
            if safe.contains(where: { $0 == delimiter || $0 == "\"" || $0.isNewline }) {
                text += "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                text += "\""
            } else {
                text += safe
            }
        }
        text += "\r\n"
    }

    /// Hands out what was written and begins anew.
    public mutating func take() -> String {
        defer { text = "" }
        return text
    }

    private static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.first, cell.count > 1 else { return false }
        if first == "=" || first == "@" { return true }
        // A sign before digits is a number or a phone; before anything else a spreadsheet reads a formula.
        guard first == "+" || first == "-" else { return false }
        return !cell.dropFirst().allSatisfy { $0.isNumber || " .,-()".contains($0) }
    }
}
