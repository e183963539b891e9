import Kernels
import Problems

/// Packs records that come one at a time behind those of a frame.
struct NewRecordPacker {
    /// A record as words, and its values of fields whose commonest ones say nothing.
    struct Packed {
        var words: [UInt64]
        fileprivate(set) var counted: [(field: String, value: UInt64)] = []
    }

    private let fields: [LinkageField]
    private let layout: RecordLayout
    private let units: [String: TextUnits]
    private var texts: [String: TextStore]
    private var common: [String: CommonCounts]

    /// - Parameters:
    ///   - frame: gives its texts away.
    ///   - common: by field, where the model tells a limit.
    init(_ model: LinkageModel, _ frame: inout RecordFrame, common: [String: CommonCounts]) {
        fields = model.fields
        (layout, units) = (frame.layout, frame.units)
        texts = frame.takeTexts()
        self.common = common
    }

    /// - Throws: `linkage.field` for a value of another kind than its field; `linkage.index-full` where no code is left for
    ///   a new text.
    mutating func packed(_ values: [String: LinkageIndex.Value]) throws(Problem) -> Packed {
        var packed = Packed(words: [UInt64](repeating: 0, count: layout.stride))
        for field in fields {
            guard let value = values[field.name] else { continue }
            try pack(value, field, &packed)
        }
        return packed
    }

    /// Counts the values of a record that was added.
    mutating func count(_ packed: Packed) {
        for (field, value) in packed.counted { common[field]?.add(value) }
    }

    private mutating func pack(
        _ value: LinkageIndex.Value, _ field: LinkageField, _ packed: inout Packed
    ) throws(Problem) {
        switch (value, field.kind) {
        case (.text(let text), .text): try pack(text, field.name, &packed)
        case (.digits(let digits), .digits):
            let word = DigitStrings.packed(Array(digits.utf8).span)
            guard let slot = layout.slots[field.name], word != 0, says(KeyMixer.mixed(word), field.name, &packed)
            else { return }
            set(field.name, word >> UInt64(64 - slot.width), &packed)
        case (.date(let year, let month, let day), .date):
            guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return }
            let number = UInt32(year * 10000 + month * 100 + day)
            guard CalendarDays.isDate(number), says(KeyMixer.mixed(UInt64(number)), field.name, &packed) else { return }
            set(field.name, RecordFrame.dateDigits(number), &packed)
            set(field.name + "#days", RecordFrame.days(number), &packed)
        case (.number(let number), .number): set(field.name, PairTest.packed(number), &packed)
        default: throw Problem("linkage.field", at: Place(column: field.name), ["kind": field.kind.rawValue])
        }
    }

    private mutating func pack(_ text: String, _ field: String, _ packed: inout Packed) throws(Problem) {
        guard !text.isEmpty, says(KeyMixer.hash(text.utf8Span.span), field, &packed) else { return }
        for (name, slot) in layout.slots {
            guard let key = FieldKey(text: name), key.field == field else { continue }
            let derived = DerivedTexts.derived(text, key)
            let before = texts[name]?.count ?? 0
            let code = texts[name]?.code(of: derived.span) ?? 0
            guard slot.width >= 64 - UInt64(code).leadingZeroBitCount else { throw Problem("linkage.index-full") }
            if (texts[name]?.count ?? 0) > before { units[name]?.append(derived.span) }
            set(name, UInt64(code), &packed)
        }
    }

    /// Whether a value says something, being on few enough records.
    private func says(_ value: UInt64, _ field: String, _ packed: inout Packed) -> Bool {
        guard let counts = common[field] else { return true }
        packed.counted.append((field, value))
        return !counts.isTooCommon(value)
    }

    private func set(_ name: String, _ value: UInt64, _ packed: inout Packed) {
        guard let slot = layout.slots[name] else { return }
        packed.words[slot.word] |= (value << UInt64(slot.shift)) & slot.mask
    }
}
