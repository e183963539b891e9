import Problems

/// Sex as population registration knows it.
public enum Sex: String, Sendable, Hashable, Codable, CaseIterable {
    case male
    case female

    /// Reads `L`/`P`, `1`/`2`, `Laki-laki`/`Perempuan`, `Pria`/`Wanita` and English forms.
    ///
    /// - Returns: the sex; nothing for an empty cell; `sex.invalid` (`warn`) for anything else.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<Sex> {
        if bytes.count == 1 {
            switch bytes[0] {
            case 0x4C, 0x6C, 0x31: return Checked(.male)
            case 0x50, 0x70, 0x32: return Checked(.female)
            default: break
            }
        }
        let range = ByteText.trimmed(bytes)
        let trimmed = bytes.extracting(range)
        if ByteText.isMissing(trimmed) { return Checked(nil) }
        let text = ByteText.string(trimmed)
        switch text.lowercased().filter(\.isLetter) {
        case "l", "lk", "lki", "laki", "lakilaki", "pria", "male", "m": return Checked(.male)
        case "p", "pr", "pw", "perempuan", "wanita", "w", "female", "f": return Checked(.female)
        case "" where text == "1" || text == "01": return Checked(.male)
        case "" where text == "2" || text == "02": return Checked(.female)
        default: return Checked(refusing: Problem("sex.invalid", .warn, value: Masking.cell(text)))
        }
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<Sex> { parse(text.utf8Span.span) }

    /// The letter on Indonesian forms: `L` or `P`.
    public var letter: String { self == .male ? "L" : "P" }
}
