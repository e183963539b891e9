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

    /// Appends to `merged` the new codes of further rows.
    ///
    /// - Parameter codes: of the store with number `number`.
    public mutating func append(_ codes: [UInt32], of number: Int, to merged: inout [UInt32]) {
        let texts = stores[number]
        // The table leaves its place while it is filled: it would be copied otherwise.
        var table: [UInt32] = []
        swap(&table, &tables[number])
        for code in codes where code != 0 && table[Int(code)] == 0 {
            table[Int(code)] = store.code(of: texts.slice(code))
        }
        for code in codes { merged.append(table[Int(code)]) }
        swap(&table, &tables[number])
    }
}
