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

    /// One line a pair: both ids, the probability, the weight in bits, the level of each comparison, and where people
    /// know pairs what they know of it.
    public func pairs(_ write: (String) throws -> Void) rethrows {
        try pairs(result.pairs, write)
    }

    /// One line for each pair whose clusters were kept apart.
    public func bridges(_ write: (String) throws -> Void) rethrows {
        try pairs(result.bridges, write)
    }

    private func pairs(_ pairs: [LinkedPair], _ write: (String) throws -> Void) rethrows {
        let names = result.model.comparisons.map { Self.cell($0.name) }
        var bytes = Array("id_l,id_r,probability,weight".utf8)
        for name in names { bytes += [0x2C] + name }
        if !verdicts.isEmpty { bytes += Array(",verdict".utf8) }
        bytes += [0x0D, 0x0A]
        for pair in pairs {
            bytes += Self.cell(records.ids[pair.left])
            bytes.append(0x2C)
            bytes += Self.cell(records.ids[pair.right])
            bytes.append(0x2C)
            Self.append(pair.probability, places: 6, to: &bytes)
            bytes.append(0x2C)
            Self.append(pair.weight, places: 2, to: &bytes)
            for (place, level) in result.levels(pair.vector).enumerated() {
                bytes.append(0x2C)
                bytes += labels[place][level]
            }
            if !verdicts.isEmpty {
                bytes.append(0x2C)
                bytes += Array((verdicts[[pair.left, pair.right]]?.rawValue ?? "").utf8)
            }
            bytes += [0x0D, 0x0A]
            if bytes.count > Self.piece {
                try write(String(decoding: bytes, as: UTF8.self))
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try write(String(decoding: bytes, as: UTF8.self))
    }

    /// One line a record in the order of the lists: its cluster, its id, its list.
    public func clusters(_ write: (String) throws -> Void) rethrows {
        var bytes = Array("cluster_id,id,list\r\n".utf8)
        let names = lists.map(Self.cell)
        for row in records.ids.indices {
            bytes += Self.cell(records.ids[result.clusters[row]])
            bytes.append(0x2C)
            bytes += Self.cell(records.ids[row])
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

    /// A cell, quoted where it must be; what a spreadsheet would take for a formula gets a leading apostrophe.
    private static func cell(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        if let first = bytes.first, bytes.count > 1, first == 0x3D || first == 0x40 || first == 0x2B || first == 0x2D,
            first == 0x3D || first == 0x40 || !bytes.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        {
            bytes.insert(0x27, at: 0)
        }
        guard bytes.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return bytes }
        return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }

    private static func append(_ number: Double, places: Int, to bytes: inout [UInt8]) {
        let scale = places == 6 ? 1_000_000 : 100
        // Towards zero, so that nothing short of certain is written as 1.
        let whole = Int(number * Double(scale))
        if whole < 0 { bytes.append(0x2D) }
        bytes += Array(String(abs(whole) / scale).utf8)
        bytes.append(0x2E)
        let fraction = String(abs(whole) % scale)
        bytes += [UInt8](repeating: 0x30, count: places - fraction.utf8.count)
        bytes += Array(fraction.utf8)
    }
}
