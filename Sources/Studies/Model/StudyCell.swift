public import Problems

/// One cell of a table: the exact value, written in a language only at the end.
public indirect enum StudyCell: Sendable, Hashable {
    /// Nothing to show.
    case empty
    /// A label or sentence.
    case text(LocalText)
    /// A whole number.
    case count(Int)
    /// A percentage from whole counts, rounded half up to a number of places.
    case percent(Int, of: Int, places: Int)
    /// A decimal number with a number of places.
    case number(Double, places: Int)
    /// A share from 0 to 1, written as a percentage with a number of places.
    case share(Double, places: Int)
    /// Rupiah.
    case rupiah(Double)
    /// An interval of decimal numbers.
    case interval(Double, Double, places: Int)
    /// From one cell to another, such as the limits of an interval.
    case range(StudyCell, StudyCell)
    /// A figure exactly as a publication prints it.
    case printed(String)
    /// A p-value: `< .001` below that, three places otherwise.
    case pValue(Double)
    /// A cell with a footnote's mark.
    case marked(StudyCell, String)

    /// The cell without its mark, as a reader of the language writes it. Printed figures stay as printed.
    public func text(in language: Language) -> String {
        switch self {
        case .empty: ""
        case .text(let text): text[language]
        case .count(let value): language.integer(value)
        case .percent(let count, let total, let places): language.percent(count, of: total, places: places)
        case .number(let value, let places): language.decimal(value, places: places)
        case .share(let value, let places): language.decimal(100 * value, places: places) + " %"
        case .range(let low, let high): low.text(in: language) + " – " + high.text(in: language)
        case .rupiah(let value): Self.rupiah(value, language)
        case .interval(let low, let high, let places):
            language.decimal(low, places: places) + " – " + language.decimal(high, places: places)
        case .printed(let text): text
        case .pValue(let value): Self.pValue(value, language)
        case .marked(let cell, _): cell.text(in: language)
        }
    }

    /// An amount in a unit of a study file: whole rupiah, or a number with as many places as it needs to be told from 0.
    ///
    /// - Parameter unit: `rupiah` or `number`; nil for rupiah.
    public static func amount(_ value: Double, unit: String?) -> StudyCell {
        unit == StudyUnit.number.rawValue ? .number(value, places: places(value)) : .rupiah(value)
    }

    /// Two places, none for large whole numbers, more for numbers near 0.
    static func places(_ value: Double) -> Int {
        let size = value.magnitude
        if size >= 1000, value == value.rounded() { return 0 }
        return size > 0 && size < 0.1 ? 4 : 2
    }

    /// A number in full, with a point; empty where it is none.
    static func digits(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        return Int(exactly: value).map(String.init) ?? String(value)
    }

    /// The footnote's mark, if the cell has one.
    public var mark: String? {
        if case .marked(_, let mark) = self { return mark }
        return nil
    }

    /// `< 0,001` (Indonesian) or `< .001` (English) below one in a thousand, never `0,000`; three places otherwise.
    static func pValue(_ value: Double, _ language: Language) -> String {
        guard value.isFinite else { return "–" }
        if value < 0.001 { return language == .id ? "< 0,001" : "< .001" }
        let text = language.decimal(value, places: 3)
        return language == .id || value >= 0.9995 ? text : String(text.dropFirst())
    }

    private static func rupiah(_ value: Double, _ language: Language) -> String {
        guard value.isFinite, value.magnitude < 9e15 else { return "–" }
        return language.rupiah(Int64(value.rounded(.toNearestOrAwayFromZero)))
    }
}
