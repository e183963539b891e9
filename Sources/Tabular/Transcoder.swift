/// Turns bytes of any known encoding into UTF-8, piece by piece.
struct Transcoder: Sendable {
    let encoding: TextEncoding
    private var held: [UInt8] = []
    private var atStart = true

    init(_ encoding: TextEncoding) { self.encoding = encoding }

    /// Appends the text of `bytes` to `out` as UTF-8; keeps back a sequence that is not complete yet.
    mutating func decode(_ bytes: [UInt8], isFinal: Bool, into out: inout [UInt8]) {
        switch encoding {
        case .utf8: out.append(contentsOf: bytes)
        case .utf8WithMark: appendWithoutMark(bytes, into: &out)
        case .windows1252:
            for byte in bytes { Self.append1252(byte, to: &out) }
        case .mixed: decodeMixed(bytes, isFinal: isFinal, into: &out)
        case .utf16LittleEndian: decode16(bytes, low: 0, isFinal: isFinal, into: &out)
        case .utf16BigEndian: decode16(bytes, low: 1, isFinal: isFinal, into: &out)
        }
    }

    private mutating func appendWithoutMark(_ bytes: [UInt8], into out: inout [UInt8]) {
        guard atStart else { return out.append(contentsOf: bytes) }
        held.append(contentsOf: bytes)
        guard held.count >= 3 else { return }
        out.append(contentsOf: held.starts(with: [0xEF, 0xBB, 0xBF]) ? held.dropFirst(3) : held[...])
        held = []
        atStart = false
    }

    private mutating func decode16(_ bytes: [UInt8], low: Int, isFinal: Bool, into out: inout [UInt8]) {
        held.append(contentsOf: bytes)
        var at = 0
        func unit(_ at: Int) -> UInt16 { UInt16(held[at + low]) | UInt16(held[at + 1 - low]) << 8 }
        while at + 1 < held.count {
            let first = unit(at)
            if first == 0xFEFF, atStart {
                atStart = false
                at += 2
                continue
            }
            atStart = false
            if UTF16.isLeadSurrogate(first) {
                guard at + 3 < held.count else { break }
                let second = unit(at + 2)
                if UTF16.isTrailSurrogate(second) {
                    let value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                    Self.append(value, to: &out)
                    at += 4
                    continue
                }
            }
            Self.append(UTF16.isSurrogate(first) ? 0xFFFD : UInt32(first), to: &out)
            at += 2
        }
        held.removeFirst(at)
        if isFinal, !held.isEmpty {
            Self.append(0xFFFD, to: &out)
            held = []
        }
    }

    private mutating func decodeMixed(_ bytes: [UInt8], isFinal: Bool, into out: inout [UInt8]) {
        held.append(contentsOf: bytes)
        if atStart, held.count >= 3 || isFinal {
            if held.starts(with: [0xEF, 0xBB, 0xBF]) { held.removeFirst(3) }
            atStart = false
        }
        var at = 0
        while at < held.count {
            let byte = held[at]
            if byte < 0x80 {
                out.append(byte)
                at += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            if at + length > held.count, !isFinal, byte >= 0xC2, byte <= 0xF4 { break }
            let piece = held[at..<min(held.count, at + length)]
            if byte >= 0xC2, piece.count == length, String(validating: piece, as: UTF8.self) != nil {
                out.append(contentsOf: piece)
                at += length
            } else {
                Self.append1252(byte, to: &out)
                at += 1
            }
        }
        held.removeFirst(at)
    }

    /// The signs of Windows-1252 between 0x80 and 0x9F; elsewhere it equals Latin-1.
    private static let signs1252: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    private static func append1252(_ byte: UInt8, to out: inout [UInt8]) {
        switch byte {
        case 0..<0x80: out.append(byte)
        case 0x80..<0xA0: append(UInt32(signs1252[Int(byte) - 0x80]), to: &out)
        default: append(UInt32(byte), to: &out)
        }
    }

    private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: out.append(UInt8(scalar))
        case 0x80..<0x800:
            out.append(0xC0 | UInt8(scalar >> 6))
            out.append(0x80 | UInt8(scalar & 0x3F))
        case 0x800..<0x10000:
            out.append(0xE0 | UInt8(scalar >> 12))
            out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            out.append(0x80 | UInt8(scalar & 0x3F))
        default:
            out.append(0xF0 | UInt8(scalar >> 18 & 0x07))
            out.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            out.append(0x80 | UInt8(scalar & 0x3F))
        }
    }
}
