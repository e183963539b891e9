import Problems

/// Text as cells hold it: runs of rich text, reading aids, escaped signs.
enum CellText {
    /// The text of the `si` or `is` element just begun: its runs joined, reading aids (`rPh`) left out.
    static func item(_ part: XMLPart) throws(Problem) -> String {
        var text = ""
        guard !part.isEmptyElement else { return text }
        let depth = part.depth
        while try part.next() {
            switch part.node {
            case .start:
                switch part.name {
                case "t":
                    let run = try part.elementText()
                    if text.isEmpty { text = run } else { text += run }
                    guard text.utf8.count <= part.mostTextBytes else { throw part.tooLong() }
                case "rPh": try part.skip()
                default: break
                }
            case .end where part.depth == depth: return unescaped(text)
            default: break
            }
        }
        throw part.damaged()
    }

    /// Signs that XML cannot hold are written `_x000D_`; an underscore that would begin such a word is `_x005F_`.
    static func unescaped(_ text: String) -> String {
        guard mayHoldEscape(text) else { return text }
        var out: [UInt16] = []
        let units = Array(text.utf16)
        var at = 0
        while at < units.count {
            if let unit = escape(units, at) {
                out.append(unit)
                at += 7
            } else {
                out.append(units[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF16.self)
    }

    /// The same text with its own underscores protected.
    static func escaped(_ text: String) -> String {
        guard mayHoldEscape(text) else { return text }
        let units = Array(text.utf16)
        var out: [UInt16] = []
        for at in units.indices {
            if escape(units, at) != nil { out += Array("_x005F".utf16) }
            out.append(units[at])
        }
        return String(decoding: out, as: UTF16.self)
    }

    /// Whether `_x` stands in the text; by bytes, because every text of a list passes here.
    private static func mayHoldEscape(_ text: String) -> Bool {
        guard text.utf8.count >= 7 else { return false }
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "x"), last == UInt8(ascii: "_") { return true }
            last = byte
        }
        return false
    }

    /// The sign that `_xHHHH_` at a position stands for.
    private static func escape(_ units: [UInt16], _ at: Int) -> UInt16? {
        let underscore = UInt16(UInt8(ascii: "_"))
        guard units[at] == underscore, at + 6 < units.count, units[at + 6] == underscore,
            units[at + 1] == UInt16(UInt8(ascii: "x"))
        else { return nil }
        var value: UInt16 = 0
        for unit in units[(at + 2)...(at + 5)] {
            guard let scalar = UnicodeScalar(unit), let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
                return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
