/// A figure as a publication prints it, held against the whole counts it must come from (a GRIM-type check:
/// Brown and Heathers 2017, granularity-related inconsistency of means).
public struct PrintedPercent: Sendable, Hashable {
    /// What the figure is worth.
    public enum Verdict: String, Sendable {
        /// The count, rounded half up.
        case rounded
        /// The count, cut off instead of rounded.
        case truncated
        /// No whole count of this n gives it, rounded or cut off.
        case impossible
        /// Another count would give it, the stated one does not.
        case otherCount = "other-count"
    }

    /// The figure in units of its last printed place: 66.66 is 6666 with 2 places.
    public let units: Int
    /// Printed decimal places.
    public let places: Int
    /// What a count equal to n would print: 100 for percentages, 1 for shares.
    public let whole: Int

    /// Reads a printed figure; a decimal comma and a decimal point are both taken.
    ///
    /// - Parameters:
    ///   - text: the figure as printed, such as `66.66`, `0,47`, `.14` or `94 %`.
    ///   - whole: 100 for a percentage, 1 for a share.
    public init?(_ text: String, whole: Int = 100) {
        let bare = text.filter { $0 != " " && $0 != "%" && $0 != "\u{a0}" }.replacing(",", with: ".")
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, !bare.isEmpty, bare != ".", bare.allSatisfy({ $0 == "." || ("0"..."9") ~= $0 }),
            bare.count < 16, let units = Int(parts.joined())
        else { return nil }
        self.units = units
        places = parts.count == 2 ? parts[1].count : 0
        self.whole = whole
    }

    /// The counts that print as this figure, rounded half up or cut off.
    public func possibleCounts(of n: Int) -> [Int] {
        guard n > 0 else { return [] }
        return (0...n).filter { verdict(count: $0, of: n, known: true) != nil }
    }

    /// Holds the figure against the count it is printed for.
    public func verdict(count: Int, of n: Int) -> Verdict {
        if let found = verdict(count: count, of: n, known: true) { return found }
        return possibleCounts(of: n).isEmpty ? .impossible : .otherCount
    }

    private func verdict(count: Int, of n: Int, known: Bool) -> Verdict? {
        guard n > 0, count >= 0 else { return nil }
        var scale: Int128 = Int128(whole)
        for _ in 0..<places { scale *= 10 }
        let product = Int128(count) * scale
        let total = Int128(n)
        if (2 * product + total) / (2 * total) == Int128(units) { return .rounded }
        if product / total == Int128(units) { return .truncated }
        return nil
    }
}
