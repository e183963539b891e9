/// Small questions about the UTF-8 bytes of a cell.
enum ByteText {
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// The range without surrounding white space (ASCII and no-break spaces).
    static func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
        var low = 0
        var high = bytes.count
        while low < high {
            if isSpace(bytes[low]) {
                low += 1
            } else if bytes[low] == 0xC2, low + 1 < high, bytes[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while high > low {
            if isSpace(bytes[high - 1]) {
                high -= 1
            } else if high - low >= 2, bytes[high - 1] == 0xA0, bytes[high - 2] == 0xC2 {
                high -= 2
            } else {
                break
            }
        }
        return low..<high
    }

    /// The text of the bytes; bytes that are no UTF-8 become replacement characters.
    static func string(_ bytes: Span<UInt8>) -> String {
        if let valid = try? UTF8Span(validating: bytes) { return String(copying: valid) }
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        return String(decoding: copy, as: UTF8.self)
    }

    /// Whether a trimmed cell says that there is nothing in it: empty, only dashes or dots, `NULL`, `tidak ada`, …
    static func isMissing(_ bytes: Span<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        if bytes.count > 12 || isDigit(bytes[0]) { return false }
        var onlySigns = true
        for index in bytes.indices where onlySigns {
            let byte = bytes[index]
            onlySigns = byte == 0x2D || byte == 0x2E || byte == 0x3F || byte == 0x5F || byte == 0x2F || isSpace(byte)
        }
        if onlySigns { return true }
        switch string(bytes).lowercased() {
        case "null", "nil", "nihil", "none", "nan", "na", "n/a", "#n/a", "\\n", "kosong", "belum", "belum ada",
            "tidak ada", "tdk ada", "tidak punya", "–", "—", "(kosong)", "(null)", "<null>":
            return true
        default:
            return false
        }
    }

    /// A decimal number padded with zeros on the left.
    static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number)
        return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
    }
}
