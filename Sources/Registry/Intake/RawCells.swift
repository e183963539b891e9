import Tabular

/// The cells of a row as they stood in the file, as a JSON array: the evidence that stays with a line.
enum RawCells {
    static func json(_ batch: RecordBatch, _ position: Int) -> String {
        var out: [UInt8] = [0x5B]
        out.reserveCapacity(256)
        let bytes = batch.bytes.span
        for field in 0..<batch.fieldCount(position) {
            if field > 0 { out.append(0x2C) }
            out.append(0x22)
            for index in batch.range(position, field) {
                let byte = bytes[index]
                switch byte {
                case 0x22, 0x5C:
                    out.append(0x5C)
                    out.append(byte)
                case 0x0A: out.append(contentsOf: [0x5C, 0x6E])
                case 0x0D: out.append(contentsOf: [0x5C, 0x72])
                case 0x09: out.append(contentsOf: [0x5C, 0x74])
                case 0..<0x20:
                    out.append(contentsOf: Array("\\u00".utf8))
                    let digits = Array("0123456789abcdef".utf8)
                    out.append(digits[Int(byte >> 4)])
                    out.append(digits[Int(byte & 15)])
                default: out.append(byte)
                }
            }
            out.append(0x22)
        }
        out.append(0x5D)
        return String(decoding: out, as: UTF8.self)
    }
}
