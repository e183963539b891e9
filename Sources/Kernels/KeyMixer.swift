/// Spreads the bits of numbers, reproducibly: the same on every machine and in every run.
public enum KeyMixer {
    /// A number of the same width; different numbers stay different, and 0 stays 0.
    @inline(__always)
    public static func mixed(_ value: UInt64) -> UInt64 {
        var x = value
        x ^= x >> 32
        x = x &* 0xd6e8_feb8_6659_fd93
        x ^= x >> 32
        x = x &* 0xd6e8_feb8_6659_fd93
        x ^= x >> 32
        return x
    }

    /// A number for a run of bytes.
    public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
        var at = 0
        guard let base = bytes.baseAddress else { return mixed(hash) }
        let raw = UnsafeRawPointer(base)
        while at &+ 8 <= bytes.count {
            hash = folded(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at &+= 8
        }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count {
            word |= UInt64(base[at]) &<< shift
            shift &+= 8
            at &+= 1
        }
        return folded(hash ^ word)
    }

    /// A number for a text.
    public static func hash(_ span: Span<UInt8>) -> UInt64 {
        span.withUnsafeBufferPointer { hash($0) }
    }

    @inline(__always)
    private static func folded(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
        return mixed(product.high ^ product.low)
    }
}
