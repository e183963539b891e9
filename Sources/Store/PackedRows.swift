import Foundation

/// Rows of one table packed one behind the other: as they are handed to a database, and as digests are taken of them.
///
/// A row is the number of its values in 2 bytes, then each value: how long it is in 4 bytes and its bytes. A text is its
/// UTF-8, a whole number 8 bytes; what is null has the length -1 and no bytes. Of all numbers the highest byte stands first.
public struct PackedRows: Sendable {
    /// Which columns hold whole numbers; the others hold texts.
    public private(set) var isNumber: [Bool]
    public private(set) var count = 0
    public private(set) var bytes: [UInt8] = []
    /// Whether a text holds a zero byte, at which databases would take it to end.
    public private(set) var holdsZeroByte = false

    /// What stands for the length of a value that is not of the column's kind; its length and bytes follow. No database is
    /// handed such a value, but a file that somebody else wrote can hold one.
    private static let foreign: Int32 = -2

    public init(isNumber: [Bool]) { self.isNumber = isNumber }

    /// One row of values, whose kinds tell the kinds of the columns.
    public init(_ values: [SQLValue]) {
        isNumber = values.map { $0.integer != nil }
        set(values)
    }

    /// Makes it hold one row and nothing else.
    public mutating func set(_ values: [SQLValue]) {
        removeAll()
        if isNumber.count != values.count { isNumber = [Bool](repeating: false, count: values.count) }
        beginRow()
        for (place, value) in values.enumerated() {
            switch value {
            case .null: addNull()
            case .integer(let number):
                isNumber[place] = true
                add(number)
            case .text(let text):
                isNumber[place] = false
                add(text: text)
            }
        }
    }

    /// Begins a row, to which a value for each column is added.
    public mutating func beginRow() {
        append(Int16(truncatingIfNeeded: isNumber.count))
        count += 1
    }

    public mutating func addNull() { append(Int32(-1)) }

    public mutating func add(_ number: Int64) {
        append(Int32(8))
        append(number)
    }

    /// A text, which may be empty.
    public mutating func add(text: String) {
        var text = text
        text.withUTF8 { unsafe add(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// A text, or null where there is none or it is empty.
    public mutating func add(_ text: String?) {
        guard let text, !text.isEmpty else { return addNull() }
        add(text: text)
    }

    /// A text as UTF-8.
    public mutating func add(utf8 text: UnsafeRawBufferPointer) {
        append(Int32(clamping: text.count))
        if let start = text.baseAddress, unsafe memchr(start, 0, text.count) != nil { holdsZeroByte = true }
        unsafe bytes.append(contentsOf: text)
    }

    /// A value that is not of its column's kind.
    public mutating func add(foreign value: UnsafeRawBufferPointer) {
        append(Self.foreign)
        append(Int32(clamping: value.count))
        unsafe bytes.append(contentsOf: value)
    }

    /// Removes all rows and keeps the room for others.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        count = 0
        holdsZeroByte = false
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}
