import Foundation

/// An archive made byte by byte, so that tests can put into it what no sound program writes.
public struct HandMadeZip {
    /// How a part stands in the archive.
    public enum Packing: Sendable {
        case stored
        /// Claims to be encrypted.
        case locked
        /// One byte and then a number of copies of it, in a few bytes: 258 copies for 13 bits.
        case swelling(copies: Int)
    }

    private struct Entry {
        let name: [UInt8]
        let data: [UInt8]
        let size: Int
        let crc: UInt32
        let flags: UInt16
        let method: UInt16
        let offset: Int
    }

    private var body: [UInt8] = []
    private var entries: [Entry] = []

    public init() {}

    public mutating func add(_ name: String, _ text: String, _ packing: Packing = .stored) {
        add(name, Array(text.utf8), packing)
    }

    public mutating func add(_ name: String, _ content: [UInt8], _ packing: Packing = .stored) {
        var data = content
        var size = content.count
        var method: UInt16 = 0
        var flags: UInt16 = 0
        switch packing {
        case .stored: break
        case .locked: flags = 1
        case .swelling(let copies):
            data = Deflate.repeating(content, copies: copies)
            size = content.count + copies * 258
            method = 8
        }
        let entry = Entry(
            name: Array(name.utf8), data: data, size: size, crc: CRC.of(content), flags: flags, method: method,
            offset: body.count)
        body += Self.number(0x0403_4B50, 4) + Self.fields(of: entry) + Self.number(0, 2) + entry.name + data
        entries.append(entry)
    }

    public var bytes: [UInt8] {
        var directory: [UInt8] = []
        for entry in entries {
            directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + Self.fields(of: entry)
            directory += [UInt8](repeating: 0, count: 12) + Self.number(entry.offset, 4) + entry.name
        }
        let end =
            Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(entries.count, 2)
            + Self.number(entries.count, 2) + Self.number(directory.count, 4) + Self.number(body.count, 4)
            + Self.number(0, 2)
        return body + directory + end
    }

    /// What local and central headers share, up to the length of the name.
    private static func fields(of entry: Entry) -> [UInt8] {
        number(20, 2) + number(Int(entry.flags), 2) + number(Int(entry.method), 2) + number(0, 4)
            + number(Int(entry.crc), 4) + number(entry.data.count, 4) + number(entry.size, 4)
            + number(entry.name.count, 2)
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

private enum CRC {
    static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
}

/// Deflate's fixed code (RFC 1951, 3.2.6), as far as a bomb needs it.
private enum Deflate {
    static func repeating(_ content: [UInt8], copies: Int) -> [UInt8] {
        var out: [UInt8] = []
        var bits = 0
        func put(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() {
                if bits % 8 == 0 { out.append(0) }
                if value >> bit & 1 == 1 { out[out.count - 1] |= 1 << UInt8(bits % 8) }
                bits += 1
            }
        }
        put(0b110, 3)
        for byte in content { put(0x30 + Int(byte), 8) }
        // Length 258 at distance 1.
        for _ in 0..<copies { put(0b1100_0101_00000, 13) }
        put(0, 7)
        return out
    }
}
