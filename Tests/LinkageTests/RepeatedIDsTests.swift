import Linkage
import Testing

@Suite("Ids that several records bear")
struct RepeatedIDsTests {
    /// Held against a dictionary, for ids in any order and of any number.
    @Test(arguments: [0, 1, 2, 100, 5000], [1, 3])
    func areThoseOfADictionary(count: Int, copies: Int) {
        var state: UInt64 = 7
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        var ids =
            (0..<count).map { "r\($0)" } + (0..<count * (copies - 1) / 2).map { _ in "r\(next() % max(1, count))" }
        ids.sort { ($0.hashValue, $0) < ($1.hashValue, $1) }
        let counts = ids.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }.filter { $0.value > 1 }
        let found = RecordIDs(ids).repeated(in: ids.indices)
        #expect(found.ids == counts.count)
        #expect(found.rows == counts.values.reduce(0, +))
        let names = counts.keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        #expect(found.first == Array(names.prefix(RepeatedIDs.shown)))
    }

    /// More rows than are looked at at once, most of them with an id that very many or only two bear.
    @Test func manyAreCountedPartByPart() {
        let ids = RecordIDs(
            (0..<30_000).map { $0 % 3 == 0 ? "x" : $0 % 3 == 1 ? "r\($0 / 6)" : "unique \($0)" })
        let found = ids.repeated(in: ids.indices)
        #expect(found.ids == 5001 && found.rows == 20_000)
        #expect(found.first == ["x", "r0", "r1", "r2", "r3"])
    }

    @Test func onlyTheRowsAskedForCount() {
        let ids = RecordIDs(["b", "a", "a", "", "", "b"])
        #expect(ids.repeated(in: 0..<3).first == ["a"])
        #expect(ids.repeated(in: 0..<6).first == ["", "a", "b"])
        #expect(ids.repeated(in: 0..<2) == RepeatedIDs())
        var sum = ids.repeated(in: 0..<3)
        sum.add(ids.repeated(in: 3..<5))
        #expect(sum.ids == 2 && sum.rows == 4 && sum.first == ["", "a"])
    }
}
