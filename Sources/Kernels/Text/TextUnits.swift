/// The texts of a ``TextStore`` laid out for comparison: one byte a unit, at most 64 units a text.
///
/// A unit is an ASCII character as it is, any other character folded into the upper 128 values: two different
/// characters outside ASCII may then count as equal, once in some hundred cases. Ill-formed UTF-8 gives units as well.
public final class TextUnits: @unchecked Sendable {
    let units: UnsafeMutablePointer<UInt8>
    let starts: UnsafeMutablePointer<UInt32>
    /// How often each letter stands in a text: 32 counters of four bits.
    let counters: UnsafeMutablePointer<SIMD16<UInt8>>
    /// The number of texts; codes run from 1 to this.
    public let count: Int

    public init(_ store: TextStore) {
        count = store.count
        units = .allocate(capacity: store.byteCount + 64)
        starts = .allocate(capacity: count + 2)
        counters = .allocate(capacity: count + 1)
        counters.initialize(to: SIMD16<UInt8>(repeating: 0))
        starts.initialize(repeating: 0, count: 2)
        var end = 0
        let (units, starts, counters) = (units, starts, counters)
        store.forEach { code, bytes in
            let size = Self.fold(bytes, into: units + end)
            (counters + Int(code)).initialize(to: Self.counters(units + end, size))
            end += size
            (starts + Int(code) + 1).initialize(to: UInt32(truncatingIfNeeded: end))
        }
    }

    deinit {
        units.deallocate()
        starts.deallocate()
        counters.deallocate()
    }

    @inline(__always)
    func text(_ code: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(starts[code])
        return UnsafeBufferPointer(start: units + start, count: Int(starts[code &+ 1]) &- start)
    }

    /// The units of a text, as ``TextMeasures`` sees them.
    public static func units(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { bytes in
            [UInt8](unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
                count = buffer.baseAddress.map { fold(bytes, into: $0) } ?? 0
            }
        }
    }

    private static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into units: UnsafeMutablePointer<UInt8>) -> Int {
        var (at, size) = (0, 0)
        while at < bytes.count, size < TextMeasures.longest {
            let byte = bytes[at]
            at &+= 1
            if byte < 0x80 {
                units[size] = byte
            } else {
                var scalar = UInt32(byte)
                while at < bytes.count, bytes[at] & 0xC0 == 0x80 {
                    scalar = scalar &* 64 &+ UInt32(bytes[at] & 0x3F)
                    at &+= 1
                }
                units[size] = UInt8(truncatingIfNeeded: scalar % 127) | 0x80
            }
            size &+= 1
        }
        return size
    }

    private static func counters(_ units: UnsafePointer<UInt8>, _ count: Int) -> SIMD16<UInt8> {
        var counters = SIMD16<UInt8>(repeating: 0)
        for at in 0..<count {
            let letter = Int(units[at] & 31)
            let (byte, step): (Int, UInt8) = (letter &>> 1, letter & 1 == 0 ? 1 : 16)
            // A counter that is full would bound too low: then every counter says "many".
            if counters[byte] &>> (letter & 1 == 0 ? 0 : 4) & 15 == 15 { return SIMD16<UInt8>(repeating: 255) }
            counters[byte] &+= step
        }
        return counters
    }

    /// No fewer units than two texts can have in common, whatever their order.
    @inline(__always)
    func commonBound(_ left: Int, _ right: Int) -> Int {
        let low = SIMD16<UInt8>(repeating: 15)
        let (a, b) = (counters[left], counters[right])
        let even = pointwiseMin(a & low, b & low)
        let odd = pointwiseMin(a &>> SIMD16<UInt8>(repeating: 4), b &>> SIMD16<UInt8>(repeating: 4))
        let words = unsafeBitCast(even &+ odd, to: SIMD2<UInt64>.self)
        // Each byte holds at most 30: pairs of bytes first, then one multiplication sums them all.
        let halves = (words & SIMD2<UInt64>(repeating: 0x00FF_00FF_00FF_00FF))
            &+ (words &>> SIMD2<UInt64>(repeating: 8) & SIMD2<UInt64>(repeating: 0x00FF_00FF_00FF_00FF))
        return Int(truncatingIfNeeded: (halves[0] &+ halves[1]) &* 0x0001_0001_0001_0001 &>> 48)
    }
}
