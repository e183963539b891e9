/// Percentages from whole counts: the exact ratio is rounded once, never a binary fraction.
public struct PercentRounding: Sendable {
    /// Decimal places of the percentages, 0…12.
    public let decimals: Int
    private let scale: Int128

    /// Percentages with a number of decimal places.
    ///
    /// - Throws: `invalid-option` when the places are not 0…12.
    public init(decimals: Int) throws(EvaluationRefusal) {
        guard (0...12).contains(decimals) else { throw EvaluationRefusal(.invalidOption, "decimals") }
        self.decimals = decimals
        var scale: Int128 = 1
        for _ in 0..<decimals { scale *= 10 }
        self.scale = scale
    }

    /// 100 · count / total, rounded.
    ///
    /// - Throws: `zero-total`.
    public func percent(_ count: Int, of total: Int, _ mode: RoundingMode = .halfUp) throws(EvaluationRefusal) -> Double
    {
        value(try units(count, total, mode))
    }

    /// The percentages of parts of a whole, each rounded half up for itself.
    ///
    /// - Throws: `zero-total`; `invalid-option` for a negative count.
    public func halfUp(_ counts: [Int]) throws(EvaluationRefusal) -> [Double] {
        let total = try whole(counts)
        var out: [Double] = []
        for count in counts { out.append(value(try units(count, total, .halfUp))) }
        return out
    }

    /// The sum of the percentages each rounded half up: 99, 100 or 101, not always 100.
    public func sumHalfUp(_ counts: [Int]) throws(EvaluationRefusal) -> Double {
        let total = try whole(counts)
        var sum: Int128 = 0
        for count in counts { sum += try units(count, total, .halfUp) }
        return value(sum)
    }

    /// Percentages that add to exactly 100: the units left over after truncation go to the largest remainders; tied
    /// remainders to the larger count, then to the earlier one (Hamilton's method).
    ///
    /// - Throws: `zero-total`; `invalid-option` for a negative count.
    public func largestRemainder(_ counts: [Int]) throws(EvaluationRefusal) -> [Double] {
        let total = Int128(try whole(counts))
        let products = counts.map { Int128($0) * 100 * scale }
        var parts = products.map { $0 / total }
        let left = Int(100 * scale - parts.reduce(0, +))
        let order = counts.indices.sorted { first, second in
            let (a, b) = (products[first] % total, products[second] % total)
            if a != b { return a > b }
            return counts[first] != counts[second] ? counts[first] > counts[second] : first < second
        }
        for index in order.prefix(left) { parts[index] += 1 }
        return parts.map(value)
    }

    private func whole(_ counts: [Int]) throws(EvaluationRefusal) -> Int {
        guard counts.allSatisfy({ $0 >= 0 }) else { throw EvaluationRefusal(.invalidOption, "counts") }
        var total = 0
        for count in counts {
            let (sum, overflow) = total.addingReportingOverflow(count)
            guard !overflow else { throw EvaluationRefusal(.invalidOption, "counts") }
            total = sum
        }
        guard total > 0 else { throw EvaluationRefusal(.zeroTotal) }
        return total
    }

    private func units(_ count: Int, _ total: Int, _ mode: RoundingMode) throws(EvaluationRefusal) -> Int128 {
        guard total > 0 else { throw EvaluationRefusal(.zeroTotal) }
        let product = Int128(count) * 100 * scale
        let size = product.magnitude
        let whole = UInt128(total)
        let rounded = mode == .truncate ? size / whole : (2 * size + whole) / (2 * whole)
        return count < 0 ? -Int128(rounded) : Int128(rounded)
    }

    private func value(_ units: Int128) -> Double { Double(units) / Double(scale) }
}
