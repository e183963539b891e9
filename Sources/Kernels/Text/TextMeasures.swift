/// Distances and similarities of short texts, bit-parallel: one machine word stands for up to 64 positions.
///
/// A text is given as its units (see ``TextStore``); only the first 64 are looked at.
public struct TextMeasures: ~Copyable {
    /// For each unit the positions at which it stands in the first text.
    private let masks: UnsafeMutablePointer<UInt64>

    public init() {
        masks = .allocate(capacity: 256)
        masks.initialize(repeating: 0, count: 256)
    }

    deinit { masks.deallocate() }

    /// How many units of a text are looked at.
    public static let longest = 64

    /// Jaro–Winkler similarity, 0 to 1: Jaro's measure, and where it exceeds 0.7 Winkler's addition of a tenth of the
    /// rest for each of up to four first units in common. 1 for two empty texts, 0 where one is empty.
    public func jaroWinkler(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Double {
        guard let a = left.baseAddress, let b = right.baseAddress, !left.isEmpty, !right.isEmpty else {
            return left.isEmpty && right.isEmpty ? 1 : 0
        }
        let (m, n) = (min(left.count, Self.longest), min(right.count, Self.longest))
        return Self.winkler(jaro(a, m, b, n), a, m, b, n)
    }

    @inline(__always)
    private static func winkler(
        _ jaro: Double, _ a: UnsafePointer<UInt8>, _ m: Int, _ b: UnsafePointer<UInt8>, _ n: Int
    ) -> Double {
        guard jaro > 0.7 else { return jaro }
        var prefix = 0
        while prefix < min(4, m, n), a[prefix] == b[prefix] { prefix &+= 1 }
        // Rounded once, as DuckDB does, so that values next to a bound fall on the same side of it.
        return prefix == 0 ? jaro : jaro.addingProduct(Double(prefix) * 0.1, 1 - jaro)
    }

    /// Jaro similarity, 0 to 1.
    public func jaro(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Double {
        guard let a = left.baseAddress, let b = right.baseAddress, !left.isEmpty, !right.isEmpty else {
            return left.isEmpty && right.isEmpty ? 1 : 0
        }
        return jaro(a, min(left.count, Self.longest), b, min(right.count, Self.longest))
    }

    private func jaro(_ a: UnsafePointer<UInt8>, _ m: Int, _ b: UnsafePointer<UInt8>, _ n: Int) -> Double {
        fill(a, m)
        defer { clear(a, m) }
        return filledJaro(a, m, b, n)
    }

    /// Jaro's measure while the positions of `a` are held.
    private func filledJaro(_ a: UnsafePointer<UInt8>, _ m: Int, _ b: UnsafePointer<UInt8>, _ n: Int) -> Double {
        let window = max(0, max(m, n) / 2 &- 1)
        var fromA: UInt64 = 0
        var fromB: UInt64 = 0
        // The window of positions of `a` that position `at` of `b` may match, moved along bit by bit: first its end
        // grows away from the start, then both move.
        var near: UInt64 = window >= 63 ? ~0 : (1 &<< UInt64(window &+ 1)) &- 1
        let growing = min(window, n)
        var at = 0
        while at < growing {
            let free = masks[Int(b[at])] & near & ~fromA
            fromA |= free & (0 &- free)
            fromB |= (free == 0 ? 0 : 1) &<< UInt64(truncatingIfNeeded: at)
            near = near &<< 1 | 1
            at &+= 1
        }
        while at < n {
            let free = masks[Int(b[at])] & near & ~fromA
            fromA |= free & (0 &- free)
            fromB |= (free == 0 ? 0 : 1) &<< UInt64(truncatingIfNeeded: at)
            near &<<= 1
            at &+= 1
        }
        let common = fromA.nonzeroBitCount
        guard common > 0 else { return 0 }
        let matches = Double(common)
        let shares = matches / Double(m) + matches / Double(n)
        var unequal = 0
        var (restA, restB) = (fromA, fromB)
        while restA != 0 {
            unequal &+= a[restA.trailingZeroBitCount] == b[restB.trailingZeroBitCount] ? 0 : 1
            restA &= restA &- 1
            restB &= restB &- 1
        }
        return (shares + (matches - Double(unequal / 2)) / matches) / 3
    }

    /// Levenshtein distance: the fewest insertions, deletions and replacements (Myers 1999, Hyyrö 2003).
    public func levenshtein(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        distance(left, right, transposing: false)
    }

    /// Optimal string alignment: Levenshtein distance with swaps of neighbours, no unit edited twice (Hyyrö 2003).
    public func optimalAlignment(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        distance(left, right, transposing: true)
    }

    private func distance(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, transposing: Bool
    ) -> Int {
        let (m, n) = (min(left.count, Self.longest), min(right.count, Self.longest))
        guard m > 0, n > 0, let a = left.baseAddress, let b = right.baseAddress else { return max(m, n) }
        fill(a, m)
        defer { clear(a, m) }
        var plus: UInt64 = ~0
        var minus: UInt64 = 0
        var zero: UInt64 = 0
        var lastMask: UInt64 = 0
        var score = m
        let top: UInt64 = 1 &<< UInt64(m &- 1)
        for at in 0..<n {
            let mask = masks[Int(b[at])]
            let swapped = transposing ? ((~zero & mask) &<< 1) & lastMask : 0
            zero = (((mask & plus) &+ plus) ^ plus) | mask | minus | swapped
            let up = minus | ~(zero | plus)
            let down = zero & plus
            score &+= (up & top != 0 ? 1 : 0) &- (down & top != 0 ? 1 : 0)
            let shifted = up &<< 1 | 1
            plus = down &<< 1 | ~(zero | shifted)
            minus = shifted & zero
            lastMask = mask
        }
        return score
    }

    @inline(__always)
    private func fill(_ text: UnsafePointer<UInt8>, _ count: Int) {
        for at in 0..<count { masks[Int(text[at])] |= 1 &<< UInt64(at) }
    }

    @inline(__always)
    private func clear(_ text: UnsafePointer<UInt8>, _ count: Int) {
        for at in 0..<count { masks[Int(text[at])] = 0 }
    }
}

extension TextMeasures {
    /// Jaro–Winkler similarity of two arrays of units; see ``jaroWinkler(_:_:)``.
    public func jaroWinkler(_ left: [UInt8], _ right: [UInt8]) -> Double {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { jaroWinkler(left, $0) } }
    }

    /// Levenshtein distance of two arrays of units.
    public func levenshtein(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { levenshtein(left, $0) } }
    }

    /// Optimal string alignment distance of two arrays of units.
    public func optimalAlignment(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { optimalAlignment(left, $0) } }
    }
}
