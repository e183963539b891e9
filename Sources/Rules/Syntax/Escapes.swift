import Problems

/// Turns the escapes of a text literal into what they stand for.
struct Escapes {
    let source: SourceText
    let body: ArraySlice<UInt8>
    let isBytes: Bool
    private var at = 0

    init(source: SourceText, body: ArraySlice<UInt8>, isBytes: Bool) {
        self.source = source
        self.body = body
        self.isBytes = isBytes
    }

    mutating func unescaped() throws(Refusal) -> [UInt8] {
        guard body.contains(UInt8(ascii: "\\")) else { return Array(body) }
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        at = body.startIndex
        while at < body.endIndex {
            guard body[at] == UInt8(ascii: "\\") else {
                out.append(body[at])
                at += 1
                continue
            }
            try escape(into: &out)
        }
        return out
    }

    private static let single: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C,
        UInt8(ascii: "?"): 0x3F, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
    ]

    private mutating func escape(into out: inout [UInt8]) throws(Refusal) {
        let start = at
        let letter = at + 1 < body.endIndex ? body[at + 1] : 0
        at += 2
        if let plain = Self.single[letter] {
            out.append(plain)
            return
        }
        let value: UInt32?
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): value = digits(2, 16)
        case UInt8(ascii: "u") where !isBytes: value = digits(4, 16)
        case UInt8(ascii: "U") where !isBytes: value = digits(8, 16)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            at -= 1
            value = digits(3, 8)
        default: value = nil
        }
        guard let value else { throw source.problem("rules.escape", start, min(at, body.endIndex)) }
        if isBytes {
            out.append(UInt8(truncatingIfNeeded: value))
        } else {
            guard let scalar = Unicode.Scalar(value) else { throw source.problem("rules.escape", start, at) }
            out.append(contentsOf: Array(String(Character(scalar)).utf8))
        }
    }

    private mutating func digits(_ count: Int, _ radix: UInt32) -> UInt32? {
        guard at + count <= body.endIndex else { return nil }
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = Character(Unicode.Scalar(body[at])).hexDigitValue, digit < Int(radix) else { return nil }
            value = value &* radix &+ UInt32(digit)
            at += 1
        }
        return value
    }
}
