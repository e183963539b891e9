import CKernels

/// Counts what a stream of bytes would need to be valid UTF-8; fed piece by piece.
public struct TextValidity: Sendable {
    /// Well-formed sequences of two to four bytes.
    public private(set) var multibyte = 0
    /// Bytes that no well-formed sequence holds.
    public private(set) var invalid = 0
    /// NUL bytes at even and odd offsets: UTF-16 without a mark shows itself by one of the two.
    public private(set) var evenNULs = 0
    public private(set) var oddNULs = 0
    public private(set) var total = 0

    private var pending = 0
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    public init() {}

    public mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let count = buffer.count
            var at = 0
            while at < count {
                if pending == 0, at + 16 <= count, gapura_high_mask(base + at) == 0 {
                    if gapura_structural_mask(base + at, 0) != 0 { countNULs(base, at, at + 16) }
                    at += 16
                    continue
                }
                let byte = base[at]
                if byte == 0 { countNULs(base, at, at + 1) }
                step(byte)
                at += 1
            }
            total += count
        }
    }

    private mutating func countNULs(_ base: UnsafePointer<UInt8>, _ from: Int, _ to: Int) {
        for offset in from..<to where base[offset] == 0 {
            if (total + offset) & 1 == 0 { evenNULs += 1 } else { oddNULs += 1 }
        }
    }

    /// Follows the table of well-formed byte sequences of the Unicode standard (table 3-7).
    private mutating func step(_ byte: UInt8) {
        if pending > 0 {
            if byte >= lowest, byte <= highest {
                pending -= 1
                lowest = 0x80
                highest = 0xBF
                if pending == 0 { multibyte += 1 }
                return
            }
            invalid += 1
            pending = 0
        }
        lowest = 0x80
        highest = 0xBF
        switch byte {
        case 0..<0x80: break
        case 0xC2...0xDF: pending = 1
        case 0xE0:
            pending = 2
            lowest = 0xA0
        case 0xED:
            pending = 2
            highest = 0x9F
        case 0xE1...0xEF: pending = 2
        case 0xF0:
            pending = 3
            lowest = 0x90
        case 0xF1...0xF3: pending = 3
        case 0xF4:
            pending = 3
            highest = 0x8F
        default: invalid += 1
        }
    }
}
