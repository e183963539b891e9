import Foundation
import Kernels

/// The lower tail of a sum of whole numbers, each of which is taken or not: all subsets equally likely, or all subsets of
/// one size.
///
/// The distribution is tilted so that the limit lies near its middle, and the tail is read off its characteristic
/// function at N equidistant points: Σ_{k ≤ t} q_k e^{−λ(t − k)} = (1/N) Σ_j φ(u_j) e^{−iu_j t}/(1 − e^{−λ + iu_j}), but
/// for a relative error of at most e^{−λN}/P. Points at which φ is smaller than 2^−50 are left out; a bound finds them
/// without computing φ. The rest are few, and each costs one product, so that ten thousand ranks take a second.
struct LatticeTail {
    private let sizes: [Int]
    private let counts: [Int]
    /// How many are taken; nil for any number.
    private let size: Int?
    private let number: Int

    /// - Parameters:
    ///   - sizes: the distinct whole numbers, none negative.
    ///   - counts: how often each occurs.
    ///   - size: how many are taken; nil for any number.
    init(sizes: [Int], counts: [Int], size: Int? = nil) {
        self.sizes = sizes
        self.counts = counts
        self.size = size
        number = counts.reduce(0, +)
    }

    /// The tilt under which a step is taken with probability 1/(1 + e^{α + λ·size}).
    private struct Tilt {
        var alpha = 0.0
        var lambda = 0.0
        var taken: [Double] = []
        var mean = 0.0
        /// Of the sum; given the number taken where that is fixed.
        var variance = 0.0
        var sizeVariance = 0.0
    }

    /// The natural logarithm of P(sum ≤ limit), the limit at most the mean; nil where it would take too long.
    func logarithm(limit: Int) -> Double? {
        var tilt = saddle(limit)
        let deviation = tilt.variance.squareRoot()
        if tilt.lambda * deviation < 2 { tilt = tilted(2.3 / max(deviation, 1e-300)) }
        guard tilt.lambda > 0, tilt.lambda.isFinite, tilt.variance > 0 else { return nil }
        // ln of the tilt's undoing: Σ ln(1 + e^{−α − λ·size}), α·size and λ·limit, over the number of subsets.
        var scale = CompensatedSum()
        for (place, count) in counts.enumerated() {
            scale.add(-Double(count) * log1p(-tilt.taken[place]))
        }
        if let size {
            scale.add(tilt.alpha * Double(size))
            scale.add(LogGamma.value(Double(size) + 1))
            scale.add(LogGamma.value(Double(number - size) + 1))
            scale.add(-LogGamma.value(Double(number) + 1))
        } else {
            scale.add(-Double(number) * log(2))
        }
        scale.add(tilt.lambda * Double(limit))
        var length = 40 + max(0, 4 - scale.value)
        while true {
            guard let points = Self.power(length / tilt.lambda, from: 4096), points <= 1 << 30,
                let sum = sum(tilt, limit, points), sum > 0
            else { return nil }
            let result = scale.value + log(sum)
            // What wraps around must stay below the last digits.
            if tilt.lambda * Double(points) >= 35 - result { return min(0, result) }
            length = 37 - result
        }
    }

    private static func power(_ least: Double, from first: Int) -> Int? {
        guard least < 1e10 else { return nil }
        var power = first
        while Double(power) < least { power *= 2 }
        return power
    }

    private func sum(_ tilt: Tilt, _ limit: Int, _ points: Int) -> Double? {
        let spreads = tilt.taken.map { 4 * $0 * (1 - $0) }
        let columns = size == nil ? 1 : Self.power(20 * tilt.sizeVariance.squareRoot() + 20, from: 16) ?? 1
        let period = max(points, columns)
        let single = PhaseBounds(sizes: sizes, counts: counts, spreads: spreads, period: period)
        let paired =
            size == nil ? single : PhaseBounds(pairsOf: sizes, counts: counts, spreads: spreads, period: period)
        let (step, shift) = (period / points, period / columns)
        let pieces = Parallel.pieces(of: points / 2 + 1, atLeast: 1 << 12)
        let sums = Parallel.map(pieces) { piece -> Double? in
            var sum = CompensatedSum()
            var work = 0
            for point in piece where paired.mayMatter(point * step) {
                let weight: Double = point == 0 || point == points / 2 ? 1 : 2
                for column in 0..<columns
                where size == nil || single.mayMatter(point * step, shift: column * shift) {
                    sum.add(weight * term(tilt, limit, point * step, column * shift, period))
                    work += sizes.count
                }
                work += columns
                if work > 400_000_000 { return nil }
            }
            return sum.value
        }
        var whole = CompensatedSum()
        for part in sums {
            guard let part else { return nil }
            whole.add(part)
        }
        return whole.value / Double(points) / Double(columns)
    }

    /// The real part of φ(u, v) e^{−iut − iv·size}/(1 − e^{−λ + iu}), phases in parts of the period.
    private func term(_ tilt: Tilt, _ limit: Int, _ point: Int, _ shift: Int, _ period: Int) -> Double {
        let mask = period - 1
        let turn = 2 * Double.pi / Double(period)
        var product = Turning(1, 0)
        for place in sizes.indices {
            let angle = turn * Double((sizes[place] &* point &+ shift) & mask)
            let taken = tilt.taken[place]
            let factor = Turning(1 - taken + taken * cos(angle), taken * sin(angle))
            product = product * (counts[place] == 1 ? factor : factor.power(counts[place]))
        }
        let back = -turn * Double((limit &* point &+ (size ?? 0) &* shift) & mask)
        product = product * Turning(cos(back), sin(back))
        let angle = turn * Double(point & mask)
        let shrink = exp(-tilt.lambda)
        // 1 − e^{−λ + iu} without cancellation near u = 0.
        let half = sin(angle / 2)
        let below = Turning(-expm1(-tilt.lambda) + 2 * shrink * half * half, -shrink * sin(angle))
        return (product.real * below.real + product.imaginary * below.imaginary)
            / (below.real * below.real + below.imaginary * below.imaginary)
    }

    // MARK: The tilt

    /// The tilt whose mean is the limit.
    private func saddle(_ limit: Int) -> Tilt {
        let flat = tilted(0)
        guard flat.mean > Double(limit) else { return flat }
        var (low, high) = (0.0, 1 / max(1, flat.variance.squareRoot()))
        var alpha = flat.alpha
        while true {
            let tilt = tilted(high, from: alpha)
            alpha = tilt.alpha
            if tilt.mean <= Double(limit) || high > 1e6 { break }
            (low, high) = (high, 2 * high)
        }
        var best = tilted(high, from: alpha)
        // The tilt need not be exact: it only places the limit near the middle.
        for _ in 0..<30 {
            let middle = (low + high) / 2
            best = tilted(middle, from: best.alpha)
            if best.mean > Double(limit) { low = middle } else { high = middle }
        }
        return best
    }

    private func tilted(_ lambda: Double, from start: Double = 0) -> Tilt {
        var tilt = Tilt(lambda: lambda)
        if let size { tilt.alpha = self.alpha(lambda, size, from: start) }
        tilt.taken = sizes.map { Self.taken(tilt.alpha + lambda * Double($0)) }
        var (mean, variance, joint, own) = (0.0, 0.0, 0.0, 0.0)
        for place in sizes.indices {
            let (r, p, n) = (Double(sizes[place]), tilt.taken[place], Double(counts[place]))
            mean += n * r * p
            own += n * p * (1 - p)
            joint += n * r * p * (1 - p)
            variance += n * r * r * p * (1 - p)
        }
        tilt.mean = mean
        tilt.sizeVariance = own
        tilt.variance = size == nil || own == 0 ? variance : max(0, variance - joint * joint / own)
        return tilt
    }

    private static func taken(_ exponent: Double) -> Double {
        exponent > 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent))
    }

    /// The α with which `size` steps are taken on average.
    private func alpha(_ lambda: Double, _ size: Int, from start: Double) -> Double {
        func excess(_ alpha: Double) -> (value: Double, slope: Double) {
            var (value, slope) = (-Double(size), 0.0)
            for place in sizes.indices {
                let p = Self.taken(alpha + lambda * Double(sizes[place]))
                value += Double(counts[place]) * p
                slope += Double(counts[place]) * p * (1 - p)
            }
            return (value, slope)
        }
        // Between taking all and taking none.
        var low = -lambda * Double(sizes.last ?? 0) - 50
        var high = 50.0
        var alpha = max(low, min(high, start))
        for _ in 0..<200 {
            let (value, slope) = excess(alpha)
            if value.magnitude < 1e-9 * Double(size) { break }
            if value > 0 { low = alpha } else { high = alpha }
            var next = slope > 0 ? alpha + value / slope : (low + high) / 2
            if !(next > low && next < high) { next = (low + high) / 2 }
            if next == alpha { break }
            alpha = next
        }
        return alpha
    }
}

/// A complex number.
private struct Turning {
    var real: Double
    var imaginary: Double

    init(_ real: Double, _ imaginary: Double) {
        self.real = real
        self.imaginary = imaginary
    }

    static func * (a: Turning, b: Turning) -> Turning {
        Turning(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }

    func power(_ exponent: Int) -> Turning {
        var (result, base, rest) = (Turning(1, 0), self, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = result * base }
            base = base * base
            rest >>= 1
        }
        return result
    }
}
