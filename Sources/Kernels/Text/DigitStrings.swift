/// Strings of up to 16 digits in one machine word: four bits a digit from the top, digit + 1, so that 0 ends the string
/// and the whole word is 0 where there is none.
public enum DigitStrings {
    /// Packs ASCII digits; 0 where there are none, more than 16, or anything else among them.
    public static func packed(_ digits: Span<UInt8>) -> UInt64 {
        guard digits.count <= 16 else { return 0 }
        var word: UInt64 = 0
        for offset in digits.indices {
            let digit = digits[offset] &- 0x30
            guard digit < 10 else { return 0 }
            word |= UInt64(digit &+ 1) &<< UInt64(60 &- 4 &* offset)
        }
        return word
    }

    /// Packs the last `count` digits of a number, leading zeros included.
    public static func packed(_ number: UInt64, count: Int) -> UInt64 {
        var word: UInt64 = 0
        var rest = number
        var shift = UInt64(64 &- 4 &* count)
        // Two digits a step.
        var left = count
        while left >= 2 {
            let (next, pair) = rest.quotientAndRemainder(dividingBy: 100)
            let tens = (pair &* 103) &>> 10
            word |= (pair &- tens &* 10 &+ 1 | (tens &+ 1) &<< 4) &<< shift
            shift &+= 8
            rest = next
            left &-= 2
        }
        if left == 1 { word |= (rest % 10 &+ 1) &<< shift }
        return word
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
