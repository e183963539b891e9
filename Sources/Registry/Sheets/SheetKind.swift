import Foundation
public import Problems

/// What the rows of a sheet are: programme records, reports, needs, … Kinds are JSON files in `SheetKinds/`, which also
/// are the data dictionary that templates and exports carry.
public struct SheetKind: Sendable, Hashable, Decodable {
    /// How the text of a cell is read.
    public enum ValueType: String, Sendable, Hashable, Decodable {
        case text, code, integer, rupiah, decimal, date, flag, choice, choices, texts, statements, nik, niks, card,
            number
        case institution, programme, region, village, regions, period, year, month
    }

    /// One column of a sheet.
    public struct Column: Sendable, Hashable, Decodable {
        /// The header in Indonesian.
        public var header: String
        /// The name in programs and documents.
        public var field: String
        public var type: ValueType
        public var required: Bool?
        /// The list of words that a choice is taken from.
        public var vocabulary: String?
        /// Whether it holds a day that must have come: what is told has happened.
        var past: Bool?
        /// The most that is plausible: more is taken in and told.
        var most: Int64?
        /// How it is hidden where rows of many people are shown or handed out; nil where its type says all.
        var mask: Mask?
        /// What an empty cell means.
        public var fallback: String?
        /// What the column holds, in Indonesian and English.
        var id: String
        var en: String

        public var isRequired: Bool { required ?? false }
        public func description(_ language: Language) -> String { language == .en ? en : id }
    }

    /// How a column in words is hidden, by the rule that pages follow for such a column of a list.
    enum Mask: String, Sendable, Hashable, Decodable {
        /// The first letter of each word: names, streets, and words in which somebody may be named.
        case name
        /// Every digit: RT and RW.
        case digits
    }

    /// How several rows make one entry.
    struct Grouping: Sendable, Hashable, Decodable {
        /// The field of the entry that lists the rows.
        var into: String
        var fields: [String]
        /// Which rows of one entry are the same.
        var lineKey: [String]
    }

    public var name: String
    /// The Indonesian word for the kind, which also names its template.
    public var word: String
    var title: [String: String]
    /// Fields that together tell entries apart.
    var key: [String]
    /// Fields of which the first filled one says whom the entry concerns.
    var subject: [String]?
    /// Fields that name people beside the subject.
    var people: [String]?
    /// Fields that name an entry of another kind: field → kind.
    var refers: [String: String]?
    var grouped: Grouping?
    /// Whether rows of one key follow one another as steps.
    var steps: Bool?
    /// Whether an empty cell says nothing, so that what was known under the same key stays; otherwise a row is whole.
    var partial: Bool?
    public var columns: [Column]

    public func title(_ language: Language) -> String { title[language.rawValue] ?? title["id"] ?? name }

    /// Whether a column says something of what the key names, and not only where it is.
    func isContent(_ column: Column) -> Bool {
        !key.contains(column.field) && column.type != .village && column.type != .region
    }

    func column(_ field: String) -> Column? { columns.first { $0.field == field } }

    /// Whether its rows tell of single people: they hold somebody's number, or speak of an entry that does.
    public var isPersonal: Bool {
        let kinds = SheetKinds.bundled.kinds
        return namesPeople
            || (refers ?? [:]).values.contains { kind in
                kinds.contains { $0.name == kind && $0.namesPeople }
            }
    }

    private var namesPeople: Bool { columns.contains { [.nik, .niks, .card].contains($0.type) } }
}
