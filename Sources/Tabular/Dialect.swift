/// What separates the fields of a record.
public enum Delimiter: UInt8, Sendable, Hashable, CaseIterable, Codable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
    case pipe = 0x7C

    /// The sign itself; a tab is written `\t`.
    public var name: String {
        switch self {
        case .comma: ","
        case .semicolon: ";"
        case .tab: "\\t"
        case .pipe: "|"
        }
    }

    /// The sign as it stands in a text.
    var sign: Character { Character(Unicode.Scalar(rawValue)) }

    /// The delimiter of a sign or a name (`,`, `;`, `|`, `tab`, `\t`).
    public init?(name: String) {
        switch name.lowercased() {
        case ",", "comma", "koma": self = .comma
        case ";", "semicolon", "titik-koma": self = .semicolon
        case "\t", "\\t", "tab": self = .tab
        case "|", "pipe": self = .pipe
        default: return nil
        }
    }
}

/// How a list is written: its encoding and its delimiter.
public struct Dialect: Sendable, Hashable, Codable {
    public var encoding: TextEncoding
    public var delimiter: Delimiter

    public init(encoding: TextEncoding = .utf8, delimiter: Delimiter = .comma) {
        self.encoding = encoding
        self.delimiter = delimiter
    }
}
