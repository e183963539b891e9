import Foundation
import Problems

/// Lines of cells with tabs between them, read piece by piece.
struct CellLines {
    private let handle: FileHandle
    private var bytes: [UInt8] = []
    private var at = 0
    private var isAtEnd = false

    private static let piece = 1 << 20

    init(_ handle: FileHandle) { self.handle = handle }

    /// The cells of the next line; nil behind the last.
    ///
    /// - Throws: `spark.input` where reading fails.
    mutating func next() throws(Problem) -> [ArraySlice<UInt8>]? {
        while true {
            if let end = bytes[at...].firstIndex(of: 0x0A) {
                defer { at = end + 1 }
                return Self.cells(bytes[at..<end])
            }
            if isAtEnd {
                guard at < bytes.count else { return nil }
                defer { at = bytes.count }
                return Self.cells(bytes[at...])
            }
            bytes.removeSubrange(..<at)
            at = 0
            do {
                guard let read = try handle.read(upToCount: Self.piece), !read.isEmpty else {
                    isAtEnd = true
                    continue
                }
                bytes += read
            } catch {
                throw Problem("spark.input")
            }
        }
    }

    private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var cells: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        for index in line.indices where line[index] == 0x09 {
            cells.append(line[start..<index])
            start = index + 1
        }
        cells.append(line[start...])
        return cells
    }

    /// The whole number of a cell.
    ///
    /// - Throws: `spark.input` where it is none.
    static func integer(_ cell: ArraySlice<UInt8>) throws(Problem) -> Int {
        var (number, isNegative, digits) = (0, false, 0)
        for (place, byte) in cell.enumerated() {
            if place == 0, byte == 0x2D {
                isNegative = true
                continue
            }
            let digit = Int(byte) - 0x30
            // Counted downwards, where there is one number more.
            let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (next, tooLow) = product.subtractingReportingOverflow(digit)
            guard digit >= 0, digit < 10, !tooLarge, !tooLow else { throw Problem("spark.input") }
            number = next
            digits += 1
        }
        guard digits > 0, isNegative || number > Int.min else { throw Problem("spark.input") }
        return isNegative ? number : -number
    }
}

/// Lines of cells, collected and written piece by piece.
struct LineSink {
    private let handle: FileHandle
    private var bytes: [UInt8] = []

    init(_ handle: FileHandle) { self.handle = handle }

    /// - Throws: `output.unwritable`.
    mutating func write(_ numbers: [Int]) throws(Problem) {
        for (place, number) in numbers.enumerated() {
            if place > 0 { bytes.append(0x09) }
            bytes += Array(String(number).utf8)
        }
        bytes.append(0x0A)
        if bytes.count > 1 << 18 { try flush() }
    }

    mutating func flush() throws(Problem) {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw Problem("output.unwritable")
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
