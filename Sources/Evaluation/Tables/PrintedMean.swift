/// A mean of whole-numbered answers as printed: only multiples of 1/n can be exact (GRIM; Brown and Heathers 2017).
public struct PrintedMean: Sendable, Hashable {
    /// The printed mean.
    public let number: PrintedNumber
    /// Answers in the sample.
    public let n: Int
    /// The step between possible answers, such as 1 for a rating scale.
    public let grain: PrintedNumber
    /// Answers that are averaged into each person's value before the mean is taken.
    public let items: Int

    /// A printed mean with what it was taken of.
    ///
    /// - Returns: nil for a step or numbers that are not positive.
    public init?(_ number: PrintedNumber, n: Int, grain: PrintedNumber = .init(units: 1, places: 0), items: Int = 1) {
        guard n > 0, items > 0, grain.units > 0 else { return nil }
        self.number = number
        self.n = n
        self.grain = grain
        self.items = items
    }

    /// The sums of answers, counted in steps, that print as this mean, rounded or cut off; nil where there is none.
    ///
    /// - Parameter range: the least and largest answer, in steps, where the scale is known.
    public func possibleSums(_ range: ClosedRange<Int>? = nil) -> ClosedRange<Int>? {
        guard let counts = multiple?.counts else { return nil }
        var (low, high) = (counts.lowerBound, counts.upperBound)
        if let range {
            let answers = Int128(n) * Int128(items)
            low = max(low, Int128(range.lowerBound) * answers)
            high = min(high, Int128(range.upperBound) * answers)
        }
        guard low <= high, let first = Int(exactly: low), let last = Int(exactly: high) else { return nil }
        return first...last
    }

    /// Whether a sum prints as this mean only when it is cut off.
    public var isTruncated: Bool {
        guard let sums = possibleSums(), let multiple, sums.count < 1000 else { return false }
        return sums.allSatisfy { multiple.way($0) == .truncated }
    }

    /// Whether numbers are small enough for the check to decide: with many answers every printed mean is possible.
    public var isTelling: Bool {
        Double(n) * Double(items) / grain.value < PrintedNumber.power(number.places)
    }

    /// The means next to this one that a sum of answers can have.
    public var nearest: [Double] {
        let scale = grain.value / (Double(n) * Double(items))
        let below = (number.value / scale).rounded(.down)
        return [below * scale, (below + 1) * scale]
    }

    private var multiple: PrintedMultiple? {
        guard number.places <= 15, grain.places <= 15 else { return nil }
        var step = Int128(grain.units)
        for _ in 0..<number.places { step *= 10 }
        var divisor = Int128(n)
        let (product, overflow) = divisor.multipliedReportingOverflow(by: Int128(items))
        divisor = product
        guard !overflow, divisor < 1_000_000_000_000_000_000 else { return nil }
        for _ in 0..<grain.places { divisor *= 10 }
        return PrintedMultiple(units: number.units, step: step, divisor: divisor)
    }
}
