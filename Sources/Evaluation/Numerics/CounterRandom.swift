/// Random numbers by their place: the number at a counter depends on seed, stream and counter alone, never on what was
/// drawn before. Resamples can so be drawn by any number of threads and in any order with the same result.
///
/// SplitMix64 (Steele, Lea and Flood 2014): the counter times the golden ratio, plus a key made of seed and stream, mixed.
struct CounterRandom: Sendable {
    private let key: UInt64

    /// - Parameters:
    ///   - seed: chosen by the caller.
    ///   - stream: such as the number of a resample.
    init(seed: UInt64 = 0, stream: UInt64 = 0) {
        key = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15 &* (stream &+ 1)) &+ Self.mixed(~stream)
    }

    /// 64 random bits.
    @inline(__always)
    func bits(_ counter: UInt64) -> UInt64 { Self.mixed(key &+ (counter &+ 1) &* 0x9E37_79B9_7F4A_7C15) }

    /// A number inside 0…1.
    func uniform(_ counter: UInt64) -> Double { (Double(bits(counter) >> 11) + 0.5) * 0x1p-53 }

    /// A whole number 0 ..< limit; the bias of the multiplication is below limit/2⁶⁴.
    @inline(__always)
    func index(_ counter: UInt64, below limit: Int) -> Int {
        Int(truncatingIfNeeded: bits(counter).multipliedFullWidth(by: UInt64(limit)).high)
    }

    /// A standard normal number.
    func normal(_ counter: UInt64) -> Double { Normal.quantile(uniform(counter)) }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
