import Linkage
import Problems
import Tabular

/// Text that was made of a file which is none: its beginning in memory, the rest in a file without name.
struct Spool: Sendable {
    fileprivate let head: [UInt8]
    fileprivate let rest: any ScratchFile
    fileprivate let restSize: Int

    /// Reads the text from its beginning; several may do so at a time.
    func open() -> any ByteSource { SpoolSource(spool: self) }

    /// Writes rows one behind the other, each as one record, so that rows keep their numbers.
    struct Writer {
        static let delimiter = Delimiter.tab
        /// More text than any sheet of an office has.
        private static let most = 4 << 30

        private let file: any ScratchFile
        private var bytes: [UInt8] = []
        private var size = 0
        private var row: Int
        private let width: Int

        /// - Parameters:
        ///   - row: the number of the first row to be written.
        ///   - width: shorter rows are filled up to it.
        init(_ scratch: ScratchFolder, row: Int, width: Int) throws(Problem) {
            file = try scratch.makeFile()
            self.row = row
            self.width = width
        }

        /// Adds a row; rows that were left out before it are written as empty ones.
        ///
        /// - Throws: `spreadsheet.too-large`, `linkage.scratch`, `linkage.scratch-full`.
        mutating func add(_ cells: [String], number: Int) throws(Problem) {
            SpoolText.add(cells, number: number, from: row, width: width, to: &bytes)
            row = number + 1
            guard bytes.count >= 1 << 20 else { return }
            try flush()
        }

        private mutating func flush() throws(Problem) {
            size += bytes.count
            guard size <= Self.most else {
                throw Problem("spreadsheet.too-large", .refuse, ["part": "spool", "limit": String(Self.most)])
            }
            try file.append(bytes)
            bytes.removeAll(keepingCapacity: true)
        }

        /// - Parameter head: the text before the rows that were written.
        consuming func finish(behind head: [UInt8]) throws(Problem) -> Spool {
            if !bytes.isEmpty { try flush() }
            return Spool(head: head, rest: file, restSize: size)
        }
    }
}

/// Rows as delimited text that is read back cell by cell as it was.
enum SpoolText {
    /// Adds a row and the empty ones before it.
    static func add(_ cells: [String], number: Int, from first: Int, width: Int, to bytes: inout [UInt8]) {
        for _ in 0..<max(0, number - first) { bytes.append(0x0A) }
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(Spool.Writer.delimiter.rawValue) }
            add(cell, to: &bytes)
        }
        // A row of one cell has no delimiter, and one of none still is a row.
        for _ in max(1, cells.count)..<max(1, cells.count, width) { bytes.append(Spool.Writer.delimiter.rawValue) }
        bytes.append(0x0A)
    }

    private static func add(_ cell: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        var isPlain = true
        let text = cell.utf8Span.span
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case 0x09, 0x0A, 0x0D, 0x22:
                isPlain = false
                bytes.append(byte)
            // No text holds it, and no reader lets it pass.
            case 0: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        guard !isPlain else { return }
        var quoted: [UInt8] = [0x22]
        for byte in bytes[start...] {
            if byte == 0x22 { quoted.append(byte) }
            quoted.append(byte)
        }
        quoted.append(0x22)
        bytes.removeSubrange(start...)
        bytes.append(contentsOf: quoted)
    }
}

private struct SpoolSource: ByteSource {
    let spool: Spool
    var position = 0

    mutating func read(into bytes: inout [UInt8], limit: Int) throws(Problem) -> Int {
        let head = spool.head.count
        if position < head {
            let end = min(head, position + max(0, limit))
            bytes.append(contentsOf: spool.head[position..<end])
            defer { position = end }
            return end - position
        }
        let count = min(limit, head + spool.restSize - position)
        guard count > 0 else { return 0 }
        bytes.append(contentsOf: try spool.rest.read(count, at: position - head))
        position += count
        return count
    }
}
