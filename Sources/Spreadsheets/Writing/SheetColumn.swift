/// A column of a sheet to be written.
public struct SheetColumn: Sendable, Hashable {
    /// What a column holds; decides how Excel shows it and treats what people type into it.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Kept sign by sign: identity numbers, phones, codes with leading zeros, and all words.
        case text
        case integer
        /// Whole rupiah.
        case rupiah
        /// Shown with two decimals.
        case decimal
        /// A share, 0.25 for 25 %, shown with one decimal.
        case percent
        case date

        /// The number format in Excel's own language.
        var format: String {
            switch self {
            case .text: "@"
            case .integer: "0"
            case .rupiah: "\"Rp\"#,##0;-\"Rp\"#,##0"
            case .decimal: "#,##0.00"
            case .percent: "0.0%"
            case .date: "yyyy-mm-dd"
            }
        }

        /// How wide the content usually is, in characters.
        var usualWidth: Double {
            switch self {
            case .text: 20
            case .integer, .percent: 10
            case .date: 12
            case .rupiah, .decimal: 16
            }
        }
    }

    public var header: String
    public var kind: Kind
    /// In characters of the usual font; nil for what suits header and kind.
    public var width: Double?
    /// What may be chosen in the cells below the header; empty for free content.
    public var choices: [String]
    /// Shown when the pointer rests on the header.
    public var note: String?
    /// What the column means, for the data dictionary.
    public var meaning: String

    public init(
        _ header: String, _ kind: Kind = .text, width: Double? = nil, choices: [String] = [], note: String? = nil,
        meaning: String = ""
    ) {
        self.header = header
        self.kind = kind
        self.width = width
        self.choices = choices
        self.note = note
        self.meaning = meaning
    }

    var shownWidth: Double {
        // The filter's arrow needs room beside the header.
        min(max(width ?? max(kind.usualWidth, Double(header.count) + 4), 1), 255)
    }
}

/// A sheet to be written: its name and its columns. Its header row stands still when the sheet is scrolled, and filters.
public struct SheetLayout: Sendable, Hashable {
    /// At most 31 signs, none of `[ ] : * ? / \`.
    public var name: String
    public var columns: [SheetColumn]

    public init(_ name: String, columns: [SheetColumn]) {
        self.name = name
        self.columns = columns
    }
}
