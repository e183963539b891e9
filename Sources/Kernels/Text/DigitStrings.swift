/// Strings of up to 16 digits in one machine word: four bits a digit from the top, digit + 1, so that 0 ends the string
/// and the whole word is 0 where there is none.
public enum DigitStrings {
    /// Packs ASCII digits; 0 where there are none, more than 16, or anything else among them.
    public static func packed(_ digits: Span<UInt8>) -> UInt64 {
        guard digits.count <= 16 else { return 0 }
        if digits.count == 16 {
            return digits.withUnsafeBufferPointer { bytes in
                let raw = UnsafeRawBufferPointer(bytes)
                let high = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self).bigEndian
                let low = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
                guard areDigits(high), areDigits(low) else { return 0 }
                return (closed(high) &<< 32 | closed(low)) &+ 0x1111_1111_1111_1111
            }
        }
        var word: UInt64 = 0
        for offset in digits.indices {
            let digit = digits[offset] &- 0x30
            guard digit < 10 else { return 0 }
            word |= UInt64(digit &+ 1) &<< UInt64(60 &- 4 &* offset)
        }
        return word
    }

    /// Whether each of the eight bytes is an ASCII digit.
    @inline(__always)
    private static func areDigits(_ bytes: UInt64) -> Bool {
        let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let threes: UInt64 = 0x3030_3030_3030_3030
        return bytes & high == threes && (bytes &+ 0x0606_0606_0606_0606) & high == threes
    }

    /// The lower halves of eight bytes side by side, the first one highest.
    @inline(__always)
    private static func closed(_ bytes: UInt64) -> UInt64 {
        let ones = bytes & 0x0F0F_0F0F_0F0F_0F0F
        let pairs = (ones | ones &>> 4) & 0x00FF_00FF_00FF_00FF
        let quads = (pairs | pairs &>> 8) & 0x0000_FFFF_0000_FFFF
        return (quads | quads &>> 16) & 0x0000_0000_FFFF_FFFF
    }

    /// Packs the last `count` digits of a number, leading zeros included; `count` is 0 to 16.
    public static func packed(_ number: UInt64, count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        if count <= 8 {
            return (nibbles(number % 100_000_000) &+ 0x1111_1111) &<< UInt64(64 &- 4 &* count)
        }
        let (high, low) = (number % 10_000_000_000_000_000).quotientAndRemainder(dividingBy: 100_000_000)
        let word = nibbles(high) &<< 32 | nibbles(low)
        return (word &+ 0x1111_1111_1111_1111) &<< UInt64(64 &- 4 &* count)
    }

    /// Eight digits, four bits each, the first one highest.
    @inline(__always)
    private static func nibbles(_ number: UInt64) -> UInt64 {
        // Halves of the number side by side, then halves of these, each division a multiplication.
        let fours = (number / 10_000) &<< 32 | number % 10_000
        let hundreds = ((fours &* 5243) &>> 19) & 0x0000_007F_0000_007F
        let twos = hundreds &<< 16 | (fours &- hundreds &* 100)
        let tens = ((twos &* 103) &>> 10) & 0x000F_000F_000F_000F
        let ones = tens &<< 8 | (twos &- tens &* 10)
        return closed(ones)
    }

    /// The digits as text.
    public static func text(_ packed: UInt64) -> String {
        var text = ""
        var rest = packed
        while rest != 0 {
            text.append(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: rest &>> 60) &+ 0x2F)))
            rest &<<= 4
        }
        return text
    }

    /// The number of digits.
    @inline(__always)
    public static func length(_ packed: UInt64) -> Int { 16 &- packed.trailingZeroBitCount &>> 2 }

    /// The positions at which two strings differ; those beyond the end of one count as different.
    @inline(__always)
    public static func differing(_ left: UInt64, _ right: UInt64) -> Int {
        let x = left ^ right
        let low = (x | x &>> 1 | x &>> 2 | x &>> 3) & 0x1111_1111_1111_1111
        return low.nonzeroBitCount
    }

    /// Whether two strings are at most `limit` edits apart.
    ///
    /// - Parameter swaps: whether swapping neighbours is one edit: optimal string alignment; else Levenshtein's distance.
    @inline(__always)
    public static func isWithin(_ left: UInt64, _ right: UInt64, _ limit: Int, swaps: Bool = true) -> Bool {
        switch limit {
        case ...0: left == right
        case 1: isWithinOne(left, right, swaps)
        case 2: isWithinTwo(left, right, swaps)
        default: isWithinMore(left, right, limit, swaps)
        }
    }

    private static func isWithinMore(_ left: UInt64, _ right: UInt64, _ limit: Int, _ swaps: Bool) -> Bool {
        if limit == 2 { return isWithinTwo(left, right, swaps) }
        if left == right { return true }
        let (a, b) = strippedPrefix(left, right)
        // The first digits differ: one edit must deal with them.
        return isWithinMore(a &<< 4, b &<< 4, limit &- 1, swaps)
            || (a != 0 && isWithinMore(a &<< 4, b, limit &- 1, swaps))
            || (b != 0 && isWithinMore(a, b &<< 4, limit &- 1, swaps))
            || (swaps && isSwapped(a, b) && isWithinMore(a &<< 8, b &<< 8, limit &- 1, swaps))
    }

    @inline(__always)
    private static func isWithinTwo(_ left: UInt64, _ right: UInt64, _ swaps: Bool) -> Bool {
        if left == right { return true }
        let gap = length(left) &- length(right)
        if gap > 2 || gap < -2 { return false }
        if gap == 0 {
            let unlike = differing(left, right)
            if unlike <= 2 { return true }
            // Two edits that leave the others in their places change four digits at most; so one was left out and
            // another put in, and between these all are moved by one.
            if !swaps || unlike > 4 { return isMoved(left, right) || isMoved(right, left) }
        }
        let (a, b) = strippedPrefix(left, right)
        return isWithinOne(a &<< 4, b &<< 4, swaps) || (a != 0 && isWithinOne(a &<< 4, b, swaps))
            || (b != 0 && isWithinOne(a, b &<< 4, swaps))
            || (swaps && isSwapped(a, b) && isWithinOne(a &<< 8, b &<< 8, swaps))
    }

    /// Whether between the first and the last place where two strings differ the left one stands one further to the right.
    @inline(__always)
    private static func isMoved(_ left: UInt64, _ right: UInt64) -> Bool {
        let unlike = left ^ right
        let (first, last) = (UInt64(unlike.leadingZeroBitCount & ~3), UInt64(unlike.trailingZeroBitCount & ~3))
        return (left &<< 4 ^ right) & (~0 &>> first) & (~0 << (last &+ 4)) == 0
    }

    /// Both words without the digits that they begin with in common; they must differ.
    @inline(__always)
    private static func strippedPrefix(_ left: UInt64, _ right: UInt64) -> (UInt64, UInt64) {
        let shift = UInt64((left ^ right).leadingZeroBitCount & ~3)
        return (left &<< shift, right &<< shift)
    }

    @inline(__always)
    private static func isSwapped(_ a: UInt64, _ b: UInt64) -> Bool {
        let (first, second) = (a &>> 60, a &>> 56 & 15)
        return first != 0 && second != 0 && first == b &>> 56 & 15 && second == b &>> 60
    }

    @inline(__always)
    private static func isWithinOne(_ left: UInt64, _ right: UInt64, _ swaps: Bool) -> Bool {
        if left == right { return true }
        let (a, b) = strippedPrefix(left, right)
        return a &<< 4 == b &<< 4 || (a &<< 4 == b && a != 0) || (a == b &<< 4 && b != 0)
            || (swaps && isSwapped(a, b) && a &<< 8 == b &<< 8)
    }
}
