/// A small repeatable random source (SplitMix64): the same numbers in every run and on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Whether two numbers agree to a relative tolerance.
func close(_ a: Double, _ b: Double, _ relative: Double = 1e-12) -> Bool {
    (a - b).magnitude <= relative * max(a.magnitude, b.magnitude) + 1e-15
}

func close(_ a: [Double], _ b: [Double], _ relative: Double = 1e-12) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { close($0, $1, relative) }
}
