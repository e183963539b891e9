/// The records of a plain CSV text: commas, double quotes with doubled quotes inside, LF or CRLF.
struct CSVRecords {
    struct Record {
        var cells: [String]
        /// The line the record begins on; the first line is 1.
        var line: Int
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next record that is not a blank line.
    mutating func next() -> Record? {
        while position < bytes.count {
            let start = line
            let blank = bytes[position] == 10 || bytes[position] == 13
            let cells = record()
            if !blank { return Record(cells: cells, line: start) }
        }
        return nil
    }

    private mutating func record() -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if quoted {
                if byte == 34, position < bytes.count, bytes[position] == 34 {
                    cell.append(34)
                    position += 1
                } else if byte == 34 {
                    quoted = false
                } else {
                    if byte == 10 { line += 1 }
                    cell.append(byte)
                }
                continue
            }
            switch byte {
            case 34: quoted = true
            case 44:
                cells.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
            case 13: continue
            case 10:
                line += 1
                cells.append(String(decoding: cell, as: UTF8.self))
                return cells
            default: cell.append(byte)
            }
        }
        cells.append(String(decoding: cell, as: UTF8.self))
        return cells
    }
}
