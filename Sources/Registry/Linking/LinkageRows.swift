import Linkage
import Tabular

/// Some rows of a list, cleaned, as a ``LinkageCollector`` hands them out.
struct LinkageRows: Sendable {
    var columns: [RecordColumnPart]
    var ids: RecordIDs
    var truth: TruthBuilder.Part?
    /// The collector's number among those of its list.
    var collector: Int
}

/// Cleans batches of a list; what it has seen of texts stays with it, so that parts made by several collectors are put
/// together in the end.
struct LinkageCollector: Sendable {
    /// Where a list's columns stand.
    struct Places: Sendable {
        /// For each field of the model.
        var fields: [Int?]
        var id: Int?
        var truth: Int?
        /// What stands in front of each id.
        var prefix: [UInt8]
    }

    private let number: Int
    private let places: Places
    private var cleaners: [FieldCleaner]
    private(set) var columns: [RecordColumnBuilder]
    private(set) var truth = TruthBuilder()
    private var rows: [Int] = []
    private var name: [UInt8] = []

    init(number: Int, _ fields: [LinkageField], _ cleaners: [FieldCleaner], _ places: Places) {
        self.number = number
        self.places = places
        self.cleaners = cleaners
        columns = fields.map { RecordColumnBuilder($0.kind) }
    }

    mutating func collect(_ batch: RecordBatch) -> LinkageRows {
        rows.removeAll(keepingCapacity: true)
        for row in 0..<batch.count where !batch.isBlank(row) { rows.append(row) }
        for (place, column) in places.fields.enumerated() {
            if let column {
                cleaners[place].append(batch, rows, column, to: &columns[place])
            } else {
                for _ in rows { columns[place].appendMissing() }
            }
        }
        if let column = places.truth {
            let bytes = batch.bytes.span
            for row in rows { truth.append(bytes.extracting(batch.range(row, column))) }
        }
        let ids = ids(batch)
        return LinkageRows(
            columns: columns.indices.map { columns[$0].takePart() }, ids: ids,
            truth: places.truth == nil ? nil : truth.takePart(), collector: number)
    }

    /// The collector without what only collecting further rows needs.
    func finished() -> LinkageCollector {
        var finished = self
        finished.truth.finish()
        for place in columns.indices { finished.columns[place].finish() }
        return finished
    }

    private mutating func ids(_ batch: RecordBatch) -> RecordIDs {
        var ids = RecordIDs()
        ids.reserve(rows.count)
        let bytes = batch.bytes.span
        for row in rows {
            guard places.id == nil || !places.prefix.isEmpty else {
                ids.append(bytes.extracting(batch.range(row, places.id ?? 0)))
                continue
            }
            name.removeAll(keepingCapacity: true)
            name.append(contentsOf: places.prefix)
            if let column = places.id {
                name.append(contentsOf: batch.bytes[batch.range(row, column)])
            } else {
                name.append(contentsOf: String(batch.row(row)).utf8)
            }
            ids.append(name.span)
        }
        return ids
    }
}

/// The rows of all lists, put together.
struct LinkageAssembly {
    private var columns: [RecordColumnBuilder.Joiner]
    private(set) var ids = RecordIDs()
    private var truth = TruthBuilder.Joiner()
    private var collectors: [LinkageCollector] = []

    init(_ fields: [LinkageField]) { columns = fields.map { RecordColumnBuilder.Joiner($0.kind) } }

    /// Adds rows of the list that is being read.
    mutating func append(_ rows: LinkageRows) {
        let collector = collectors.count + rows.collector
        for place in columns.indices { columns[place].append(rows.columns[place], from: collector) }
        if let part = rows.truth { truth.append(part, from: collector) }
        ids.append(contentsOf: rows.ids)
    }

    /// Closes a list: these are the collectors that its rows are from.
    mutating func close(_ made: [LinkageCollector]) { collectors += made.map { $0.finished() } }

    /// The columns; they are handed out once.
    mutating func takeColumns(threads: Int) -> [RecordColumn] {
        let made = collectors.map(\.columns)
        collectors = []
        let builders = columns.indices.map { place in made.map { $0[place] } }
        return RecordColumnBuilder.Joiner.columns(&columns, of: builders, threads: threads)
    }

    /// Numbers for the distinct texts of the truth column; 0 where it is empty. They are handed out once.
    mutating func takeTruth() -> [UInt32] {
        let joiner = truth
        truth = TruthBuilder.Joiner()
        return joiner.numbers(of: collectors.map(\.truth))
    }
}
