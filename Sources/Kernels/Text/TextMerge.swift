/// Puts codes of several stores together into codes of one, numbered by first appearance.
public struct TextMerge: Sendable {
    /// The texts that have appeared so far.
    public private(set) var store = TextStore()
    private let stores: [TextStore]
    /// For each store the new codes of its texts; 0 where a text has not appeared yet.
    private var tables: [[UInt32]]

    public init(_ stores: [TextStore]) {
        self.stores = stores
        tables = stores.map { [UInt32](repeating: 0, count: $0.count + 1) }
    }

    /// Gives the codes of a column their new numbers.
    ///
    /// - Parameter stretches: which store the codes are of, stretch by stretch of the column's rows.
    public mutating func renumber(_ codes: inout RowValues<UInt32>, _ stretches: [(store: Int, rows: Int)]) {
        var next = 0
        var left = 0
        codes.update { _, page in
            var row = 0
            while row < page.count {
                while left == 0, next < stretches.count {
                    left = stretches[next].rows
                    next += 1
                }
                let end = Swift.min(page.count, row + left)
                guard end > row else { return }
                renumber(&page, row..<end, of: stretches[next - 1].store)
                left -= end - row
                row = end
            }
        }
    }

    private mutating func renumber(_ codes: inout [UInt32], _ rows: Range<Int>, of number: Int) {
        let texts = stores[number]
        var table: [UInt32] = []
        swap(&table, &tables[number])
        for row in rows {
            let code = Int(codes[row])
            guard code != 0 else { continue }
            if table[code] == 0 { table[code] = store.code(of: texts.slice(codes[row])) }
            codes[row] = table[code]
        }
        swap(&table, &tables[number])
    }
}
