import CKernels

/// A question about two packed records that a few instructions answer.
public enum PairTest: Sendable, Hashable {
    /// Both have the part, and it is the same.
    case same(PackedPart)
    /// At least one lacks the part.
    case missing(PackedPart)
    /// Both have the digits (see ``DigitStrings``; `shift` brings them to the top of the word), at most `limit` edits
    /// apart: optimal string alignment where `swaps` of neighbours are one edit, else Levenshtein's distance.
    case digitEdits(PackedPart, shift: Int, limit: Int, swaps: Bool = true)
    /// Both have the digits, and at least `limit` positions differ.
    case digitsDiffer(PackedPart, shift: Int, limit: Int)
    /// Both have the date (eight digits as above), the year is the same, and day and month stand in each other's place.
    case swappedDayMonth(PackedPart, shift: Int)
    /// Both have the whole number, and they differ by at most `limit`.
    case within(PackedPart, limit: UInt64)
    /// Both have the number (see ``packed(_:)``), and they differ by at most `limit`, or by that share of the larger.
    case numberWithin(PackedPart, limit: Double, isShare: Bool)

    /// A number as a word that is 0 only where the number is missing.
    public static func packed(_ number: Double) -> UInt64 { number.isNaN ? 0 : ~(number + 0).bitPattern }
}

extension PairTest {
    /// Whether the answer costs so much that it is better asked only where the level hangs on it.
    var isDear: Bool {
        if case .digitEdits = self { true } else { false }
    }

    /// Sets `bit` for each pair for which the answer is yes.
    ///
    /// - Parameter lanes: the words of the pairs' records.
    func run(_ count: Int, _ lanes: PairLanes, _ bit: UInt32, _ bits: UnsafeMutablePointer<UInt32>) {
        switch self {
        case .same(let part):
            let (left, right, mask, present) = (lanes.left(part), lanes.right(part), part.mask, part.present)
            if lanes.isWide { return gapura_same(left, right, Int64(count), mask, present, bit, bits) }
            for at in 0..<count {
                let a = left[at]
                let unlike = (a ^ right[at]) & mask
                bits[at] |= unlike == 0 && a & present != 0 ? bit : 0
            }
        case .missing(let part):
            let (left, right, present) = (lanes.left(part), lanes.right(part), part.present)
            if lanes.isWide { return gapura_missing(left, right, Int64(count), present, bit, bits) }
            for at in 0..<count { bits[at] |= left[at] & present == 0 || right[at] & present == 0 ? bit : 0 }
        case .digitEdits(let part, let shift, let limit, let swaps):
            digits(count, lanes, part, shift, bit, bits) { DigitStrings.isWithin($0, $1, limit, swaps: swaps) }
        case .digitsDiffer(let part, let shift, let limit):
            digits(count, lanes, part, shift, bit, bits) { DigitStrings.differing($0, $1) >= limit }
        case .swappedDayMonth(let part, let shift):
            digits(count, lanes, part, shift, bit, bits) { a, b in
                let swapped = a & 0xFFFF << 48 | a &>> 8 & 0xFF << 32 | a &<< 8 & 0xFF << 40
                return swapped == b
            }
        case .within(let part, let limit):
            let (left, right, mask, present) = (lanes.left(part), lanes.right(part), part.mask, part.present)
            let shift = UInt64(mask.trailingZeroBitCount)
            for at in 0..<count {
                let (wordA, wordB) = (left[at], right[at])
                let (a, b) = ((wordA & mask) &>> shift, (wordB & mask) &>> shift)
                let gap = a > b ? a &- b : b &- a
                bits[at] |= gap <= limit && wordA & present != 0 && wordB & present != 0 ? bit : 0
            }
        case .numberWithin(let part, let limit, let isShare):
            let (left, right) = (lanes.left(part), lanes.right(part))
            for at in 0..<count {
                let (wordA, wordB) = (left[at], right[at])
                guard wordA != 0, wordB != 0 else { continue }
                let (a, b) = (Double(bitPattern: ~wordA), Double(bitPattern: ~wordB))
                let most = isShare ? limit * max(a.magnitude, b.magnitude) : limit
                bits[at] |= (a - b).magnitude <= most ? bit : 0
            }
        }
    }

    @inline(__always)
    private func digits(
        _ count: Int, _ lanes: PairLanes, _ part: PackedPart, _ shift: Int, _ bit: UInt32,
        _ bits: UnsafeMutablePointer<UInt32>, _ isTrue: (UInt64, UInt64) -> Bool
    ) {
        let (left, right, mask, shift) = (lanes.left(part), lanes.right(part), part.mask, UInt64(shift))
        for at in 0..<count {
            let (a, b) = ((left[at] & mask) &<< shift, (right[at] & mask) &<< shift)
            bits[at] |= a != 0 && b != 0 && isTrue(a, b) ? bit : 0
        }
    }

    /// As ``run(_:_:_:_:)`` for the pairs at the places `open`.
    func ask(
        _ open: UnsafePointer<Int>, _ waiting: Int, _ lanes: PairLanes, _ bit: UInt32,
        _ bits: UnsafeMutablePointer<UInt32>
    ) {
        guard case .digitEdits(let part, let shift, let limit, let swaps) = self else { return }
        switch (limit, swaps) {
        case (1, true): ask(open, waiting, lanes, part, shift, bit, bits) { DigitStrings.isWithin($0, $1, 1) }
        case (2, true): ask(open, waiting, lanes, part, shift, bit, bits) { DigitStrings.isWithin($0, $1, 2) }
        default:
            ask(open, waiting, lanes, part, shift, bit, bits) { DigitStrings.isWithin($0, $1, limit, swaps: swaps) }
        }
    }

    @inline(__always)
    private func ask(
        _ open: UnsafePointer<Int>, _ waiting: Int, _ lanes: PairLanes, _ part: PackedPart, _ shift: Int,
        _ bit: UInt32, _ bits: UnsafeMutablePointer<UInt32>, _ isTrue: (UInt64, UInt64) -> Bool
    ) {
        let (left, right, mask, lift) = (lanes.left(part), lanes.right(part), part.mask, UInt64(shift))
        for place in 0..<waiting {
            let at = open[place]
            let (a, b) = ((left[at] & mask) &<< lift, (right[at] & mask) &<< lift)
            bits[at] |= a != 0 && b != 0 && isTrue(a, b) ? bit : 0
        }
    }
}
