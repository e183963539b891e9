import Kernels
import Testing

@Suite("Texts by their codes, values by their rows")
struct TextStoreTests {
    private static func words(_ count: Int) -> [[UInt8]] {
        (0..<count).map { _ in
            (0..<Int.random(in: 0...9)).map { _ in UInt8(ascii: "a") + UInt8.random(in: 0...3) }
        }
    }

    private static func ends(_ words: [[UInt8]]) -> [UInt32] {
        var end = 0
        return words.map { word in
            end += word.count
            return UInt32(end)
        }
    }

    @Test func manyAtOnceGetTheCodesOfOneByOne() {
        var (one, many) = (TextStore(), TextStore())
        for _ in 0..<30 {
            let words = Self.words(Int.random(in: 0...400))
            let expected = words.map { one.code(of: $0.span) }
            var codes: [UInt32] = []
            many.appendCodes(of: Array(words.joined()), ends: Self.ends(words), to: &codes)
            #expect(codes == expected)
            if Bool.random() { many.dropIndex() }
        }
        #expect(one.count == many.count)
    }

    @Test func textsAreFoundAgainAfterTheIndexWasDropped() {
        var store = TextStore()
        let words = Self.words(3000)
        let codes = words.map { store.code(of: $0.span) }
        let count = store.count
        store.dropIndex()
        #expect(words.map { store.code(of: $0.span) } == codes)
        #expect(store.count == count)
    }

    @Test func valuesStandInPages() {
        var values = RowValues<UInt64>()
        var expected: [UInt64] = []
        for size in [1, 65_535, 1, 3, 200_000, 0, 7] {
            let more = (0..<size).map { _ in UInt64.random(in: 0...9) }
            values.append(contentsOf: more)
            expected += more
        }
        #expect(values.count == expected.count)
        #expect(Array(values) == expected)
        #expect(values.pages.dropLast().allSatisfy { $0.count == RowValues<UInt64>.pageRows })
        values.update { first, page in for row in page.indices { page[row] += UInt64(first + row) } }
        #expect(values.indices.allSatisfy { values[$0] == expected[$0] + UInt64($0) })
    }

    @Test func commonValuesAreRemoved() {
        for limit in [1, 3, 40] {
            let rows = (0..<70_000).map { _ in
                UInt64.random(in: 0...1) == 0 ? UInt64.random(in: 0...3000) : UInt64.random(in: 1 ... .max)
            }
            let counts = Dictionary(rows.map { ($0, 1) }, uniquingKeysWith: +)
            var values = RowValues(rows)
            CommonValues.remove(from: &values, commonerThan: limit)
            #expect(Array(values) == rows.map { $0 != 0 && (counts[$0] ?? 0) > limit ? 0 : $0 })
        }
    }
}
