import Store
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

    /// Some cells of a row again, by place; a place that the row does not have is left out.
    static func cells(_ json: String, at wanted: [Int]) -> [Int: String] {
        guard let last = wanted.max() else { return [:] }
        var found: [Int: String] = [:]
        found.reserveCapacity(wanted.count)
        var cell: [UInt8] = []
        var place = 0
        var isInside = false
        var isEscaped = false
        for byte in json.utf8 {
            if isEscaped {
                isEscaped = false
                switch byte {
                case 0x6E: cell.append(0x0A)
                case 0x72: cell.append(0x0D)
                case 0x74: cell.append(0x09)
                case 0x22, 0x5C: cell.append(byte)
                // Rare signs, and what no program of ours wrote.
                default: return whole(json, at: wanted)
                }
            } else if byte == 0x5C {
                isEscaped = true
            } else if byte == 0x22 {
                if isInside {
                    if wanted.contains(place) { found[place] = String(decoding: cell, as: UTF8.self) }
                    guard place < last else { break }
                    place += 1
                    cell.removeAll(keepingCapacity: true)
                }
                isInside.toggle()
            } else if isInside {
                cell.append(byte)
            } else if byte != 0x2C, byte != 0x5B, byte != 0x5D {
                return whole(json, at: wanted)
            }
        }
        return found
    }

    private static func whole(_ json: String, at wanted: [Int]) -> [Int: String] {
        let cells = LedgerJSON.value([String].self, json) ?? []
        return Dictionary(
            wanted.filter { $0 < cells.count }.map { ($0, cells[$0]) }, uniquingKeysWith: { first, _ in first })
    }
}

/// The cells of one row, wherever they stand.
enum RowCells {
    /// As the store keeps them, the wanted ones by place.
    case json(String, [Int: String])
    case batch(RecordBatch, position: Int)

    init(json: String, _ wanted: [Int]) { self = .json(json, wanted.isEmpty ? [:] : RawCells.cells(json, at: wanted)) }

    /// The text of a wanted cell; nil where the row does not reach so far.
    subscript(place: Int) -> String? {
        switch self {
        case .json(_, let cells): cells[place]
        case .batch(let batch, let position):
            place < batch.fieldCount(position) ? batch.text(position, place) : nil
        }
    }

    /// All cells.
    var all: [String] {
        switch self {
        case .json(let json, _): LedgerJSON.value([String].self, json) ?? []
        case .batch(let batch, let position): batch[position].texts
        }
    }
}
