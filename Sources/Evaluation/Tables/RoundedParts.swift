/// A figure computed from parts that were themselves rounded: what the exact parts can give instead.
public struct RoundedParts: Sendable, Hashable {
    /// The parts as printed.
    public let parts: [PrintedNumber]

    /// The printed parts of a sum.
    public init(_ parts: [PrintedNumber]) { self.parts = parts }

    /// The sum of the printed parts.
    public var sum: Double {
        let places = parts.map(\.places).max() ?? 0
        return parts.reduce(0) { $0 + ($1.value * PrintedNumber.power(places)).rounded() } / PrintedNumber.power(places)
    }

    /// What the exact parts can add to, if each is rounded to the nearest.
    public var exactSum: ClosedRange<Double> {
        parts.reduce(0) { $0 + $1.rounded.lowerBound }...parts.reduce(0) { $0 + $1.rounded.upperBound }
    }

    /// Whether a printed figure tells more places than the parts carry: the exact values of `factor` times their sum
    /// would print in several ways.
    ///
    /// - Parameters:
    ///   - figure: the printed figure.
    ///   - factor: what the sum is multiplied by, positive.
    public func isTooPrecise(_ figure: PrintedNumber, factor: Double) -> Bool {
        let range = exactSum
        return (range.upperBound - range.lowerBound) * factor > figure.lastPlace * (1 + 1e-9)
    }
}
