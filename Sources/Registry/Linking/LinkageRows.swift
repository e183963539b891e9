import Linkage
import Tabular

/// Some rows of a list, cleaned; parts made on several threads are put together in the order of the list.
struct LinkageRows: Sendable {
    private(set) var columns: [RecordColumnBuilder]
    private(set) var ids: [String] = []
    private var truth = TextColumnBuilder()

    init(_ fields: [LinkageField]) {
        columns = fields.map { RecordColumnBuilder($0.kind) }
    }

    init(
        _ batch: RecordBatch, _ fields: [LinkageField], _ cleaners: [FieldCleaner], _ places: [Int?], id: Int?,
        truth truthPlace: Int?, prefix: String
    ) {
        self.init(fields)
        let bytes = batch.bytes.span
        var rows: [Int] = []
        rows.reserveCapacity(batch.count)
        for row in 0..<batch.count where !batch.isBlank(row) { rows.append(row) }
        for (place, column) in places.enumerated() {
            var cleaner = cleaners[place]
            for row in rows {
                guard let column else {
                    columns[place].appendMissing()
                    continue
                }
                cleaner.append(bytes.extracting(batch.range(row, column)), to: &columns[place])
            }
        }
        ids.reserveCapacity(rows.count)
        for row in rows {
            let own = id.map { batch.text(row, $0) } ?? String(batch.row(row))
            ids.append(prefix.isEmpty ? own : prefix + own)
        }
        guard let truthPlace else { return }
        for row in rows {
            let range = batch.range(row, truthPlace)
            if range.isEmpty { truth.appendMissing() } else { truth.append(bytes.extracting(range)) }
        }
    }

    mutating func append(_ other: LinkageRows) {
        for place in columns.indices { columns[place].append(contentsOf: other.columns[place]) }
        ids.append(contentsOf: other.ids)
        if other.truth.count > 0 { truth.append(contentsOf: other.truth) }
    }

    /// Numbers from 1 for the distinct texts of the truth column; 0 where it is empty.
    var truthCodes: [UInt32] { truth.codes.map { UInt32($0 + 1) } }
}
