/// The texts of a ``TextStore`` laid out for comparison: one byte a unit, at most 64 units a text.
///
/// A unit is an ASCII character as it is, any other character folded into the upper 128 values: two different
/// characters outside ASCII may then count as equal, once in some hundred cases. Ill-formed UTF-8 gives units as well.
public final class TextUnits: @unchecked Sendable {
    /// What is asked of a text before its units are: one look at the memory decides most comparisons.
    struct Header {
        /// How often each letter stands in the text: 32 counters of four bits.
        var counters = SIMD16<UInt8>(repeating: 0)
        /// Where its units begin.
        var start: UInt32 = 0
        var count: UInt32 = 0
        /// One divided by the number of units; 0 for none.
        var reciprocal = 0.0
        /// The first four units, the first one lowest; 0 behind the end.
        var prefix: UInt32 = 0
    }

    private(set) var units: UnsafeMutablePointer<UInt8>
    private(set) var headers: UnsafeMutablePointer<Header>
    /// The number of texts; codes run from 1 to this.
    public private(set) var count: Int
    private var end = 0
    private var unitCapacity: Int
    private var textCapacity: Int

    public init(_ store: TextStore) {
        count = store.count
        unitCapacity = store.byteCount + TextMeasures.longest
        textCapacity = count + 1
        units = .allocate(capacity: unitCapacity)
        headers = .allocate(capacity: textCapacity)
        headers.initialize(to: Header())
        store.forEach { code, bytes in write(bytes, at: Int(code)) }
    }

    /// Adds a text under the next code. Nobody may compare meanwhile.
    public func append(_ text: Span<UInt8>) {
        if count + 2 > textCapacity {
            let larger = UnsafeMutablePointer<Header>.allocate(capacity: textCapacity * 2)
            larger.moveInitialize(from: headers, count: count + 1)
            headers.deallocate()
            (headers, textCapacity) = (larger, textCapacity * 2)
        }
        if end + TextMeasures.longest > unitCapacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: unitCapacity * 2)
            larger.moveInitialize(from: units, count: end)
            units.deallocate()
            (units, unitCapacity) = (larger, unitCapacity * 2)
        }
        count += 1
        text.withUnsafeBufferPointer { write($0, at: count) }
    }

    private func write(_ bytes: UnsafeBufferPointer<UInt8>, at code: Int) {
        let size = Self.fold(bytes, into: units + end)
        var header = Header(counters: Self.counters(units + end, size), start: UInt32(truncatingIfNeeded: end))
        header.count = UInt32(truncatingIfNeeded: size)
        header.reciprocal = size > 0 ? 1 / Double(size) : 0
        for at in 0..<min(4, size) { header.prefix |= UInt32(units[end + at]) << UInt32(8 * at) }
        (headers + code).initialize(to: header)
        end += size
    }

    deinit {
        units.deallocate()
        headers.deallocate()
    }

    @inline(__always)
    func text(_ code: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: units + Int(headers[code].start), count: Int(headers[code].count))
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
    static func commonBound(_ a: Header, _ b: Header) -> Int {
        let low = SIMD16<UInt8>(repeating: 15)
        let even = pointwiseMin(a.counters & low, b.counters & low)
        let four = SIMD16<UInt8>(repeating: 4)
        let odd = pointwiseMin(a.counters &>> four, b.counters &>> four)
        let words = unsafeBitCast(even &+ odd, to: SIMD2<UInt64>.self)
        // Each byte holds at most 30: pairs of bytes first, then one multiplication sums them all.
        let pairs = SIMD2<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
        let halves = (words & pairs) &+ (words &>> SIMD2<UInt64>(repeating: 8) & pairs)
        let sum = Int(truncatingIfNeeded: (halves[0] &+ halves[1]) &* 0x0001_0001_0001_0001 &>> 48)
        return min(sum, Int(min(a.count, b.count)))
    }
}
