import StatisticalFiles

/// An SPSS system file put together by hand, for what other programs do not write: either order of bytes, any encoding,
/// any damage.
struct HandMadeSAV {
    var isBigEndian = false
    var compression: Int32 = 0
    var rows: Int32 = -1
    var weight: Int32 = 0
    /// Records between header and data, without the closing one.
    var records: [UInt8] = []
    var data: [UInt8] = []

    func int(_ value: Int32) -> [UInt8] {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * Int32($0))) }
        return isBigEndian ? bytes.reversed() : bytes
    }

    func double(_ value: Double) -> [UInt8] {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
        return isBigEndian ? bytes.reversed() : bytes
    }

    static func padded(_ text: [UInt8], _ width: Int) -> [UInt8] {
        Array(text.prefix(width)) + Array(repeating: 0x20, count: max(0, width - text.count))
    }

    mutating func variable(
        _ name: String, width: Int32 = 0, label: [UInt8] = [], missing: [[UInt8]] = [], isRange: Bool = false,
        format: Int32 = 0x050800
    ) {
        let count = Int32(missing.count) * (isRange ? -1 : 1)
        records += int(2) + int(width) + int(label.isEmpty ? 0 : 1) + int(count) + int(format) + int(format)
        records += Self.padded(Array(name.utf8), 8)
        if !label.isEmpty {
            records += int(Int32(label.count)) + label + Array(repeating: 0, count: (4 - label.count % 4) % 4)
        }
        for code in missing { records += code }
        for _ in stride(from: 8, to: Int(width), by: 8) {
            records += int(2) + int(-1) + Array(repeating: 0, count: 16) + Array(repeating: 0x20, count: 8)
        }
    }

    mutating func labels(_ labels: [([UInt8], String)], slots: [Int32]) {
        records += int(3) + int(Int32(labels.count))
        for (code, label) in labels {
            let text = Array(label.utf8)
            records += code + [UInt8(text.count)] + text
            records += Array(repeating: 0x20, count: (8 - (text.count + 1) % 8) % 8)
        }
        records += int(4) + int(Int32(slots.count)) + slots.flatMap { int($0) }
    }

    mutating func extra(_ subtype: Int32, size: Int32 = 1, _ content: [UInt8]) {
        records += int(7) + int(subtype) + int(size) + int(Int32(content.count) / max(1, size)) + content
    }

    var bytes: [UInt8] {
        var bytes = Array("$FL2".utf8) + Self.padded(Array("@(#) by hand".utf8), 60)
        bytes += int(2) + int(-1) + int(compression) + int(weight) + int(rows) + double(100)
        bytes += Self.padded([], 17) + Self.padded(Array("Rekaan".utf8), 64) + [0, 0, 0]
        return bytes + records + int(999) + int(0) + data
    }
}
