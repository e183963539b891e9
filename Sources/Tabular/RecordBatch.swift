public import Kernels

/// Some records of a list, as they stand in the text: bytes and where each field lies.
///
/// A batch is a value of its own and can be worked on by another thread while the next one is read.
public struct RecordBatch: Sendable {
    /// The UTF-8 text; ``range(_:_:)`` says where a field lies in it, `bytes.span.extracting(range)` is the field.
    public let bytes: [UInt8]
    @usableFromInline let index: RecordIndex
    /// The number of the first record as a spreadsheet counts rows: the file's first record is 1.
    public let firstRow: Int
    /// The number of the first record's line in the file, from 1.
    let firstLine: Int
    /// Records of `index` that stand before this batch begins (title lines, header).
    @usableFromInline let skipped: Int

    init(_ piece: RecordPiece, firstRow: Int, firstLine: Int, skipped: Int) {
        bytes = piece.bytes
        index = piece.index
        self.firstRow = firstRow
        self.firstLine = firstLine
        self.skipped = skipped
    }

    /// The number of records.
    public var count: Int { index.count - skipped }

    /// The record at a position, 0 to `count - 1`.
    public subscript(position: Int) -> Record {
        Record(batch: self, record: position + skipped)
    }

    /// The row number of the record at a position.
    public func row(_ position: Int) -> Int { firstRow + position }

    /// The line on which the record at a position begins.
    public func line(_ position: Int) -> Int { firstLine + index.lines(position + skipped) }

    /// The number of fields of the record at a position.
    public func fieldCount(_ position: Int) -> Int { index.fieldCount(position + skipped) }

    /// The byte range of a field; an empty range where the record has no such field.
    @inlinable
    public func range(_ position: Int, _ field: Int) -> Range<Int> { index.range(position + skipped, field) }

    /// Whether all fields of the record are empty or blank.
    public func isBlank(_ position: Int) -> Bool {
        for field in 0..<fieldCount(position) {
            for offset in range(position, field) where bytes[offset] != 0x20 && bytes[offset] != 0x09 { return false }
        }
        return true
    }

    /// A field's text; ill-formed UTF-8 cannot occur after decoding but for damage inside a sequence, which is repaired.
    public func text(_ position: Int, _ field: Int) -> String {
        let range = range(position, field)
        return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
    }
}

/// One record of a batch.
public struct Record: Sendable {
    let batch: RecordBatch
    let record: Int

    /// The number of fields.
    public var count: Int { batch.index.fieldCount(record) }

    /// The text of a field; empty where the record has no such field.
    public subscript(field: Int) -> String { batch.text(record - batch.skipped, field) }

    /// All fields as text.
    public var texts: [String] { (0..<count).map { self[$0] } }
}
