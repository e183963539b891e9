import Kernels
import Linkage
import Testing

@Suite("Records collected in parts")
struct RecordPartTests {
    /// Several builders on alternating stretches give the column that one gives.
    @Test func buildersMayShareAColumn() {
        let cells = (0..<4000).map { _ in Bool.random() ? nil : "w\(Int.random(in: 0...500))" }
        var one = RecordColumnBuilder(.text)
        var builders = [RecordColumnBuilder(.text), RecordColumnBuilder(.text), RecordColumnBuilder(.text)]
        var joiner = RecordColumnBuilder.Joiner(.text)
        var start = 0
        while start < cells.count {
            let (number, end) = (Int.random(in: 0...2), min(cells.count, start + Int.random(in: 0...300)))
            for cell in cells[start..<end] {
                guard let cell else {
                    one.appendMissing()
                    builders[number].appendMissing()
                    continue
                }
                one.append(text: cell.utf8Span.span)
                builders[number].append(texts: Array(cell.utf8), ends: [UInt32(cell.utf8.count)])
            }
            joiner.append(builders[number].takePart(), from: number)
            start = end
        }
        guard case .text(let codes, let texts) = joiner.column(of: builders), case .text(let plain, _) = one.column
        else {
            Issue.record("no texts")
            return
        }
        #expect(Array(codes) == Array(plain))
        #expect(cells.indices.allSatisfy { texts[codes[$0]] == cells[$0] ?? "" })
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
        var builders = [TruthBuilder(), TruthBuilder()]
        var joiner = TruthBuilder.Joiner()
        var texts: [String] = []
        for _ in 0..<200 {
            let number = Int.random(in: 0...1)
            for _ in 0..<Int.random(in: 0...9) {
                let text = pool.randomElement() ?? ""
                texts.append(text)
                builders[number].append(text.utf8Span.span)
            }
            joiner.append(builders[number].takePart(), from: number)
        }
        let numbers = joiner.numbers(of: builders)
        #expect(numbers.count == texts.count)
        #expect(zip(numbers, texts).allSatisfy { ($0 == 0) == $1.isEmpty })
        let pairs = Set(zip(numbers, texts).map { "\($0)/\($1)" })
        #expect(pairs.count == Set(texts).count)
        #expect(Set(numbers).count == Set(texts).count)
    }
}
