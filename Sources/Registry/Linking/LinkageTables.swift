public import Linkage
import Tabular

/// The result of linking as delimited text, piece by piece. Pieces are made on several threads and written in their
/// order, so that a table is the same for any number of threads.
public struct LinkageTables: Sendable {
    private let result: LinkageResult
    private let records: LinkageRecords
    /// The lists' names as cells.
    private let lists: [[UInt8]]
    private let levels: LevelCells
    /// What people know of pairs; a column of its own where they know anything.
    private let verdicts: [Rows: KnownPair.Verdict]

    /// Rows or pairs whose ids are fetched at a time.
    private static let group = 64

    /// What one thread keeps from piece to piece.
    private struct Own {
        var levels: LevelCells
        var pairs: [LinkedPair] = []
        var rows: [Int] = []
    }

    private struct Rows: Hashable {
        let left: Int
        let right: Int
    }

    /// - Parameter lists: the lists' names.
    public init(_ result: LinkageResult, _ file: LinkageFile) {
        self.result = result
        records = file.records
        lists = file.names.map(LevelCells.cell)
        levels = LevelCells(result)
        verdicts = Dictionary(
            result.known.map { (Rows(left: $0.pair.left, right: $0.pair.right), $0.verdict) },
            uniquingKeysWith: { first, _ in first })
    }

    /// One line a pair: both ids, the probability, the weight in bits, the level of each comparison, where people know
    /// pairs what they know of it, and where that was asked for the calibrated probability.
    ///
    /// - Parameter write: takes the pieces in their order as UTF-8, one at a time, on several threads.
    /// - Throws: what `write` throws; `linkage.scratch` where pairs cannot be read.
    public func pairs(threads: Int, _ write: @Sendable ([UInt8]) throws -> Void) throws {
        try table(result.pairCount, threads: threads, write) { try result.forEachPair(in: $0, $1) }
    }

    /// One line for each pair whose clusters were kept apart; as ``pairs(threads:_:)``.
    public func bridges(threads: Int, _ write: @Sendable ([UInt8]) throws -> Void) throws {
        try table(result.bridgeCount, threads: threads, write) { try result.forEachBridge(in: $0, $1) }
    }

    private func table(
        _ count: Int, threads: Int, _ write: @Sendable ([UInt8]) throws -> Void,
        _ forEach: @Sendable (Range<Int>, (LinkedPair) throws -> Void) throws -> Void
    ) throws {
        var header = RowText()
        header.append("id_l,id_r,probability,weight".utf8Span.span)
        for comparison in result.model.comparisons {
            header.next()
            header.append(cell: comparison.name)
        }
        if !verdicts.isEmpty { header.append(",verdict".utf8Span.span) }
        if result.calibration != nil { header.append(",calibrated".utf8Span.span) }
        header.endRow()
        let pieces = RowPieces(count, rowBytes: 2 * idBytes + levels.most + 34, threads: threads)
        try pieces.write(
            header: header, context: { Own(levels: levels) },
            add: { own, places, text in
                try forEach(places) { pair in
                    own.pairs.append(pair)
                    if own.pairs.count == Self.group { flush(&own, to: &text) }
                }
                flush(&own, to: &text)
            }, write)
    }

    /// One line a record in the order of the lists: its cluster, its id, its list; as ``pairs(threads:_:)``.
    public func clusters(threads: Int, _ write: @Sendable ([UInt8]) throws -> Void) throws {
        var header = RowText()
        header.append("cluster_id,id,list\r\n".utf8Span.span)
        let rowBytes = 2 * idBytes + (lists.map(\.count).max() ?? 0) + 4
        try RowPieces(records.count, rowBytes: rowBytes, threads: threads).write(
            header: header, context: {},
            add: { _, rows, text in
                for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.group) {
                    let group = first..<min(first + Self.group, rows.upperBound)
                    records.ids.fetch(Array(result.clusters[group]))
                    for row in group { append(row: row, to: &text) }
                }
            }, write)
    }

    private func append(row: Int, to text: inout RowText) {
        append(id: result.clusters[row], to: &text)
        text.next()
        append(id: row, to: &text)
        text.next()
        let list = records.lists.isEmpty ? 0 : Int(records.lists[row])
        if lists.indices.contains(list) {
            let name = lists[list]
            text.append(name.span)
        }
        text.endRow()
    }

    /// What an id takes on average.
    private var idBytes: Int { records.ids.byteCount / max(1, records.count) }

    private func append(id row: Int, to text: inout RowText) { records.ids.withBytes(row) { text.append(cell: $0) } }

    /// Writes the pairs that wait.
    private func flush(_ own: inout Own, to text: inout RowText) {
        own.rows.removeAll(keepingCapacity: true)
        for pair in own.pairs { own.rows.append(pair.right) }
        records.ids.fetch(own.rows)
        for pair in own.pairs { append(pair, &own.levels, to: &text) }
        own.pairs.removeAll(keepingCapacity: true)
    }

    private func append(_ pair: LinkedPair, _ levels: inout LevelCells, to text: inout RowText) {
        // Of two lists the first one's record stands left; of one list the one whose id comes first, so that a pair is
        // written alike whatever the order of the rows.
        let isOfOneList = records.lists.isEmpty || records.lists[pair.left] == records.lists[pair.right]
        let isTurned = isOfOneList && records.ids.comesFirst(pair.right, pair.left)
        append(id: isTurned ? pair.right : pair.left, to: &text)
        text.next()
        append(id: isTurned ? pair.left : pair.right, to: &text)
        text.next()
        // Towards zero, so that nothing short of certain is written as 1.
        text.append(Int(pair.probability * 1_000_000), decimals: 6)
        text.next()
        text.append(Int(pair.weight * 100), decimals: 2)
        let cells = levels[pair.vector]
        text.append(cells.span)
        if !verdicts.isEmpty {
            text.next()
            let verdict = verdicts[Rows(left: pair.left, right: pair.right)]?.rawValue ?? ""
            text.append(verdict.utf8Span.span)
        }
        if let calibration = result.calibration {
            text.next()
            text.append(Int(calibration.probability(pair.weight) * 1_000_000), decimals: 6)
        }
        text.endRow()
    }
}
