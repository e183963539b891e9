import Problems

/// Sex as population registration knows it.
public enum Sex: String, Sendable, Hashable, Codable, CaseIterable {
    case male
    case female

    /// Reads `L`/`P`, `1`/`2`, `Laki-laki`/`Perempuan`, `Pria`/`Wanita` and English forms.
    ///
    /// - Returns: the sex; nothing for an empty cell; `sex.invalid` (`warn`) for anything else.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<Sex> {
        if let sex = value(of: bytes) { return Checked(sex) }
        let trimmed = bytes.extracting(ByteText.trimmed(bytes))
        if ByteText.isMissing(trimmed) { return Checked(nil) }
        return Checked(
            refusing: Problem("sex.invalid", .warn, value: Masking.cell(ByteText.string(trimmed))))
    }

    /// The sex of a cell for who wants nothing else: without the masked form of a cell that holds none, which takes longer
    /// than reading.
    public static func value(of bytes: Span<UInt8>) -> Sex? {
        if bytes.count == 1 {
            switch bytes[0] {
            case 0x4C, 0x6C, 0x31: return .male
            case 0x50, 0x70, 0x32: return .female
            default: break
            }
        }
        let trimmed = bytes.extracting(ByteText.trimmed(bytes))
        if ByteText.isMissing(trimmed) { return nil }
        let text = ByteText.string(trimmed)
        switch text.lowercased().filter(\.isLetter) {
        case "l", "lk", "lki", "laki", "lakilaki", "pria", "male", "m": return .male
        case "p", "pr", "pw", "perempuan", "wanita", "w", "female", "f": return .female
        case "" where text == "1" || text == "01": return .male
        case "" where text == "2" || text == "02": return .female
        default: return nil
        }
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<Sex> { parse(text.utf8Span.span) }

    /// The letter on Indonesian forms: `L` or `P`.
    public var letter: String { self == .male ? "L" : "P" }
}
