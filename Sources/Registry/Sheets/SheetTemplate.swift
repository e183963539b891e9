public import Foundation
public import Problems
import Spreadsheets
import Tabular

/// The empty form of a kind of sheets, and what its columns mean.
public struct SheetTemplate: Sendable {
    /// What is told about one column.
    public struct Explanation: Sendable, Hashable, Encodable {
        /// The Indonesian word for the kind of sheets.
        public var kind: String
        public var header: String
        /// The name in programs and documents.
        public var field: String
        public var type: String
        public var required: Bool
        /// The words that a choice is taken from; empty for free content.
        public var choices: [String]
        public var meaning: String
    }

    private let kind: SheetKind
    private let language: Language

    public init(_ kind: SheetKind, _ language: Language) {
        self.kind = kind
        self.language = language
    }

    /// The header row as delimited text.
    public var csv: String { csv([]) }

    /// The header row and entries by field, as delimited text that can be taken in again.
    public func csv(_ entries: [[String: String]]) -> String {
        var writer = CSVWriter()
        writer.write(kind.columns.map(\.header))
        for entry in entries { writer.write(kind.columns.map { entry[$0.field] ?? "" }) }
        return writer.text
    }

    /// The columns explained, in their order.
    public var explanations: [Explanation] {
        kind.columns.map { column in
            Explanation(
                kind: kind.word, header: column.header, field: column.field, type: column.type.rawValue,
                required: column.isRequired, choices: choices(of: column), meaning: column.description(language))
        }
    }

    /// The explanations of several kinds of sheets as delimited text: the data dictionary.
    public static func dictionary(_ kinds: [SheetKind], _ language: Language) -> String {
        var writer = CSVWriter()
        writer.write(["kind", "header", "field", "type", "required", "choices", "meaning"])
        for column in kinds.flatMap({ SheetTemplate($0, language).explanations }) {
            writer.write([
                column.kind, column.header, column.field, column.type, String(column.required),
                column.choices.joined(separator: ";"), column.meaning,
            ])
        }
        return writer.text
    }

    /// Writes a workbook with drop-down lists and a sheet that explains the columns.
    ///
    /// - Throws: `spreadsheet.unwritable`.
    public func writeWorkbook(to url: URL) throws(Problem) {
        let columns = kind.columns.map { column in
            let isOne = column.type == .choice || column.type == .flag
            return SheetColumn(
                column.header, Self.kind(of: column), choices: isOne ? choices(of: column) : [],
                note: note(on: column), meaning: note(on: column))
        }
        try WorkbookWriter.write(
            [SheetContent(SheetLayout(kind.word, columns: columns))], to: url, title: kind.title(language),
            hasDictionary: true, language: language)
    }

    private func choices(of column: SheetKind.Column) -> [String] {
        guard let vocabulary = column.type == .flag ? "flag" : column.vocabulary else { return [] }
        let kinds = SheetKinds.bundled
        return kinds.codes(vocabulary).map { kinds.word(vocabulary, $0) }
    }

    private func note(on column: SheetKind.Column) -> String {
        func hint(_ code: String) -> String { SheetKinds.bundled.label("hint", code, language) ?? code }
        var lines = [column.description(language)]
        if column.isRequired { lines.append(hint("required")) }
        if !column.isRequired, kind.partial ?? false { lines.append(hint("partial")) }
        if column.type == .choices {
            lines.append(hint("several") + ": " + choices(of: column).joined(separator: "; "))
        }
        return lines.joined(separator: "\n")
    }

    private static func kind(of column: SheetKind.Column) -> SheetColumn.Kind {
        switch column.type {
        case .integer, .year, .month: .integer
        case .rupiah: .rupiah
        case .decimal: .decimal
        case .date: .date
        case .text, .code, .flag, .choice, .choices, .texts, .statements, .nik, .niks, .card, .number, .institution,
            .programme, .region, .village, .regions, .period:
            .text
        }
    }
}
