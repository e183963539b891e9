import Kernels

/// Rows of a table separated by commas, as bytes: for tables of millions of rows, where ``CSVWriter`` is slow.
public struct RowText: Sendable {
    /// What was written since the last ``clear()``.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// Forgets the rows and keeps their memory.
    public mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// Adds bytes as they stand.
    public mutating func append(_ text: Span<UInt8>) {
        bytes.append(addingCapacity: text.count) { $0.append(bytes: text) }
    }

    /// Adds the comma in front of a further cell.
    public mutating func next() { bytes.append(0x2C) }

    /// Adds a cell of UTF-8 text, quoted where it must be; what a spreadsheet would take for a formula gets a leading
    /// apostrophe.
    public mutating func append(cell: Span<UInt8>) {
        bytes.append(addingCapacity: OutputSpan<UInt8>.most(cell: cell.count)) { $0.append(cell: cell) }
    }

    /// As ``append(cell:)-(Span<UInt8>)``.
    public mutating func append(cell: String) { append(cell: cell.utf8Span.span) }

    /// Adds a number of which the last `decimals` digits stand behind the point: 1234 with two is `12.34`.
    ///
    /// - Parameter decimals: 1 to 18.
    public mutating func append(_ number: Int, decimals: Int) {
        bytes.append(addingCapacity: OutputSpan<UInt8>.mostOfNumber) { $0.append(number, decimals: decimals) }
    }

    /// Ends the row.
    public mutating func endRow() {
        bytes.append(0x0D)
        bytes.append(0x0A)
    }
}
