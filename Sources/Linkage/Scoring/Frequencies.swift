import Foundation
import Kernels

/// How common each value of a key is, for pairs that agree on it.
final class Frequencies: Sendable {
    let key: FieldKey
    let part: PackedPart
    /// Logarithm of a value's share by text code.
    private let byCode: [Float]
    /// Value by key for fields without codes.
    private let byKey: NumberMap
    private let total: Double
    /// The logarithms of the shares of values that few records have, by how many.
    private let few: [Double]
    /// Logarithm of a value's share by row, where the values were counted elsewhere.
    private let byRow: [Double]
    /// The logarithm of the smallest share there is.
    let least: Double

    /// How many records a guess from the words of a text, or from the average, is worth beside the count itself.
    static let priorRecords = 1.0

    /// - Parameters:
    ///   - grouper: of the frame's records, where there is one already; not needed for a key made of a text.
    ///   - tallies: what was counted before.
    init?(_ key: FieldKey, _ frame: RecordFrame, _ grouper: KeyGrouper? = nil, _ tallies: KeyTallies? = nil) {
        guard let part = frame.layout.part(key) else { return nil }
        self.key = key
        self.part = part
        let count = frame.records.count
        byRow = []
        if let store = frame.texts[key.text] {
            var counts =
                tallies?.codes(part, most: store.count, frame, threads: 1)
                ?? frame.records.tally(part, most: store.count)
            let present = Double(count) - Double(counts[0])
            counts[0] = 0
            let guesses = WordShares.products(store, counts: counts)
            byCode = (0...store.count).map { code in
                guard code > 0, present > 0 else { return 0 }
                return Self.logShare(Double(counts[code]), guess: guesses[code], of: present)
            }
            byKey = NumberMap(capacity: 16)
            total = present
            few = []
            least = Double(byCode.dropFirst().min() ?? 0)
        } else {
            let found =
                tallies?.shared(part)
                ?? (frame.isSortedAtOnce ? Self.counted(part, frame, grouper) : Self.counted(frame.sorted(by: [part])))
            let present = found.present
            byCode = []
            byKey = found.counts
            total = Double(max(1, present))
            few = Self.few(of: total)
            least = log(1 / Double(max(1, present)))
        }
    }

    private static func counted(
        _ part: PackedPart, _ frame: RecordFrame, _ grouper: KeyGrouper?
    ) -> KeyTallies.Shared {
        if let counts = KeyCounts(frame.records, [part], threads: frame.threads) {
            return KeyTallies.Shared(counts: counts.shared, present: counts.present)
        }
        let found = (grouper ?? KeyGrouper(frame.records, threads: frame.threads)).groups([part])
        return KeyTallies.Shared(
            counts: NumberMap(sizesOf: found.groups, by: part, in: frame.records), present: found.present)
    }

    /// The same where only some keys are sorted at a time.
    private static func counted(_ ranges: KeyRanges) -> KeyTallies.Shared {
        var map = NumberMap(capacity: 1 << 12)
        var present = 0
        for range in ranges.ranges {
            if range.isOneKey, let count = range.count {
                if count > 1 { _ = map.insert(range.lower, UInt32(count)) }
                present += count
                continue
            }
            let sorted = ranges.sorted(range)
            var place = 0
            while place < sorted.count {
                var end = place + 1
                while end < sorted.count, sorted.keys[end] == sorted.keys[place] { end += 1 }
                if end - place > 1 { _ = map.insert(sorted.keys[place], UInt32(end - place)) }
                place = end
            }
            present += sorted.count
        }
        return KeyTallies.Shared(counts: map, present: present)
    }

    /// Counts the values of some keys in a frame; those that the frame cannot make are left out.
    static func counted(_ keys: [FieldKey], _ frame: RecordFrame, _ tallies: KeyTallies? = nil) -> [Frequencies] {
        let isText = keys.map { frame.texts[$0.text] != nil }
        var found = Workers.map(keys.count, threads: frame.threads) { place in
            isText[place] ? Frequencies(keys[place], frame, nil, tallies) : nil
        }
        let grouper = KeyGrouper(frame.records, threads: frame.threads)
        for place in keys.indices where !isText[place] {
            found[place] = Frequencies(keys[place], frame, grouper, tallies)
        }
        return found.compactMap(\.self)
    }

    /// - Parameters:
    ///   - byRow: for each record the logarithm of its value's share.
    ///   - least: no more than any of them.
    init(_ key: FieldKey, byRow: [Double], least: Double) {
        self.key = key
        self.byRow = byRow
        self.least = least
        part = PackedPart(word: 0, mask: 0)
        byCode = []
        byKey = NumberMap(capacity: 16)
        total = 1
        few = []
    }

    /// - Parameter byCode: the logarithm of a text's share by its code.
    init(_ key: FieldKey, _ part: PackedPart, byCode: [Float]) {
        (self.key, self.part, self.byCode) = (key, part, byCode)
        byRow = []
        byKey = NumberMap(capacity: 16)
        total = 1
        few = []
        least = Double(byCode.dropFirst().min() ?? 0)
    }

    /// - Parameters:
    ///   - counts: by the key of a packed record.
    ///   - total: what they and the values without a count come to.
    init(_ key: FieldKey, _ part: PackedPart, counts: [UInt64: UInt64], total: Double) {
        (self.key, self.part, self.total) = (key, part, total)
        byRow = []
        var map = NumberMap(capacity: counts.count)
        for (value, count) in counts { _ = map.insert(value, UInt32(clamping: count)) }
        byCode = []
        byKey = map
        few = Self.few(of: total)
        least = log(1 / total)
    }

    /// The logarithm of a text's share, its count and the guess from its words put together.
    static func logShare(_ count: Double, guess: Double, of present: Double) -> Float {
        Float(log((count + priorRecords * guess) / (present + priorRecords)))
    }

    private static func few(of total: Double) -> [Double] { (0..<1024).map { logCount(Double($0) / total) } }

    /// The logarithm of a share of counted records.
    static func logCount(_ share: Double) -> Double { log(share) }

    /// The logarithm of the share of records that have the value which a record has.
    func logShare(_ row: Int, _ records: PackedRecords) -> Double {
        if !byRow.isEmpty { return byRow[row] }
        if byCode.isEmpty {
            let count = Int(byKey[records.key(part, row)] ?? 1)
            return count < few.count ? few[count] : Self.logCount(Double(count) / total)
        }
        let code = Int((records.word(row, part.word) & part.mask) >> UInt64(part.mask.trailingZeroBitCount))
        // A text that came after the counting is as rare as can be.
        return code < byCode.count ? Double(byCode[code]) : least
    }
}
