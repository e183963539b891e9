/// Some bits of one word of a packed record.
public struct PackedPart: Sendable, Hashable {
    /// Which word of the record.
    public var word: Int
    /// The bits that make up the value.
    public var mask: UInt64
    /// Bits of `mask` of which at least one is set where the value is there.
    public var present: UInt64

    public init(word: Int, mask: UInt64, present: UInt64? = nil) {
        self.word = word
        self.mask = mask
        self.present = present ?? mask
    }

    /// How many bits from the lowest to the highest of the mask.
    var width: Int { mask == 0 ? 0 : 64 - mask.leadingZeroBitCount - mask.trailingZeroBitCount }
}

/// Records of a fixed number of 64-bit words each, one behind the other in memory.
public final class PackedRecords: @unchecked Sendable {
    let base: UnsafeMutablePointer<UInt64>
    private let memory: ZeroedMemory
    /// The number of words of a record.
    public let stride: Int
    /// The number of records; more fit up to ``capacity``.
    public private(set) var count: Int
    public let capacity: Int

    /// Records whose words are all 0.
    public init(count: Int, stride: Int, spare: Int = 0) {
        self.stride = max(1, stride)
        self.count = count
        capacity = count + spare
        memory = ZeroedMemory(bytes: max(1, capacity) * self.stride * 8)
        base = memory.start.bindMemory(to: UInt64.self, capacity: max(1, capacity) * self.stride)
    }

    /// Adds a record behind the last; false where the capacity is used up.
    public func append(_ words: [UInt64]) -> Bool {
        guard count < capacity, words.count == stride else { return false }
        for (offset, word) in words.enumerated() { base[count * stride + offset] = word }
        count += 1
        return true
    }

    /// Removes the last record.
    public func removeLast() {
        guard count > 0 else { return }
        count -= 1
        for offset in 0..<stride { base[count * stride + offset] = 0 }
    }

    /// The word of a record.
    public func word(_ row: Int, _ word: Int) -> UInt64 {
        precondition(row >= 0 && row < count && word >= 0 && word < stride)
        return base[row * stride + word]
    }

    /// Sets the bits `shift` and above of one word to the values without their last `down` bits; what is left must fit.
    ///
    /// - Parameter values: of the records from `start` on; nobody else may set the same records meanwhile.
    public func set(_ values: [UInt64], at start: Int = 0, down: Int = 0, word: Int, shift: Int) {
        fill(values.count, start, word, shift) { values[$0] &>> UInt64(down) }
    }

    /// Sets the bits `shift` and above of one word to the codes, or to what `table` holds for them; as
    /// ``set(_:at:down:word:shift:)``.
    public func set(_ codes: [UInt32], at start: Int = 0, table: [UInt32]? = nil, word: Int, shift: Int) {
        if let table {
            fill(codes.count, start, word, shift) { UInt64(table[Int(codes[$0])]) }
        } else {
            fill(codes.count, start, word, shift) { UInt64(codes[$0]) }
        }
    }

    /// Sets the bits `shift` and above of one word to what `value` gives for 0 ..< `rows`; as
    /// ``set(_:at:down:word:shift:)``.
    public func set(rows: Int, at start: Int, word: Int, shift: Int, _ value: (Int) -> UInt64) {
        fill(rows, start, word, shift, value)
    }

    @inline(__always)
    private func fill(_ rows: Int, _ start: Int, _ word: Int, _ shift: Int, _ value: (Int) -> UInt64) {
        precondition(start >= 0 && start + rows <= capacity && word < stride && shift < 64)
        let target = base + (start &* stride &+ word)
        for row in 0..<rows { target[row &* stride] |= value(row) &<< UInt64(shift) }
    }

    /// For each record a key that equal parts share and, but for one chance in 2⁶⁴, no others; 0 where a part is missing.
    public func keys(_ parts: [PackedPart], rows: [UInt32]? = nil, threads: Int) -> [UInt64] {
        let total = rows?.count ?? count
        let pieces = Parallel.pieces(of: total, atLeast: 1 << 14)
        return [UInt64](unsafeUninitializedCapacity: total) { buffer, filled in
            nonisolated(unsafe) let buffer = buffer
            _ = Workers.map(pieces.count, threads: threads) { piece in
                for place in pieces[piece] {
                    let row = rows.map { Int($0[place]) } ?? place
                    buffer.initializeElement(at: place, to: key(parts, row))
                }
            }
            filled = total
        }
    }

    /// The key of one record.
    @inline(__always)
    public func key(_ parts: [PackedPart], _ row: Int) -> UInt64 {
        var key: UInt64 = 0
        var used = 0
        for part in parts {
            let value = base[row &* stride &+ part.word]
            guard value & part.present != 0 else { return 0 }
            let bits = part.width
            // While the parts fit one word they are put side by side, so that the key tells them apart for certain.
            if used &+ bits > 64 {
                key = KeyMixer.mixed(key)
                used = 0
                key ^= KeyMixer.mixed((value & part.mask) &+ 0x9E37_79B9_7F4A_7C15)
                used = 64
            } else {
                let own = (value & part.mask) &>> UInt64(part.mask.trailingZeroBitCount)
                key = (used == 0 ? 0 : key &<< UInt64(bits)) | own
                used &+= bits
            }
        }
        let mixed = KeyMixer.mixed(key)
        return mixed == 0 ? 1 : mixed
    }

    /// Whether the keys of these parts tell all values apart for certain.
    public static func isExact(_ parts: [PackedPart]) -> Bool { parts.reduce(0) { $0 + $1.width } <= 64 }
}
