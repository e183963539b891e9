import Linkage
import Tabular

/// Rows of lists, cleaned; parts made on several threads are put together in the order of the lists.
struct LinkageRows: Sendable {
    private(set) var columns: [RecordColumnBuilder]
    private(set) var ids = RecordIDs()
    private var truth = TruthBuilder()
    private var ragged = RaggedRows()
    private var swallowed = SwallowedRows()
    /// By field.
    private var cells: [FieldReading.Cells]

    /// Where a list's columns stand.
    struct Places: Sendable {
        /// For each field of the model.
        var fields: [Int?]
        var id: Int?
        var truth: Int?
        /// What stands in front of each id.
        var prefix: [UInt8]
        var layout: Layout
    }

    init(_ fields: [LinkageField]) {
        columns = fields.map { RecordColumnBuilder($0.kind) }
        cells = fields.map { _ in FieldReading.Cells() }
    }

    /// - Parameter cleaners: for each field; they keep memory from batch to batch, nothing else.
    init(_ batch: RecordBatch, _ fields: [LinkageField], _ cleaners: inout [FieldCleaner], _ places: Places) {
        self.init(fields)
        var rows: [Int] = []
        rows.reserveCapacity(batch.count)
        for row in 0..<batch.count where !batch.isBlank(row) { rows.append(row) }
        ragged.look(at: batch, rows, places.layout)
        swallowed.look(at: batch, places.layout)
        for (place, column) in places.fields.enumerated() {
            if let column {
                cleaners[place].append(batch, rows, column, to: &columns[place])
                cells[place] = cleaners[place].takeCells()
            } else {
                for _ in rows { columns[place].appendMissing() }
            }
        }
        readIDs(batch, rows, places)
        guard let column = places.truth else { return }
        let bytes = batch.bytes.span
        for row in rows { truth.append(bytes.extracting(batch.range(row, column))) }
    }

    private mutating func readIDs(_ batch: RecordBatch, _ rows: [Int], _ places: Places) {
        ids.reserve(rows.count)
        let bytes = batch.bytes.span
        var name: [UInt8] = []
        for row in rows {
            if let column = places.id, places.prefix.isEmpty {
                ids.append(bytes.extracting(batch.range(row, column)))
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
    }

    mutating func append(_ other: LinkageRows) {
        for place in columns.indices { columns[place].append(contentsOf: other.columns[place]) }
        ids.append(contentsOf: other.ids)
        truth.append(contentsOf: other.truth)
        ragged.append(other.ragged)
        swallowed.append(other.swallowed)
        for place in cells.indices { cells[place] += other.cells[place] }
    }

    /// What of the rows since the last call is odd.
    mutating func takeOddities() -> (ragged: RaggedRows, swallowed: SwallowedRows) {
        defer { (ragged, swallowed) = (RaggedRows(), SwallowedRows()) }
        return (ragged, swallowed)
    }

    /// How the cells of the rows since the last call were read, by field.
    mutating func takeCells() -> [FieldReading.Cells] {
        defer { cells = cells.map { _ in FieldReading.Cells() } }
        return cells
    }

    /// The columns; they are handed out once.
    mutating func takeColumns() -> [RecordColumn] { columns.indices.map { columns[$0].takeColumn() } }

    /// Numbers for the distinct texts of the truth column, 0 where it is empty; they are handed out once.
    mutating func takeTruth() -> [UInt32] { truth.takeNumbers() }
}
