/// How much a problem weighs.
///
/// The order is the order of weight: `note < warn < refuse`.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Worth knowing; nothing needs to be done.
    case note
    /// The row is taken in, and somebody should look at it.
    case warn
    /// The row (or the file) is not taken in.
    case refuse

    private var weight: Int {
        switch self {
        case .note: 0
        case .warn: 1
        case .refuse: 2
        }
    }

    public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }
}

/// Where a problem stands.
public struct Place: Sendable, Hashable, Codable {
    /// The file's name as the user gave it, without its folder.
    public var file: String?
    /// The row as the user counts it in a spreadsheet or editor: the first line of the file is 1.
    public var row: Int?
    /// The column's header text.
    public var column: String?

    public init(file: String? = nil, row: Int? = nil, column: String? = nil) {
        self.file = file
        self.row = row
        self.column = column
    }
}

/// The one type for what is wrong: a bad cell, a failed rule, a refused estimate, unusable input.
///
/// The code is stable and machine-readable (`nik.length`); the sentence for a reader comes from ``Catalogue``.
/// A problem may be thrown, which makes it the typed error of every room.
public struct Problem: Error, Sendable, Hashable, Codable {
    /// A stable code such as `nik.length`: the subject, a dot, what is wrong with it.
    public var code: String
    public var severity: Severity
    public var place: Place
    /// The offending value, **already masked** where it is personal.
    public var value: String?
    /// What the sentence in the catalogue names in braces, such as `digits` for `{digits}`.
    public var arguments: [String: String]

    public init(
        _ code: String, _ severity: Severity = .refuse, at place: Place = Place(), value: String? = nil,
        _ arguments: [String: String] = [:]
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.value = value
        self.arguments = arguments
    }
}
