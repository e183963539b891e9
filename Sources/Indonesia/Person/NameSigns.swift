import Problems

/// What the bytes of a name cell tell at a glance, found in one pass without allocation.
struct NameSigns {
    private(set) var characters = 0
    private(set) var hasLetter = false
    private(set) var hasDigit = false
    private(set) var isDamaged = false

    init(_ bytes: Span<UInt8>) {
        let range = ByteText.trimmed(bytes)
        var index = range.lowerBound
        var continuation = 0
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                if ByteText.isLetter(byte) {
                    hasLetter = true
                } else if ByteText.isDigit(byte) {
                    hasDigit = true
                } else if byte == 0x3F, index > range.lowerBound, index + 1 < range.upperBound,
                    ByteText.isLetter(bytes[index - 1]), ByteText.isLetter(bytes[index + 1])
                {
                    // `NUR?AINI`: a sign was lost on the way through another encoding.
                    isDamaged = true
                } else if byte < 0x20, !ByteText.isSpace(byte) {
                    isDamaged = true
                }
            } else if byte & 0xC0 == 0x80 {
                continuation += 1
            } else {
                if Self.isMojibake(bytes, index, range.upperBound) { isDamaged = true } else { hasLetter = true }
            }
            index += 1
        }
        characters = range.count - continuation
    }

    var isClean: Bool {
        hasLetter && !hasDigit && !isDamaged && characters <= PersonName.maximumLength && characters > 4
    }

    /// A sequence that UTF-8 read as Windows-1252 leaves behind (`Ã©`, `â€™`), a replacement or control character, or
    /// bytes that are no UTF-8.
    private static func isMojibake(_ bytes: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        func next(_ offset: Int) -> UInt8 { index + offset < end ? bytes[index + offset] : 0 }
        switch bytes[index] {
        case 0xC2: return next(1) & 0xC0 != 0x80 || next(1) < 0xA0
        case 0xC3:
            if next(1) & 0xC0 != 0x80 { return true }
            // `Ã` or `Â` before another sign of the upper half of Latin-1.
            return (next(1) == 0x83 || next(1) == 0x82) && (next(2) == 0xC2 || next(2) == 0xC3 || next(2) == 0xE2)
                || next(1) == 0xA2 && next(2) == 0xE2
        case 0xC4...0xDF: return next(1) & 0xC0 != 0x80
        case 0xEF: return next(1) == 0xBF && next(2) == 0xBD || next(1) & 0xC0 != 0x80 || next(2) & 0xC0 != 0x80
        case 0xE0...0xEE: return next(1) & 0xC0 != 0x80 || next(2) & 0xC0 != 0x80
        case 0xF0...0xF4:
            return next(1) & 0xC0 != 0x80 || next(2) & 0xC0 != 0x80 || next(3) & 0xC0 != 0x80
        default: return true
        }
    }

    func problems(_ bytes: Span<UInt8>) -> [Problem] {
        let range = ByteText.trimmed(bytes)
        let trimmed = bytes.extracting(range)
        if ByteText.isMissing(trimmed) || (!hasLetter && !hasDigit && !isDamaged) {
            return [Problem("name.missing", .refuse)]
        }
        let shown = Masking.name(ByteText.string(trimmed))
        var problems: [Problem] = []
        if isDamaged { problems.append(Problem("name.mojibake", .warn, value: shown)) }
        if hasDigit { problems.append(Problem("name.digits", .warn, value: shown)) }
        if characters > PersonName.maximumLength {
            problems.append(Problem("name.too-long", .warn, value: shown, ["characters": String(characters)]))
        }
        return problems
    }
}
