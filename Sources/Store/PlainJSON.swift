/// JSON of texts, written without the general encoder: a large list has hundreds of thousands of problems.
enum PlainJSON {
    /// An object with its keys in order; nil where there is none.
    static func object(_ texts: [String: String]) -> String? {
        guard !texts.isEmpty else { return nil }
        var out: [UInt8] = [0x7B]
        for (place, key) in texts.keys.sorted().enumerated() {
            if place > 0 { out.append(0x2C) }
            append(key, to: &out)
            out.append(0x3A)
            append(texts[key] ?? "", to: &out)
        }
        out.append(0x7D)
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        out.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: out += [0x5C, byte]
            case 0..<0x20: out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
        out.append(0x22)
    }
}
