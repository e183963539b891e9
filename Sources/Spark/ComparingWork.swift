import Linkage
import Problems

extension PartitionWork {
    /// Lines in: kind, both rows, whether it is a true pair, the vector so far, the left record's fields, the right
    /// one's. Lines out: the first five, with the whole vector.
    func compare(_ lines: inout CellLines, _ sink: inout LineSink) throws(Problem) {
        let comparer = PartitionComparer(model, comparisons: nativeComparisons)
        let fields = comparer.model.fields
        var heads: [[Int]] = []
        var builder = RecordsBuilder(comparer.model)
        func flush() throws(Problem) {
            guard !heads.isEmpty else { return }
            let records = try builder.records(ids: Self.numbered(heads.count * 2), lists: [])
            for (head, vector) in zip(heads, try comparer.vectors(records)) {
                try sink.write([head[0], head[1], head[2], head[3], head[4] + vector])
            }
            heads.removeAll(keepingCapacity: true)
            builder = RecordsBuilder(comparer.model)
        }
        while let cells = try lines.next() {
            guard cells.count == 5 + 2 * fields.count else { throw Problem("spark.input") }
            var head: [Int] = []
            for cell in cells[..<5] { head.append(try CellLines.integer(cell)) }
            heads.append(head)
            for side in 0..<2 {
                for (place, field) in fields.enumerated() {
                    RecordLines.append(
                        cells[5 + side * fields.count + place], field.kind, to: &builder.columns[place])
                }
            }
            if heads.count == Self.pairsAtATime { try flush() }
        }
        try flush()
    }

    /// Ids where none are needed.
    private static func numbered(_ count: Int) -> [String] { [String](repeating: "", count: count) }

    /// Lines in: both rows, the vector, a cell for each frequency key. Lines out, for pairs at or above the lowest
    /// weight: both rows, the vector, the bits of the weight, and 1 where the pair joins.
    func score(_ lines: inout CellLines, _ sink: inout LineSink, _ trained: Trained) throws(Problem) {
        let scorer = try PartitionScorer(trained.model, totals: trained.totals)
        let (lowest, threshold) = (linker.lowestWeight(hasTruth: hasTruth), linker.thresholdWeight)
        var rows: [(l: Int, r: Int)] = []
        var vectors: [Int] = []
        var values = [[ValueCount?]](repeating: [], count: trained.totals.count)
        func flush() throws(Problem) {
            for (place, weight) in try scorer.weights(vectors, values).enumerated() where weight >= lowest {
                try sink.write([
                    rows[place].l, rows[place].r, vectors[place], Int(bitPattern: UInt(weight.bitPattern)),
                    weight >= threshold ? 1 : 0,
                ])
            }
            rows = []
            vectors = []
            for place in values.indices { values[place] = [] }
        }
        while let cells = try lines.next() {
            guard cells.count == 3 + values.count else { throw Problem("spark.input") }
            rows.append((try CellLines.integer(cells[0]), try CellLines.integer(cells[1])))
            vectors.append(try CellLines.integer(cells[2]))
            for place in values.indices { values[place].append(try Self.value(cells[3 + place])) }
            if vectors.count == Self.pairsAtATime { try flush() }
        }
        try flush()
    }

    /// The count in a cell: records, then words, blanks between them; nil where the cell is empty.
    static func value(_ cell: ArraySlice<UInt8>) throws(Problem) -> ValueCount? {
        var numbers: [Int] = []
        for part in cell.split(separator: 0x20) { numbers.append(try CellLines.integer(part)) }
        return numbers.isEmpty ? nil : ValueCount(records: numbers[0], words: Array(numbers.dropFirst()))
    }
}
