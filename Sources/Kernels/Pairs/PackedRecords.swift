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
    private let memory: LargeMemory
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
        let words = max(1, capacity) * self.stride
        memory = LargeMemory(bytes: words * 8)
        base = memory.base.bindMemory(to: UInt64.self, capacity: words)
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

    /// Has a record fetched ahead of its use.
    @inline(__always)
    func fetch(_ row: Int) {
        let record = base + row &* stride
        prefetch(record)
        // It may lie across the border of two lines.
        prefetch(record + (stride &- 1))
    }

    /// For each record a key that equal parts share and, but for one chance in 2⁶⁴, no others; 0 where a part is missing.
    public func keys(_ parts: [PackedPart], rows: [UInt32]? = nil, threads: Int) -> [UInt64] {
        let total = rows?.count ?? count
        let pieces = Parallel.pieces(of: total, atLeast: 1 << 14)
        let recipe = KeyRecipe(parts)
        return [UInt64](unsafeUninitializedCapacity: total) { buffer, filled in
            nonisolated(unsafe) let buffer = buffer
            _ = Workers.map(pieces.count, threads: threads) { piece in
                for place in pieces[piece] {
                    let row = rows.map { Int($0[place]) } ?? place
                    buffer.initializeElement(at: place, to: recipe.key(base + row &* stride))
                }
            }
            filled = total
        }
    }

    /// The key of one record.
    public func key(_ parts: [PackedPart], _ row: Int) -> UInt64 { KeyRecipe(parts).key(base + row &* stride) }

    /// The key of one record by a single part, as ``key(_:_:)-([PackedPart],_)``.
    public func key(_ part: PackedPart, _ row: Int) -> UInt64 {
        let value = base[row &* stride &+ part.word]
        guard value & part.present != 0 else { return 0 }
        let mixed = KeyMixer.mixed((value & part.mask) &>> UInt64(part.mask.trailingZeroBitCount))
        return mixed == 0 ? 1 : mixed
    }

    /// How many records have each value of a part, from 0 up to `most`; larger ones are left out.
    public func tally(_ part: PackedPart, most: Int, threads: Int = 1) -> [UInt32] {
        // Each piece has counts of its own: few pieces, so that they take little memory however many threads there are.
        let pieces = max(1, min(threads, 4, count >> 16))
        let total = count
        var tallies = Workers.map(pieces, threads: pieces) { piece in
            tally(part, most, (total * piece / pieces)..<(total * (piece + 1) / pieces))
        }
        guard var counts = tallies.popLast() else { return [UInt32](repeating: 0, count: most + 1) }
        for other in tallies {
            for value in counts.indices { counts[value] &+= other[value] }
        }
        return counts
    }

    private func tally(_ part: PackedPart, _ most: Int, _ rows: Range<Int>) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: most + 1)
        let (word, shift, stride) = (base + part.word, UInt64(part.mask.trailingZeroBitCount), stride)
        counts.withUnsafeMutableBufferPointer { counts in
            for row in rows {
                let value = Int(truncatingIfNeeded: (word[row &* stride] & part.mask) &>> shift)
                if value <= most { counts[value] &+= 1 }
            }
        }
        return counts
    }

    /// Whether the keys of these parts tell all values apart for certain.
    public static func isExact(_ parts: [PackedPart]) -> Bool { parts.reduce(0) { $0 + $1.width } <= 64 }
}
