import CKernels

/// The texts of a ``TextStore`` laid out for comparison: one byte a unit, at most 64 units a text.
///
/// A unit is an ASCII character as it is, any other character folded into the upper 128 values: two different
/// characters outside ASCII may then count as equal, once in some hundred cases. Ill-formed UTF-8 gives units as well.
public final class TextUnits: @unchecked Sendable {
    // One line of the cache a text, so that one look at the memory tells all of it:
    //   0 …< 16  how often each letter stands in it: 32 counters of four bits
    //   16       the number of units
    //   20 …< 24 where the units of a long text stand in `long`
    //   24 …< 64 the first units, 0 behind the end
    private static let line = 64
    private static let header = 24
    /// Texts of more units stand in `long` as well.
    private static let shortest = line - header

    private var memory: LargeMemory
    private var textCapacity: Int
    private var long: UnsafeMutablePointer<UInt8>
    private var longCapacity = 0
    private var longEnd = 0
    /// One divided by a number of units; 0 for none.
    private let reciprocals: UnsafeMutablePointer<Double>
    /// The number of texts; codes run from 1 to this.
    public private(set) var count: Int

    /// - Parameter threads: how many threads lay the texts out.
    public init(_ store: TextStore, threads: Int = 1) {
        count = store.count
        textCapacity = count + 1
        memory = LargeMemory(bytes: textCapacity * Self.line)
        long = .allocate(capacity: 0)
        reciprocals = .allocate(capacity: TextMeasures.longest + 1)
        for units in 0...TextMeasures.longest {
            (reciprocals + units).initialize(to: units > 0 ? 1 / Double(units) : 0)
        }
        let pieces = Parallel.pieces(of: count, atLeast: 1 << 12)
        let long = Workers.map(pieces.count, threads: threads) { piece in
            var long: [UInt32] = []
            store.forEach(in: pieces[piece].lowerBound + 1..<pieces[piece].upperBound + 1) { code, bytes in
                if write(bytes, at: Int(code)) > Self.shortest { long.append(code) }
            }
            return long
        }
        // Few texts are long: they follow in the order of their codes.
        for code in long.joined() { store.slice(code).withUnsafeBufferPointer { writeLong($0, at: Int(code)) } }
    }

    deinit {
        long.deallocate()
        reciprocals.deallocate()
    }

    /// Adds a text under the next code. Nobody may compare meanwhile.
    public func append(_ text: Span<UInt8>) {
        if count + 2 > textCapacity {
            let larger = LargeMemory(bytes: textCapacity * 2 * Self.line)
            larger.base.copyMemory(from: memory.base, byteCount: (count + 1) * Self.line)
            (memory, textCapacity) = (larger, textCapacity * 2)
        }
        count += 1
        text.withUnsafeBufferPointer { bytes in
            if write(bytes, at: count) > Self.shortest { writeLong(bytes, at: count) }
        }
    }

    /// Writes a text's line, and tells the number of its units; a long one needs ``writeLong(_:at:)`` as well.
    private func write(_ bytes: UnsafeBufferPointer<UInt8>, at code: Int) -> Int {
        let entry = entry(code)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TextMeasures.longest) { buffer in
            guard let units = buffer.baseAddress else { return 0 }
            let size = Self.fold(bytes, into: units)
            entry.storeBytes(of: Self.counters(units, size), as: SIMD16<UInt8>.self)
            entry.storeBytes(of: UInt8(truncatingIfNeeded: size), toByteOffset: 16, as: UInt8.self)
            entry.advanced(by: Self.header).copyMemory(from: units, byteCount: min(size, Self.shortest))
            return size
        }
    }

    /// Keeps all units of a long text.
    private func writeLong(_ bytes: UnsafeBufferPointer<UInt8>, at code: Int) {
        let entry = entry(code)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TextMeasures.longest) { buffer in
            guard let units = buffer.baseAddress else { return }
            let size = Self.fold(bytes, into: units)
            if longEnd + size > longCapacity { growLong() }
            entry.storeBytes(of: UInt32(truncatingIfNeeded: longEnd), toByteOffset: 20, as: UInt32.self)
            (long + longEnd).initialize(from: units, count: size)
            longEnd += size
        }
    }

    private func growLong() {
        let capacity = max(1 << 12, longCapacity * 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.moveInitialize(from: long, count: longEnd)
        long.deallocate()
        (long, longCapacity) = (larger, capacity)
    }

    @inline(__always)
    private func entry(_ code: Int) -> UnsafeMutableRawPointer { memory.base + code &* Self.line }

    /// Has a text fetched ahead of its use.
    @inline(__always)
    func fetch(_ code: Int) { prefetch(entry(code)) }

    @inline(__always)
    func size(_ code: Int) -> Int { Int(entry(code).load(fromByteOffset: 16, as: UInt8.self)) }

    /// One divided by the number of units; 0 for none.
    @inline(__always)
    func reciprocal(_ code: Int) -> Double { reciprocals[size(code)] }

    /// The first four units, the first one lowest; 0 behind the end.
    @inline(__always)
    func prefix(_ code: Int) -> UInt32 { entry(code).load(fromByteOffset: Self.header, as: UInt32.self).littleEndian }

    @inline(__always)
    func text(_ code: Int) -> UnsafeBufferPointer<UInt8> {
        let (entry, size) = (entry(code), size(code))
        let units =
            size <= Self.shortest
            ? (entry + Self.header).assumingMemoryBound(to: UInt8.self)
            : long + Int(entry.load(fromByteOffset: 20, as: UInt32.self))
        return UnsafeBufferPointer(start: units, count: size)
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
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 32) { memory in
            guard let base = memory.baseAddress else { return SIMD16<UInt8>(repeating: 255) }
            let letters = base.initializeMemory(as: UInt8.self, repeating: 0, count: 32)
            for at in 0..<count { letters[Int(units[at] & 31)] &+= 1 }
            let counts = base.load(as: SIMD32<UInt8>.self)
            // A counter that is full would bound too low: then every counter says "many".
            if counts.max() > 15 { return SIMD16<UInt8>(repeating: 255) }
            return counts.evenHalf | counts.oddHalf &<< SIMD16<UInt8>(repeating: 4)
        }
    }

    /// No fewer units than two texts can have in common, whatever their order.
    @inline(__always)
    func commonBound(_ left: Int, _ right: Int) -> Int {
        let a = entry(left).load(as: SIMD16<UInt8>.self)
        let b = entry(right).load(as: SIMD16<UInt8>.self)
        let low = SIMD16<UInt8>(repeating: 15)
        let even = pointwiseMin(a & low, b & low)
        let four = SIMD16<UInt8>(repeating: 4)
        let odd = pointwiseMin(a &>> four, b &>> four)
        let words = unsafeBitCast(even &+ odd, to: SIMD2<UInt64>.self)
        // Each byte holds at most 30: pairs of bytes first, then one multiplication sums them all.
        let pairs = SIMD2<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
        let halves = (words & pairs) &+ (words &>> SIMD2<UInt64>(repeating: 8) & pairs)
        let sum = Int(truncatingIfNeeded: (halves[0] &+ halves[1]) &* 0x0001_0001_0001_0001 &>> 48)
        return min(sum, size(left), size(right))
    }
}

extension TextUnits {
    /// Keeps the pairs that by their letters can reach a Jaro–Winkler similarity, and tells how many; as ``outlook``.
    @inline(__always)
    func likely(
        _ pairs: UnsafeMutablePointer<gapura_text_pair>, _ count: Int, loosest: Double, _ all: UInt32,
        _ bits: UnsafeMutablePointer<UInt32>
    ) -> Int { Int(gapura_likely(lines, pairs, Int64(count), loosest, reciprocals, all, bits)) }

    /// The Jaro–Winkler similarities of pairs, 0 where they are less than `least`, -1 where a text is too long for this.
    @inline(__always)
    func jaroWinkler(
        _ pairs: UnsafePointer<gapura_text_pair>, _ count: Int, least: Double, _ values: UnsafeMutablePointer<Double>
    ) { gapura_jaro_winklers(lines, pairs, Int64(count), least, values) }

    private var lines: UnsafePointer<UInt8> { UnsafePointer(memory.base.assumingMemoryBound(to: UInt8.self)) }
}
