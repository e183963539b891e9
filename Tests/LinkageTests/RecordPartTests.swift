import Kernels
import Linkage
import Testing

@Suite("Records collected in parts")
struct RecordPartTests {
    /// Parts put together give the column that one builder gives, texts numbered by their first record.
    @Test func partsGiveOneColumn() {
        let cells = (0..<4000).map { _ in
            Int.random(in: 0...2) == 0 ? nil : String(repeating: "w\(Int.random(in: 0...500))", count: 200)
        }
        var (one, whole) = (RecordColumnBuilder(.text), RecordColumnBuilder(.text))
        var numbers: [String?: UInt32] = [nil: 0]
        for cell in cells where numbers[cell] == nil { numbers[cell] = UInt32(numbers.count) }
        var start = 0
        while start < cells.count {
            let end = min(cells.count, start + Int.random(in: 0...1500))
            var part = RecordColumnBuilder(.text)
            let isTogether = Bool.random()
            if isTogether {
                let texts = cells[start..<end].map { Array(($0 ?? "").utf8) }
                var ends: [UInt32] = []
                for text in texts { ends.append((ends.last ?? 0) + UInt32(text.count)) }
                part.append(texts: Array(texts.joined()), ends: ends)
            }
            for cell in cells[start..<end] {
                for place in 0...1 {
                    func add(_ column: inout RecordColumnBuilder) {
                        if let cell { column.append(text: cell.utf8Span.span) } else { column.appendMissing() }
                    }
                    if place == 0 { add(&one) } else if !isTogether { add(&part) }
                }
            }
            #expect(part.count == end - start)
            whole.append(contentsOf: part)
            start = end
        }
        for column in [one.column, whole.column, whole.takeColumn()] {
            guard case .text(let codes, let texts) = column else {
                Issue.record("no texts")
                return
            }
            #expect(Array(codes) == cells.map { numbers[$0] ?? 0 })
            #expect(cells.indices.allSatisfy { texts[codes[$0]] == cells[$0] ?? "" })
        }
        #expect(whole.count == 0)
    }

    @Test func idsAreWhatWasGiven() {
        let given = (0..<3000).map { row in
            ["", "\(row)", "é\(row)", String(repeating: "x", count: row % 50)].randomElement() ?? ""
        }
        var ids = RecordIDs()
        for start in stride(from: 0, to: given.count, by: 700) {
            ids.append(contentsOf: RecordIDs(Array(given[start..<min(given.count, start + 700)])))
        }
        #expect(Array(ids) == given)
        #expect(Array(RecordIDs(given)) == given)
        var damaged = RecordIDs()
        damaged.append([0x61, 0xFF, 0x62].span)
        #expect(damaged[0] == "a\u{FFFD}b")
    }

    /// A cluster bears the name of the member whose id comes first: shorter ones first, then by text.
    @Test func clustersAreNamedByTheFirstId() throws {
        var people = People(1500, seed: 5)
        for row in people.ids.indices {
            let mark = ["e\u{301}", "é", "z", "Z", "ab", "\u{1F600}"][row * 7 % 6]
            people.ids[row] = mark + String(people.ids[row].reversed()) + "-\(row)"
        }
        let result = try Linker(Models.people).link(people.records())
        var first: [Int: Int] = [:]
        for (row, cluster) in result.clusters.enumerated() {
            let (mine, other) = (people.ids[row], people.ids[first[cluster] ?? row])
            if (mine.utf8.count, mine) <= (other.utf8.count, other) { first[cluster] = row }
        }
        #expect(first.count < people.ids.count)
        #expect(first.allSatisfy { $0.key == $0.value })
    }

    /// The same text is the same person, numbers and other texts apart; the empty text is nobody.
    @Test func truthTellsTextsApart() {
        let pool = ["", "0", "00", "7", "07", "7 ", "999999999", "1000000000", "A1", "a1", "-7", "４"]
        var whole = TruthBuilder()
        var texts: [String] = []
        for _ in 0..<200 {
            var part = TruthBuilder()
            for _ in 0..<Int.random(in: 0...9) {
                let text = pool.randomElement() ?? ""
                texts.append(text)
                part.append(text.utf8Span.span)
            }
            whole.append(contentsOf: part)
        }
        let numbers = whole.takeNumbers()
        #expect(numbers.count == texts.count)
        #expect(zip(numbers, texts).allSatisfy { ($0 == 0) == $1.isEmpty })
        let pairs = Set(zip(numbers, texts).map { "\($0)/\($1)" })
        #expect(pairs.count == Set(texts).count)
        #expect(Set(numbers).count == Set(texts).count)
    }
}
