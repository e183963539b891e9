import Kernels
import Testing

@Suite("Keys sorted in ranges")
struct KeyRangeTests {
    /// Keys of some rows: most by themselves, some shared, one by very many, some rows without.
    private func keys(_ count: Int, hot: Int) -> [UInt64] {
        (0..<count).map { row in
            switch row % 7 {
            case 0: 0
            case 1, 2: KeyMixer.mixed(UInt64(row / 50 + 1))
            case 3: row % hot == 3 ? KeyMixer.mixed(999_999_937) : KeyMixer.mixed(UInt64(row) + 7_000_000)
            default: KeyMixer.mixed(UInt64(row) + 9_000_000)
            }
        }
    }

    @Test(arguments: [1, 7, 100, 1_000, 40_000, 1_000_000])
    func oneBehindTheOtherTheyAreAll(rowsAtOnce: Int) {
        let count = rowsAtOnce < 100 ? 700 : 60_000
        for hot in [1, 5] {
            let keys = keys(count, hot: hot)
            let whole = SortedKeys(keys, threads: 1)
            for threads in [1, 3] {
                let ranges = KeyRanges(rows: count, rowsAtOnce: rowsAtOnce, threads: threads) { keys[$0] }
                var (found, rows): ([UInt64], [UInt32]) = ([], [])
                var tally = SortedKeys.Tally()
                for range in ranges.ranges {
                    let part = ranges.sorted(range)
                    #expect(ranges.tally(range) == part.tally)
                    #expect(part.keys.allSatisfy { $0 >= range.lower && $0 <= range.upper })
                    if !range.isOneKey { #expect(part.count <= max(rowsAtOnce, 1)) }
                    found += part.keys
                    rows += part.rows
                    tally.pairs += part.tally.pairs
                    tally.groups += part.tally.groups
                    tally.largest = max(tally.largest, part.tally.largest)
                }
                #expect(found == whole.keys)
                #expect(rows == whole.rows)
                #expect(tally == whole.tally)
            }
        }
    }

    @Test func noRowsAndNoKeys() {
        #expect(KeyRanges(rows: 0, rowsAtOnce: 5, threads: 2) { _ in 1 }.ranges.isEmpty)
        let none = KeyRanges(rows: 100, rowsAtOnce: 5, threads: 2) { _ in 0 }
        #expect(none.ranges.allSatisfy { none.sorted($0).count == 0 })
        let one = KeyRanges(rows: 100, rowsAtOnce: 5, threads: 2) { _ in 42 }
        #expect(one.ranges.map(\.count) == [100])
        #expect(one.ranges.first?.isOneKey == true)
    }

    @Test func numbersComeBackFromBytes() {
        let words: [UInt32] = [0, 1, 255, 256, .max, 0xDEAD_BEEF]
        #expect(WordBytes.words(WordBytes.bytes(words)) == words)
        #expect(WordBytes.words(WordBytes.bytes(words) + [1, 2, 3]) == words)
        #expect(WordBytes.words([]) == [])
    }
}
