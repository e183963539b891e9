import Kernels

/// For each text of a field the code of what a key makes of it.
struct DerivedTexts: Sendable {
    var store: TextStore
    /// From the field's code to the code in `store`; 0 where nothing is left.
    var table: [UInt32]

    init(_ texts: TextStore, _ key: FieldKey) {
        var store = TextStore()
        var table: [UInt32] = [0]
        table.reserveCapacity(texts.count + 1)
        if texts.count > 0 {
            for code in 1...UInt32(texts.count) {
                table.append(store.code(of: Self.derived(texts.slice(code), key).span))
            }
        }
        self.store = store
        self.table = table
    }

    /// What a key makes of one text.
    static func derived(_ bytes: ArraySlice<UInt8>, _ key: FieldKey) -> [UInt8] {
        var out: [UInt8]
        switch key.part {
        case .first: out = Array(bytes.prefix { $0 != 0x20 })
        case .last: out = Array(bytes.reversed().prefix { $0 != 0x20 }.reversed())
        case .sorted:
            let words = bytes.split(separator: 0x20)
            if words.count < 2 {
                out = Array(bytes)
            } else {
                out = []
                out.reserveCapacity(bytes.count)
                for word in words.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                    if !out.isEmpty { out.append(0x20) }
                    out.append(contentsOf: word)
                }
            }
        default: out = Array(bytes)
        }
        guard let positions = key.positions else { return out }
        // Positions count characters: a continuation byte belongs to the one before it.
        var starts: [Int] = []
        for (offset, byte) in out.enumerated() where byte & 0xC0 != 0x80 {
            starts.append(offset)
            if starts.count > positions.upperBound { break }
        }
        guard starts.count >= positions.upperBound else { return [] }
        let end = starts.count > positions.upperBound ? starts[positions.upperBound] : out.count
        return Array(out[starts[positions.lowerBound - 1]..<end])
    }
}
