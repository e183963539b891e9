public import Problems

/// A person's name as the list gives it, and keys to compare it by.
///
/// The display form is what people see; titles, abbreviations and old spellings are dealt with in the keys only.
public struct PersonName: Sendable, Hashable {
    /// The longest name that population registration writes (Permendagri 73/2022).
    public static let maximumLength = 60

    /// The name without surrounding and doubled white space. Nothing else is changed.
    public let display: String

    /// Takes a name as it is; blanks are tidied.
    public init(_ text: String) { display = NameTokens.tidied(text) }

    /// Reads a cell.
    ///
    /// - Returns: the name with `name.digits`, `name.too-long`, `name.mojibake` (`warn`) where they apply, or
    ///   `name.missing` (`refuse`).
    public static func parse(_ bytes: Span<UInt8>) -> Checked<PersonName> {
        let problems = check(bytes)
        if problems.contains(where: { $0.severity == .refuse }) { return Checked(nil, problems) }
        return Checked(PersonName(ByteText.string(bytes)), problems)
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<PersonName> { parse(text.utf8Span.span) }

    /// What is wrong with a cell, without building the name: the quick form of ``parse(_:)-(Span<UInt8>)``.
    public static func check(_ bytes: Span<UInt8>) -> [Problem] {
        let signs = NameSigns(bytes)
        if signs.isClean { return [] }
        return signs.problems(bytes)
    }

    /// Tokens, patronym, flags and keys in one pass; ask for it once where several are needed.
    public var parts: NameParts { NameTokens.parts(of: display) }

    /// The words that make up the name: lower case, without titles, abbreviations written out.
    public var tokens: [String] { parts.tokens }

    /// The comparison key in modern spelling.
    public var key: String { parts.key }

    /// An **extra** key in which old and modern spelling meet; see ``NameParts/oldSpellingKey``.
    public var oldSpellingKey: String { parts.oldSpellingKey }

    /// The name with only the first letter of each word left.
    public var masked: String { Masking.name(display) }

    /// Hides all but the first letters of any text that may hold a name.
    public static func masked(raw: String) -> String { Masking.name(raw) }
}

extension PersonName: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(display)
    }
}
