import Foundation
import Kernels
public import Problems

/// How common the values of a field are elsewhere: in a whole country, where the records are a part of it.
public struct FrequencyTable: Sendable {
    /// The values, cleaned as the field's own values are.
    public let values: RecordColumn
    /// How often each occurs; values that come out the same are added up.
    public let counts: [Int]

    /// - Throws: `linkage.columns` where there is not one count for each value.
    public init(_ values: RecordColumn, counts: [Int]) throws(Problem) {
        guard values.count == counts.count else { throw Problem("linkage.columns") }
        self.values = values
        self.counts = counts
    }
}

extension Linker {
    /// - Throws: `linkage.frequency-key` for a table of a key that no level weighs by frequency,
    ///   `linkage.frequency-missing` where the model names a table and none was handed in.
    func checkFrequencies() throws(Problem) {
        for key in frequencies.keys.sorted() { _ = try model.frequencyKey(key) }
        if let missing = (model.frequencyFiles ?? [:]).keys.sorted().first(where: { frequencies[$0] == nil }) {
            throw Problem("linkage.frequency-missing", value: missing)
        }
    }

    /// The frequencies of all keys, those with a table from it; nil where there is no table, so that all are counted.
    ///
    /// - Throws: `linkage.field` for values of another kind than the field's.
    func tabled(_ frame: RecordFrame) throws(Problem) -> [Frequencies]? {
        let keys = model.frequencyKeys
        guard !frequencies.isEmpty else { return nil }
        return try keys.map { key throws(Problem) in
            let counted: Frequencies?
            if let table = frequencies[key.text] {
                counted = try Frequencies(key, frame, table)
            } else {
                counted = Frequencies(key, frame)
            }
            guard let counted else { throw Problem("linkage.key", value: key.text) }
            return counted
        }
    }
}

extension LinkageModel {
    /// The key by which a table of frequencies is named.
    ///
    /// - Throws: `linkage.frequency-key` where no level is weighed by its frequency, `linkage.frequency-none` where none is
    ///   by any.
    public func frequencyKey(_ text: String) throws(Problem) -> FieldKey {
        let keys = frequencyKeys
        guard !keys.isEmpty else { throw Problem("linkage.frequency-none", value: text) }
        guard let key = keys.first(where: { $0.text == text }) else {
            throw Problem("linkage.frequency-key", value: text, ["keys": keys.map(\.text).joined(separator: ", ")])
        }
        return key
    }
}

extension Frequencies {
    /// Frequencies from a table alone: the records' own counts do not take part.
    ///
    /// A text's share is its count, shrunk by the guess from its words as for own counts; a text that the table does not
    /// have counts as if it stood there once, unless the table holds single words only: then the guess is all there is.
    convenience init?(_ key: FieldKey, _ frame: RecordFrame, _ table: FrequencyTable) throws(Problem) {
        guard let part = frame.layout.part(key), let kind = frame.layout.kinds[key.field] else { return nil }
        guard table.values.kind == kind else {
            throw Problem("linkage.field", at: Place(column: key.field), ["kind": kind.rawValue])
        }
        if case .text(let codes, let store) = table.values, let own = frame.texts[key.text] {
            let made = DerivedTexts(store, key)
            var counts = [Double](repeating: 0, count: made.store.count + 1)
            for (code, count) in zip(codes, table.counts) {
                counts[Int(made.table[Int(code)])] += Double(max(0, count))
            }
            counts[0] = 0
            let (words, present) = (WordTable(made.store, weights: counts), counts.reduce(0, +))
            let found = counts
            let byCode = (0...own.count).map { code -> Float in
                guard code > 0, present > 0 else { return 0 }
                let text = own.slice(UInt32(code))
                let count = found[Int(made.store.find(Array(text).span))]
                let guess = words.product(text)
                if count == 0, guess.words > 1, !words.hasPhrases { return Float(log(guess.share)) }
                return Self.logShare(max(1, count), guess: guess.share, of: present)
            }
            self.init(key, part, byCode: byCode)
            return
        }
        let packed = PackedRecords(count: table.values.count, stride: frame.layout.stride)
        guard let slot = frame.layout.slots[key.field] else { return nil }
        packed.set(Self.words(table.values, slot), at: 0, word: slot.word, shift: slot.shift)
        var counts: [UInt64: UInt64] = [:]
        var present = 0.0
        for (row, count) in table.counts.enumerated() where count > 0 {
            present += Double(count)
            let value = packed.key([part], row)
            if value != 0 { counts[value, default: 0] += UInt64(count) }
        }
        self.init(key, part, counts: counts, total: max(1, present))
    }

    /// Values as they stand in a slot of a packed record; 0 for one that is longer than any record's.
    private static func words(_ values: RecordColumn, _ slot: RecordLayout.Slot) -> [UInt64] {
        switch values {
        case .digits(let words):
            let down = UInt64(64 - slot.width)
            return words.map { $0 & ~(~0 << down) == 0 ? $0 >> down : 0 }
        case .date(let dates): return dates.map(RecordFrame.dateDigits)
        case .number(let numbers): return numbers.map(PairTest.packed)
        case .text(let codes, _): return codes.map { _ in 0 }
        }
    }
}
