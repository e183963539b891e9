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
        return folded(hash ^ rest(raw, at, bytes.count &- at))
    }

    /// Up to seven bytes as a word, the first one lowest: read in two pieces, which may share bytes.
    @inline(__always)
    private static func rest(_ raw: UnsafeRawPointer, _ at: Int, _ count: Int) -> UInt64 {
        if count >= 4 {
            let low = UInt64(raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))
            let high = UInt64(raw.loadUnaligned(fromByteOffset: at &+ count &- 4, as: UInt32.self))
            return low | high &<< UInt64(8 &* (count &- 4))
        }
        if count >= 2 {
            let low = UInt64(raw.loadUnaligned(fromByteOffset: at, as: UInt16.self))
            let high = UInt64(raw.loadUnaligned(fromByteOffset: at &+ count &- 2, as: UInt16.self))
            return low | high &<< UInt64(8 &* (count &- 2))
        }
        return count == 1 ? UInt64(raw.load(fromByteOffset: at, as: UInt8.self)) : 0
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
