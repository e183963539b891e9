import Linkage
import Problems

extension PartitionWork {
    /// Lines in, by connected part: part, 0, row, list, –, –, id, fields, frequency cells for a record; behind a part's
    /// records part, 1, both rows, the vector, the bits of the weight for a pair. Lines out: 0, row, the row that names
    /// its cluster, 0, 0; and for a pair whose clusters were kept apart 1, both rows, vector, weight.
    func cluster(_ lines: inout CellLines, _ sink: inout LineSink, _ trained: Trained) throws(Problem) {
        let scorer = try PartitionScorer(trained.model, totals: trained.totals)
        let fields = model.fields
        var batch = Batch(scorer.model, frequencyKeys: trained.totals.count)
        var part = -1
        while let cells = try lines.next() {
            guard cells.count == 7 + fields.count + trained.totals.count else { throw Problem("spark.input") }
            let own = try CellLines.integer(cells[0])
            if own != part, batch.ids.count >= Self.recordsAtATime {
                try flush(batch, scorer, &sink)
                batch = Batch(scorer.model, frequencyKeys: trained.totals.count)
            }
            part = own
            let (x, y) = (try CellLines.integer(cells[2]), try CellLines.integer(cells[3]))
            if try CellLines.integer(cells[1]) == 0 {
                batch.rows.append(x)
                batch.lists.append(UInt16(truncatingIfNeeded: y))
                batch.ids.append(String(decoding: RecordLines.unescaped(cells[6]), as: UTF8.self))
                for (place, field) in fields.enumerated() {
                    RecordLines.append(cells[7 + place], field.kind, to: &batch.builder.columns[place])
                }
                for place in batch.values.indices {
                    batch.values[place].append(try Self.value(cells[7 + fields.count + place]))
                }
            } else {
                let weight = Double(bitPattern: UInt64(UInt(bitPattern: try CellLines.integer(cells[5]))))
                batch.pairs.append(
                    LinkedPair(left: x, right: y, weight: weight, vector: try CellLines.integer(cells[4])))
            }
        }
        try flush(batch, scorer, &sink)
    }

    /// Whole connected parts.
    private struct Batch {
        var rows: [Int] = []
        var lists: [UInt16] = []
        var ids: [String] = []
        var builder: RecordsBuilder
        var values: [[ValueCount?]]
        /// By rows of all records.
        var pairs: [LinkedPair] = []

        init(_ model: LinkageModel, frequencyKeys: Int) {
            builder = RecordsBuilder(model)
            values = [[ValueCount?]](repeating: [], count: frequencyKeys)
        }
    }

    private func flush(_ batch: Batch, _ scorer: PartitionScorer, _ sink: inout LineSink) throws(Problem) {
        guard !batch.rows.isEmpty else { return }
        // Within a part the records stand in the order of all rows, so the smaller row stays the left one.
        var places: [Int: Int] = [:]
        for (place, row) in batch.rows.enumerated() { places[row] = place }
        var pairs: [LinkedPair] = []
        for pair in batch.pairs {
            guard let left = places[pair.left], let right = places[pair.right] else { throw Problem("spark.input") }
            pairs.append(LinkedPair(left: left, right: right, weight: pair.weight, vector: pair.vector))
        }
        let records = try batch.builder.records(ids: batch.ids, lists: hasLists ? batch.lists : [])
        let found = try scorer.clusters(records, batch.values, pairs)
        for (place, name) in found.names.enumerated() {
            try sink.write([0, batch.rows[place], batch.rows[name], 0, 0])
        }
        for pair in found.bridges {
            try sink.write([
                1, batch.rows[pair.left], batch.rows[pair.right], pair.vector,
                Int(bitPattern: UInt(pair.weight.bitPattern)),
            ])
        }
    }

    /// Connects records along the pairs that join: for each record with such a pair the smallest row of its part.
    func connect(_ job: JobFolder) throws(Problem) {
        var parts = DisjointRows(count: records)
        var isLinked = [Bool](repeating: false, count: records)
        try job.readNumbers("pairs", columns: 5) { cells throws(Problem) in
            guard cells[4] == 1 else { return }
            guard isLinked.indices.contains(cells[0]), isLinked.indices.contains(cells[1]) else {
                throw Problem("spark.input", at: Place(file: "pairs"))
            }
            isLinked[cells[0]] = true
            isLinked[cells[1]] = true
            parts.join(cells[0], cells[1])
        }
        try job.writeNumbers("parts.tsv") { sink throws(Problem) in
            for row in isLinked.indices where isLinked[row] { try sink.write([row, parts.root(row)]) }
        }
    }
}
