import Problems

/// Reads the digits of an identity number out of a cell, and recognises what spreadsheets and typists do to it.
enum IdentityReader {
    enum Outcome {
        /// The digits as a number, and how many there were.
        case digits(UInt64, count: Int)
        case missing
        /// `0`, one digit repeated, `123456…`.
        case placeholder
        /// `3,50711E+15`: the last digits are gone.
        case scientific
        /// Letters or signs that do not belong.
        case characters
    }

    struct Reading {
        var outcome: Outcome
        var hasQuote = false
        var hasSeparators = false
        /// Signs that take no place: directions of writing, zero-width blanks, a mark of the file's end.
        var hasInvisible = false
    }

    /// The largest whole number up to which a spreadsheet's floating-point number is exact: 2⁵³.
    private static let exactLimit: UInt64 = 9_007_199_254_740_992

    /// Exactly 16 ASCII digits, the clean form; `nil` otherwise.
    static func sixteenDigits(_ bytes: Span<UInt8>) -> UInt64? {
        guard bytes.count == 16 else { return nil }
        let (high, low) = (eightBytes(bytes, 0), eightBytes(bytes, 8))
        guard areDigits(high), areDigits(low) else { return nil }
        return number(high) &* 100_000_000 &+ number(low)
    }

    /// Eight bytes as one word, the first one lowest.
    @inline(__always)
    private static func eightBytes(_ bytes: Span<UInt8>, _ start: Int) -> UInt64 {
        var word: UInt64 = 0
        for offset in 0..<8 { word |= UInt64(bytes[start + offset]) &<< UInt64(8 * offset) }
        return word
    }

    /// Whether each of eight bytes is an ASCII digit.
    @inline(__always)
    private static func areDigits(_ word: UInt64) -> Bool {
        let (upper, threes): (UInt64, UInt64) = (0xF0F0_F0F0_F0F0_F0F0, 0x3030_3030_3030_3030)
        return word & upper == threes && (word &+ 0x0606_0606_0606_0606) & upper == threes
    }

    /// The number that eight ASCII digits stand for: digits, then pairs, then fours are put together side by side.
    @inline(__always)
    private static func number(_ word: UInt64) -> UInt64 {
        let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8 & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 6_553_601) &>> 16 & 0x0000_FFFF_0000_FFFF
        return (fours &* 42_949_672_960_001) &>> 32
    }

    /// Whether 16 digits are nobody's number: zero, one digit repeated, or counting up.
    static func isPlaceholder(_ number: UInt64) -> Bool {
        number % 1_111_111_111_111_111 == 0 || number == 1_234_567_890_123_456 || number == 123_456_789_012_345
    }

    static func read(_ bytes: Span<UInt8>) -> Reading {
        let range = ByteText.trimmed(bytes)
        return readTrimmed(bytes.extracting(range))
    }

    private static func readTrimmed(_ bytes: Span<UInt8>) -> Reading {
        var reading = Reading(outcome: .missing)
        if bytes.isEmpty { return reading }
        var value: UInt64 = 0
        var count = 0
        var first: UInt8 = 0
        var previous: UInt8 = 0
        var same = true
        var rising = true
        var closed = false
        var index = 0
        scan: while index < bytes.count {
            let byte = bytes[index]
            let digit = byte &- 0x30
            if digit < 10 {
                if closed { return failed(bytes) }
                if count == 0 { first = digit }
                same = same && digit == first
                rising = rising && (count == 0 ? digit < 2 : digit == (previous + 1) % 10)
                previous = digit
                value = value &* 10 &+ UInt64(digit)
                count += 1
                index += 1
                continue
            }
            switch sign(bytes, index) {
            case .quote(let width):
                // In front of the digits, or behind them: a quote between digits is a slip of the keyboard.
                if count > 0 { closed = true }
                reading.hasQuote = true
                index += width
            case .separator(let width):
                if count == 16, isZeroTail(bytes, from: index) {
                    if value > exactLimit { return Reading(outcome: .scientific) }
                    reading.hasSeparators = true
                    break scan
                }
                reading.hasSeparators = true
                index += width
            case .invisible(let width):
                reading.hasInvisible = true
                index += width
            case .other:
                return failed(bytes)
            }
        }
        if count == 0 { return Reading(outcome: .missing) }
        let isPlaceholder = value == 0 && same || same && count >= 4 || rising && count >= 6
        reading.outcome = isPlaceholder ? .placeholder : .digits(value, count: count)
        return reading
    }

    private static func failed(_ bytes: Span<UInt8>) -> Reading {
        if ByteText.isMissing(bytes) { return Reading(outcome: .missing) }
        return Reading(outcome: isScientific(bytes) ? .scientific : .characters)
    }

    private enum Sign {
        case quote(Int)
        case separator(Int)
        case invisible(Int)
        case other
    }

    /// What stands at a place that is no digit, and how many bytes it takes.
    private static func sign(_ bytes: Span<UInt8>, _ index: Int) -> Sign {
        switch bytes[index] {
        case 0x27, 0x60, 0x22: return .quote(1)
        // `="3507…"` is how text is forced into a spreadsheet by hand.
        case 0x3D where index == 0 && bytes.count > 1 && bytes[1] == 0x22: return .quote(1)
        case 0x20, 0x09...0x0D, 0x2E, 0x2C, 0x2D, 0x5F: return .separator(1)
        // With it old programs of DOS end a file.
        case 0x1A: return .invisible(1)
        case 0xC2 where index + 1 < bytes.count:
            switch bytes[index + 1] {
            case 0xA0: return .separator(2)
            case 0xAD: return .invisible(2)
            case 0xB4: return .quote(2)
            default: return .other
            }
        case 0xE2 where index + 2 < bytes.count:
            switch (bytes[index + 1], bytes[index + 2]) {
            case (0x80, 0x98...0x9F), (0x80, 0xB2), (0x80, 0xB3): return .quote(3)
            case (0x80, 0x8B...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA0...0xAF): return .invisible(3)
            case (0x80, 0x80...0x95), (0x80, 0xAF), (0x88, 0x92): return .separator(3)
            default: return .other
            }
        case 0xEF where index + 2 < bytes.count && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF:
            return .invisible(3)
        default: return .other
        }
    }

    /// `.0`, `,00`: what a program leaves that took the number for an amount.
    private static func isZeroTail(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        let rest = bytes.count - start - 1
        guard bytes[start] == 0x2E || bytes[start] == 0x2C, rest == 1 || rest == 2 else { return false }
        for index in start + 1..<bytes.count where bytes[index] != 0x30 { return false }
        return true
    }

    /// `3.50711E+15`, `3,50711e15`.
    static func isScientific(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        var mantissa = 0
        var signs = 0
        while index < bytes.count, ByteText.isDigit(bytes[index]) || bytes[index] == 0x2E || bytes[index] == 0x2C {
            if ByteText.isDigit(bytes[index]) { mantissa += 1 } else { signs += 1 }
            index += 1
        }
        guard mantissa > 0, signs <= 1, index < bytes.count, bytes[index] | 0x20 == 0x65 else { return false }
        index += 1
        if index < bytes.count, bytes[index] == 0x2B { index += 1 }
        var exponent = 0
        while index < bytes.count, ByteText.isDigit(bytes[index]) {
            exponent += 1
            index += 1
        }
        return index == bytes.count && (exponent == 1 || exponent == 2)
    }
}
