import Kernels

/// The records' own names, row by row: their bytes one behind the other, and four bytes a row beside them.
public struct RecordIDs: Sendable, RandomAccessCollection {
    private var bytes: [UInt8] = []
    /// Where the id of each row ends, counted from the start of its block.
    private var ends: [UInt32] = []
    /// Where each block of rows begins, so that the ends need four bytes however long all ids are together.
    private var blocks: [Int] = []
    private static let block = 1 << 9

    public init() {}

    public init(_ ids: [String]) {
        ends.reserveCapacity(ids.count)
        for id in ids { append(id.utf8Span.span) }
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ends.count }

    /// The id of a row.
    public subscript(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

    /// Calls `body` with the UTF-8 bytes of a row's id.
    public func withBytes<Result>(_ row: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(range(row)))
    }

    /// Has the ids of some rows fetched from memory, all of them at the same time, ahead of their use.
    public func fetch(_ rows: [Int]) {
        for row in rows { Memory.fetch(ends, row) }
        for row in rows { Memory.fetch(bytes, range(row).lowerBound) }
    }

    /// Adds the id of a further row, as UTF-8; bytes that are none are replaced by U+FFFD as in every text.
    public mutating func append(_ id: Span<UInt8>) {
        if ends.count % Self.block == 0 { blocks.append(bytes.count) }
        var isPlain = true
        for index in id.indices where id[index] >= 0x80 { isPlain = false }
        if isPlain {
            bytes.append(addingCapacity: id.count) { text in
                for index in id.indices { text.append(id[index]) }
            }
        } else {
            let raw = id.indices.map { id[$0] }
            bytes.append(contentsOf: Array(String(decoding: raw, as: UTF8.self).utf8))
        }
        ends.append(UInt32(truncatingIfNeeded: bytes.count - blocks[blocks.count - 1]))
    }

    /// Adds the rows of another column of ids.
    public mutating func append(contentsOf other: RecordIDs) {
        let shift = bytes.count
        bytes.append(contentsOf: other.bytes)
        for row in other.indices {
            let range = other.range(row)
            if ends.count % Self.block == 0 { blocks.append(shift + range.lowerBound) }
            ends.append(UInt32(truncatingIfNeeded: shift + range.upperBound - blocks[blocks.count - 1]))
        }
    }

    /// What the ids take in memory.
    public var byteCount: Int { bytes.count + 4 * ends.count + 8 * blocks.count }

    /// Makes room for so many further rows.
    public mutating func reserve(_ more: Int) { ends.reserveCapacity(ends.count + more) }

    /// Whether the id of a row comes before that of another: shorter ones first, so that whole numbers stand in their
    /// order.
    public func comesFirst(_ row: Int, _ other: Int) -> Bool {
        let (mine, theirs) = (range(row), range(other))
        guard mine.count == theirs.count else { return mine.count < theirs.count }
        var (signs, order): (UInt8, Int) = (0, 0)
        for offset in 0..<mine.count {
            let (a, b) = (bytes[mine.lowerBound + offset], bytes[theirs.lowerBound + offset])
            signs |= a | b
            if order == 0, a != b { order = a < b ? -1 : 1 }
        }
        // Outside ASCII the order is that of text, in which a letter may be written in several ways.
        return signs < 0x80 ? order < 0 : self[row].comesBefore(self[other])
    }

    /// Whether two rows bear the same id, byte by byte.
    func isSame(_ row: Int, _ other: Int) -> Bool { bytes[range(row)] == bytes[range(other)] }

    /// A number that depends on the id of a row alone.
    func hash(_ row: Int) -> UInt64 { withBytes(row) { KeyMixer.hash($0) } }

    private func range(_ row: Int) -> Range<Int> {
        let block = blocks[row / Self.block]
        return block + (row % Self.block == 0 ? 0 : Int(ends[row - 1]))..<block + Int(ends[row])
    }
}

extension String {
    /// Whether an id comes before another: shorter ones first, so that whole numbers stand in their order.
    func comesBefore(_ other: String) -> Bool {
        let (mine, theirs) = (utf8.count, other.utf8.count)
        return mine == theirs ? self < other : mine < theirs
    }
}
