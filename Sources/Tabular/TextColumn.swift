/// A column of texts: each distinct text is held once, and a row is a number of four bytes.
public struct TextColumn: Sendable {
    /// For each row the index of its text in ``levels``; -1 where the cell is missing.
    public var codes: [Int32]
    /// The distinct texts in the order of their first appearance.
    public var levels: [String]

    public init(codes: [Int32] = [], levels: [String] = []) {
        self.codes = codes
        self.levels = levels
    }

    /// The column of given cells.
    public init(_ cells: [String?]) {
        var builder = TextColumnBuilder()
        for cell in cells {
            if let cell { builder.append(Array(cell.utf8).span) } else { builder.appendMissing() }
        }
        self = builder.column
    }

    /// The number of rows.
    public var count: Int { codes.count }

    /// The text of a row; nil where the cell is missing.
    public subscript(row: Int) -> String? {
        let code = Int(codes[row])
        return levels.indices.contains(code) ? levels[code] : nil
    }

    /// All cells; nil is missing.
    public var texts: [String?] { codes.indices.map { self[$0] } }
}

/// Collects the cells of a ``TextColumn``. Texts are told apart by their bytes, not by Unicode equivalence.
public struct TextColumnBuilder: Sendable {
    public private(set) var codes: [Int32] = []
    /// The distinct texts, one behind the other.
    private var bytes: [UInt8] = []
    /// Where each of them ends.
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    /// An open table of indices into `ends`; -1 is a free place.
    private var slots: [Int32] = []

    /// Chosen anew in each run, so that nobody can write a file whose texts all meet in one place.
    private static let seed = UInt64.random(in: 1 ... .max) | 1

    public init() {}

    /// The number of rows.
    public var count: Int { codes.count }

    /// Adds a cell.
    public mutating func append(_ cell: Span<UInt8>) { codes.append(code(of: cell)) }

    /// Adds a cell that is missing.
    public mutating func appendMissing() { codes.append(-1) }

    /// Adds the cells of another column behind the ones that are there.
    public mutating func append(contentsOf other: TextColumnBuilder) {
        let places = (0..<other.ends.count).map { code(of: other.bytes.span.extracting(other.range($0))) }
        for code in other.codes { codes.append(code < 0 ? -1 : places[Int(code)]) }
    }

    /// The column of UTF-8 texts; ill-formed bytes are repaired.
    public var column: TextColumn { column { String(decoding: bytes[$0], as: UTF8.self) } }

    /// The column, its texts decoded once each.
    ///
    /// - Parameter decode: makes a text of its bytes.
    /// - Throws: what `decode` throws.
    public func column<Failure: Error>(
        decoding decode: (ArraySlice<UInt8>) throws(Failure) -> String
    ) throws(Failure) -> TextColumn {
        try column { range throws(Failure) in try decode(bytes[range]) }
    }

    private func column<Failure: Error>(_ text: (Range<Int>) throws(Failure) -> String) throws(Failure) -> TextColumn {
        var levels: [String] = []
        levels.reserveCapacity(ends.count)
        for index in ends.indices { levels.append(try text(range(index))) }
        return TextColumn(codes: codes, levels: levels)
    }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    private mutating func code(of cell: Span<UInt8>) -> Int32 {
        if ends.count * 2 >= slots.count { grow() }
        let hash = Self.hash(cell)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if hashes[index] == hash, holds(index, cell) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let index = Int32(truncatingIfNeeded: ends.count)
        slots[slot] = index
        hashes.append(hash)
        for offset in cell.indices { bytes.append(cell[offset]) }
        ends.append(bytes.count)
        return index
    }

    private func holds(_ index: Int, _ cell: Span<UInt8>) -> Bool {
        let range = range(index)
        guard range.count == cell.count else { return false }
        for offset in cell.indices where bytes[range.lowerBound + offset] != cell[offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: max(16, slots.count * 2))
        let mask = slots.count - 1
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: index)
        }
    }

    private static func hash(_ cell: Span<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: cell.count)
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for offset in cell.indices {
            word |= UInt64(cell[offset]) << shift
            shift += 8
            if shift == 64 {
                hash = mixed(hash ^ word)
                (word, shift) = (0, 0)
            }
        }
        return mixed(hash ^ word)
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: seed ^ 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
