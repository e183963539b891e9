import Kernels
import Problems

/// Where the values of each key stand in a packed record.
struct RecordLayout: Sendable {
    /// A run of bits inside one word.
    struct Slot: Sendable, Hashable {
        var word: Int
        var shift: Int
        var width: Int

        var mask: UInt64 { (width == 64 ? ~0 : (1 << UInt64(width)) - 1) << UInt64(shift) }
    }

    /// Slots of fields and of keys made from texts, by their written form; `days` of a date stand under `FIELD#days`.
    private(set) var slots: [String: Slot] = [:]
    private(set) var kinds: [String: LinkageField.Kind] = [:]
    private(set) var stride = 1
    static let list = "#list"

    /// - Parameter widths: how many bits each slot needs; placed largest first into the first word with room.
    init(widths: [(name: String, bits: Int)], kinds: [String: LinkageField.Kind]) {
        self.kinds = kinds
        var free: [Int] = []
        for item in widths.sorted(by: { ($1.bits, $0.name) < ($0.bits, $1.name) }) {
            let word = free.firstIndex { $0 >= item.bits } ?? free.count
            if word == free.count { free.append(64) }
            slots[item.name] = Slot(word: word, shift: 64 - free[word], width: item.bits)
            free[word] -= item.bits
        }
        stride = max(1, free.count)
    }

    /// The bits of a key in a record; nil for a key that the field does not have.
    func part(_ key: FieldKey) -> PackedPart? {
        guard let kind = kinds[key.field] else { return nil }
        switch kind {
        case .text: return slots[key.text].map { PackedPart(word: $0.word, mask: $0.mask) }
        case .number:
            guard key.part == .whole, key.positions == nil else { return nil }
            return slots[key.field].map { PackedPart(word: $0.word, mask: $0.mask) }
        case .digits:
            guard key.part == .whole, let slot = slots[key.field] else { return nil }
            guard let positions = key.positions else { return PackedPart(word: slot.word, mask: slot.mask) }
            return digits(slot, positions)
        case .date:
            guard key.positions == nil, let slot = slots[key.field] else { return nil }
            switch key.part {
            case .whole: return PackedPart(word: slot.word, mask: slot.mask)
            case .year: return digits(slot, 1...4)
            case .month: return digits(slot, 5...6)
            case .day: return digits(slot, 7...8)
            default: return nil
            }
        }
    }

    /// How far the digits of a field must be shifted to stand at the top of a word.
    func lift(_ field: String) -> Int { slots[field].map { 64 - $0.shift - $0.width } ?? 0 }

    private func digits(_ slot: Slot, _ positions: ClosedRange<Int>) -> PackedPart? {
        guard positions.upperBound * 4 <= slot.width else { return nil }
        var mask: UInt64 = 0
        for position in positions { mask |= nibble(slot, position) }
        return PackedPart(word: slot.word, mask: mask, present: nibble(slot, positions.upperBound))
    }

    private func nibble(_ slot: Slot, _ position: Int) -> UInt64 {
        15 << UInt64(slot.shift + slot.width - 4 * position)
    }
}
