import Kernels
import Problems

/// Records packed for comparison, with all that was made of their texts.
struct RecordFrame: Sendable {
    let records: PackedRecords
    let layout: RecordLayout
    /// Texts by the written form of their key.
    private(set) var texts: [String: TextStore]
    let units: [String: TextUnits]
    let listCount: Int
    let threads: Int
    /// How many rows may be sorted by a key at once.
    var rowsAtOnce = Int.max
    var isSortedAtOnce: Bool { rowsAtOnce >= records.count }

    /// - Parameter source: gives its values away, each column as soon as it is packed; ids and lists stay.
    /// - Throws: `linkage.field` where a field is missing or of another kind, `linkage.key` where a key cannot be made.
    init(
        _ source: inout LinkageRecords, _ model: LinkageModel, spare: Int = 0, threads: Int
    ) throws(Problem) {
        let count = source.count
        let keys = model.keys
        var kinds: [String: LinkageField.Kind] = [:]
        var columns: [String: RecordColumn] = [:]
        for field in model.fields {
            guard let column = source.columns[field.name], column.kind == field.kind else {
                throw Problem("linkage.field", at: Place(column: field.name), ["kind": field.kind.rawValue])
            }
            kinds[field.name] = field.kind
        }
        var taken = model.fields.map { source.takeColumn($0.name) ?? .number(RowValues()) }
        Workers.change(&taken, threads: threads) { place, column in
            if let limit = model.fields[place].mostSharing(of: count) { column.remove(commonerThan: limit) }
            if spare == 0 { column.dropIndex() }
        }
        for place in model.fields.indices.reversed() { columns[model.fields[place].name] = taken.remove(at: place) }
        var derived: [String: DerivedTexts] = [:]
        var texts: [String: TextStore] = [:]
        var widths: [(name: String, bits: Int)] = []
        // What takes longest begins first.
        let textKeys =
            keys.filter { kinds[$0.field] == .text && $0.part == .sorted }
            + keys.filter { kinds[$0.field] == .text && $0.part != .sorted }
        let given = columns.compactMapValues { column -> TextStore? in
            if case .text(_, let store) = column { store } else { nil }
        }
        let made = Workers.map(textKeys.count, threads: threads) { place -> DerivedTexts? in
            let key = textKeys[place]
            guard key.part != .whole || key.positions != nil, let store = given[key.field] else { return nil }
            var made = DerivedTexts(store, key)
            if spare == 0 { made.store.dropIndex() }
            return made
        }
        // An index keeps what it is asked about: new texts need codes too.
        let least = spare > 0 ? 28 : 1
        for (key, made) in zip(textKeys, made) {
            if let made {
                derived[key.text] = made
                texts[key.text] = made.store
            } else {
                texts[key.text] = given[key.field]
            }
            widths.append((key.text, max(least, Self.bits(texts[key.text]?.count ?? 0))))
        }
        for field in model.fields {
            switch columns[field.name] {
            case .digits(let words)?:
                let longest = words.pages.reduce(0) { $1.reduce($0) { $0 | $1 } }
                // Positions that keys speak of have a place even where no record reaches to them.
                let spoken = keys.reduce(1) { $1.field == field.name ? max($0, $1.positions?.upperBound ?? 1) : $0 }
                let digits = spare > 0 ? 16 : min(16, max(spoken, DigitStrings.length(longest)))
                widths.append((field.name, 4 * digits))
            case .date?:
                widths.append((field.name, 32))
                widths.append((field.name + "#days", 22))
            case .number?: widths.append((field.name, 64))
            default: continue
            }
        }
        let lists = Int(source.lists.max() ?? 0) + 1
        if !source.lists.isEmpty { widths.append((RecordLayout.list, Self.bits(lists))) }
        let layout = RecordLayout(widths: widths, kinds: kinds)
        for key in keys where layout.part(key) == nil { throw Problem("linkage.key", value: key.text) }
        let records = PackedRecords(count: count, stride: layout.stride, spare: spare)
        let packer = RecordPacker(records, layout, tables: derived.mapValues(\.table))
        packer.pack(&columns, model.fields.map(\.name), lists: source.lists, threads: threads)
        var units: [String: TextUnits] = [:]
        for key in model.measuredKeys { units[key.text] = texts[key.text].map { TextUnits($0, threads: threads) } }
        self.records = records
        self.layout = layout
        self.texts = texts
        self.units = units
        listCount = lists
        self.threads = threads
    }

    /// Gives the texts away: whoever adds to them must hold them alone, or they are copied.
    mutating func takeTexts() -> [String: TextStore] {
        defer { texts = [:] }
        return texts
    }

    /// Bits for the codes 0 to `count`.
    private static func bits(_ count: Int) -> Int { max(1, Int.bitWidth - count.leadingZeroBitCount) }

    /// The rows sorted by some parts, in as many ranges as ``rowsAtOnce`` asks for.
    func sorted(by parts: [PackedPart]) -> KeyRanges {
        KeyRanges(
            rows: records.count, rowsAtOnce: rowsAtOnce, threads: threads, key: records.keySource(parts))
    }

    /// The number of pairs that may be compared.
    func pairs(_ lists: [UInt16], crossListsOnly: Bool) -> Double {
        var sizes = [Int](repeating: 0, count: listCount)
        for list in lists { sizes[Int(list)] += 1 }
        return Self.pairs(records.count, listSizes: crossListsOnly ? sizes : [])
    }

    /// The number of pairs of records, without those within one list.
    static func pairs(_ records: Int, listSizes: [Int]) -> Double {
        func pairs(_ count: Int) -> Double { Double(count) * (Double(count) - 1) / 2 }
        return listSizes.reduce(pairs(records)) { $0 - ($1 == 0 ? 0 : pairs($1)) }
    }
}
