public import Linkage

/// The result of linking as delimited text, piece by piece.
public struct LinkageTables: Sendable {
    private let result: LinkageResult
    private let records: LinkageRecords
    private let lists: [String]
    private let labels: [[[UInt8]]]
    /// What people know of pairs, by rows; a column of its own where they know anything.
    private let verdicts: [[Int]: KnownPair.Verdict]

    /// How much text a piece holds, about.
    static let piece = 1 << 20

    /// - Parameter lists: the lists' names.
    public init(_ result: LinkageResult, _ file: LinkageFile) {
        self.result = result
        records = file.records
        lists = file.names
        verdicts = Dictionary(
            result.known.map { ([$0.pair.left, $0.pair.right], $0.verdict) }, uniquingKeysWith: { first, _ in first })
        labels = result.model.comparisons.map { comparison in
            (0...comparison.levels.count).map { Self.cell(comparison.label($0)) }
        }
    }

    /// One line a pair: both ids, the probability, the weight in bits, the level of each comparison, where people know
    /// pairs what they know of it, and where that was asked for the calibrated probability.
    public func pairs(_ write: (String) throws -> Void) throws {
        try table(ofBridges: false, write)
    }

    /// One line for each pair whose clusters were kept apart.
    public func bridges(_ write: (String) throws -> Void) throws {
        try table(ofBridges: true, write)
    }

    private func table(ofBridges: Bool, _ write: (String) throws -> Void) throws {
        let names = result.model.comparisons.map { Self.cell($0.name) }
        var bytes = Array("id_l,id_r,probability,weight".utf8)
        for name in names { bytes += [0x2C] + name }
        if !verdicts.isEmpty { bytes += Array(",verdict".utf8) }
        if result.calibration != nil { bytes += Array(",calibrated".utf8) }
        bytes += [0x0D, 0x0A]
        // Few vectors stand for many pairs.
        var levels: [Int: [UInt8]] = [:]
        func add(_ pair: LinkedPair) throws {
            append(id: pair.left, to: &bytes)
            bytes.append(0x2C)
            append(id: pair.right, to: &bytes)
            bytes.append(0x2C)
            Self.append(pair.probability, places: 6, to: &bytes)
            bytes.append(0x2C)
            Self.append(pair.weight, places: 2, to: &bytes)
            if levels[pair.vector] == nil { levels[pair.vector] = levelCells(pair.vector) }
            if let cells = levels[pair.vector] { bytes += cells }
            if !verdicts.isEmpty {
                bytes.append(0x2C)
                bytes += Array((verdicts[[pair.left, pair.right]]?.rawValue ?? "").utf8)
            }
            if let calibration = result.calibration {
                bytes.append(0x2C)
                Self.append(calibration.probability(pair.weight), places: 6, to: &bytes)
            }
            bytes += [0x0D, 0x0A]
            if bytes.count > Self.piece {
                try write(String(decoding: bytes, as: UTF8.self))
                bytes.removeAll(keepingCapacity: true)
            }
        }
        if ofBridges { try result.forEachBridge(add) } else { try result.forEachPair(add) }
        try write(String(decoding: bytes, as: UTF8.self))
    }

    /// One line a record in the order of the lists: its cluster, its id, its list.
    public func clusters(_ write: (String) throws -> Void) rethrows {
        var bytes = Array("cluster_id,id,list\r\n".utf8)
        let names = lists.map(Self.cell)
        for row in records.ids.indices {
            append(id: result.clusters[row], to: &bytes)
            bytes.append(0x2C)
            append(id: row, to: &bytes)
            bytes.append(0x2C)
            let list = records.lists.isEmpty ? 0 : Int(records.lists[row])
            if names.indices.contains(list) { bytes += names[list] }
            bytes += [0x0D, 0x0A]
            if bytes.count > Self.piece {
                try write(String(decoding: bytes, as: UTF8.self))
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try write(String(decoding: bytes, as: UTF8.self))
    }

    /// The labels of a vector's levels, a comma in front of each.
    private func levelCells(_ vector: Int) -> [UInt8] {
        result.levels(vector).enumerated().flatMap { place, level in [0x2C] + labels[place][level] }
    }

    private func append(id row: Int, to bytes: inout [UInt8]) {
        records.ids.withBytes(row) { Self.append($0, to: &bytes) }
    }

    private static func cell(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(text.utf8Span.span, to: &bytes)
        return bytes
    }

    /// Adds a cell, quoted where it must be; what a spreadsheet would take for a formula gets a leading apostrophe.
    private static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        guard !text.isEmpty else { return }
        var (isNumber, isQuoted) = (true, false)
        for index in text.indices {
            let byte = text[index]
            if index > 0, byte &- 0x30 > 9 { isNumber = false }
            if byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D { isQuoted = true }
        }
        let first = text[0]
        let isFormula = first == 0x3D || first == 0x40 || ((first == 0x2B || first == 0x2D) && !isNumber)
        bytes.append(addingCapacity: 2 * text.count + 3) { cell in
            if isQuoted { cell.append(0x22) }
            if isFormula, text.count > 1 { cell.append(0x27) }
            for index in text.indices {
                if text[index] == 0x22 { cell.append(0x22) }
                cell.append(text[index])
            }
            if isQuoted { cell.append(0x22) }
        }
    }

    private static func append(_ number: Double, places: Int, to bytes: inout [UInt8]) {
        let scale = places == 6 ? 1_000_000 : 100
        // Towards zero, so that nothing short of certain is written as 1.
        let whole = Int(number * Double(scale))
        if whole < 0 { bytes.append(0x2D) }
        var (rest, digits) = (abs(whole), 0)
        let start = bytes.count
        while rest > 0 || digits <= places {
            if digits == places { bytes.append(0x2E) }
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
            digits += 1
        }
        bytes[start...].reverse()
    }
}
