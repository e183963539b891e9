import Foundation

/// A probability and its logarithm, which stays finite where the probability underflows.
struct TailProbability: Sendable {
    var value: Double
    var log10: Double

    static let whole = TailProbability(value: 1, log10: 0)
    static let none = TailProbability(value: 0, log10: -.infinity)

    init(value: Double, log10: Double) {
        self.value = value
        self.log10 = log10
    }

    /// From a probability that is no tail.
    init(_ value: Double) { self.init(value: value, log10: Foundation.log10(value)) }

    /// From a natural logarithm.
    init(logarithm: Double) { self.init(value: exp(min(0, logarithm)), log10: min(0, logarithm) / log(10)) }

    /// Twice the tail, at most 1.
    var doubled: TailProbability {
        value >= 0.5 ? .whole : TailProbability(value: 2 * value, log10: log10 + Foundation.log10(2))
    }

    /// The sum of two tails, at most 1.
    static func + (a: TailProbability, b: TailProbability) -> TailProbability {
        let (large, small) = a.log10 >= b.log10 ? (a, b) : (b, a)
        guard small.log10 > -.infinity else { return large }
        let sum = large.log10 + log1p(pow(10, small.log10 - large.log10)) / log(10)
        return TailProbability(value: min(1, a.value + b.value), log10: min(0, sum))
    }
}
