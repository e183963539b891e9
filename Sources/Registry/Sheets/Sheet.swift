import Crypto
public import Foundation
import Indonesia
public import Problems

/// A table that an institution hands in beside lists of people, before anything is made of it.
public struct Sheet: Sendable {
    public struct Row: Sendable {
        /// As a spreadsheet counts it.
        public var number: Int
        /// By header.
        public var cells: [String: String]
        /// A filled cell beyond the last header: a comma too many has moved what stands before it.
        var beyond: String?
    }

    public let name: String
    /// SHA-256 of the file, hexadecimal; empty where there was none.
    public let sha256: String
    /// `file`, `form`, `api` or `program`.
    public let channel: String
    public let headers: [String]
    /// The row that holds the headers; nil where they came with each row.
    public let headerRow: Int?
    /// Names that several columns bear, in lower case.
    private let repeated: Set<String>
    public let rows: [Row]

    /// Reads a sheet from a file.
    ///
    /// - Parameter channel: how the file came; `form` where it was pasted into a page, `api` where a program sent it.
    /// - Throws: what reading a list throws: `input.missing`, `input.unreadable`, `file.empty`, …
    public init(_ url: URL, channel: String = "file") throws(Problem) {
        let table = try TextTable(url)
        name = table.name
        sha256 = table.sha256
        self.channel = channel
        headers = table.columns
        headerRow = table.headerRow
        repeated = table.repeated
        rows = table.rows.map { Row(number: $0.number, cells: $0.cells.mapValues(Self.plain), beyond: $0.beyond) }
    }

    /// The header as the file has it: reading puts ` (2)` behind the second of two that are alike.
    func plainName(ofHeader header: String) -> String {
        guard let mark = header.lastIndex(of: "("), header.hasSuffix(")"), mark > header.startIndex else {
            return header
        }
        let name = header[..<header.index(before: mark)]
        return repeated.contains(name.lowercased()) ? String(name) : header
    }

    /// The cell without the apostrophe that exports put before what a spreadsheet would take for a formula.
    private static func plain(_ cell: String) -> String {
        guard cell.first == "'", let next = cell.dropFirst().first, "=+-@".contains(next) else { return cell }
        return String(cell.dropFirst())
    }

    /// Rows that come from a form or a call: each by field or header.
    public init(name: String, channel: String, rows: [[String: String]]) {
        self.name = LongNumbers.hidden(in: name, runsOf: NIK.length)
        self.channel = channel
        sha256 = ""
        headers = Set(rows.flatMap(\.keys)).sorted()
        headerRow = nil
        repeated = []
        self.rows = rows.enumerated().map { Row(number: $0.offset + 1, cells: $0.element) }
    }
}
