import Kernels
import Testing

@Suite("Texts laid out for comparison")
struct TextUnitsTests {
    /// Pairs of one text each with itself and with its neighbour, of many lengths, long ones included.
    @Test func threadsDoNotMatter() throws {
        var store = TextStore()
        for number in 0..<20_000 {
            let text = "n\(number) " + String(repeating: "ab\(number % 13)", count: number % 23)
            _ = store.code(of: text)
        }
        let records = PackedRecords(count: store.count + 1, stride: 1)
        records.set((0...store.count).map { UInt64($0) }, at: 0, word: 0, shift: 0)
        let part = PackedPart(word: 0, mask: 0xFFFF)
        let left = (1...UInt32(store.count)).map { $0 }
        let right = left.map { $0 % 3 == 0 ? $0 : max(1, $0 - 1) }
        func levels(threads: Int) throws -> [UInt32] {
            let units = TextUnits(store, threads: threads)
            #expect(units.count == store.count)
            let test = SlowTest.text(units, part, .jaroWinkler, bounds: [0.99, 0.95, 0.9, 0.8, 0.7])
            let comparison = PairComparison(tests: [], slow: [test], levels: 32) { Int($0) }
            return PairRunner(try #require(PairProgram([comparison])), records).vectors(left, right)
        }
        let one = try levels(threads: 1)
        #expect(Set(one).count > 3)
        let measures = TextMeasures()
        for place in stride(from: 0, to: left.count, by: 37) {
            let (a, b) = (TextUnits.units(store[left[place]]), TextUnits.units(store[right[place]]))
            #expect((measures.jaroWinkler(a, b) >= 0.99) == (one[place] & 1 == 1), "\(place)")
        }
        for threads in [2, 4] { #expect(try levels(threads: threads) == one) }
    }

    @Test func valuesAreChangedInTheirPlaces() {
        for threads in [1, 3] {
            var values = (0..<50).map { [$0] }
            Workers.change(&values, threads: threads) { place, value in value.append(place * 2) }
            #expect(values == (0..<50).map { [$0, $0 * 2] })
            var none: [Int] = []
            Workers.change(&none, threads: threads) { $1 += 1 }
            #expect(none.isEmpty)
        }
    }
}
