/// The languages Gapura speaks. Indonesian comes first everywhere.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case id
    case en

    /// The language of a POSIX locale name such as `en_GB.UTF-8`; Indonesian unless it begins with `en`.
    public init(locale: String?) {
        self = locale?.lowercased().hasPrefix("en") == true ? .en : .id
    }

    /// The sign between whole and decimal part.
    public var decimalSeparator: Character { self == .id ? "," : "." }
    /// The sign between groups of three digits.
    public var groupSeparator: Character { self == .id ? "." : "," }
}
