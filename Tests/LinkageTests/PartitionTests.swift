import Kernels
import Linkage
import Problems
import Testing

/// What is found in pieces is what is found at once.
@Suite("Work away from the other records")
struct PartitionTests {
    private struct Whole {
        let people = People(1200, seed: 21)
        let records: LinkageRecords
        let result: LinkageResult

        init() throws {
            records = try people.records()
            var options = Linker.Options()
            options.reported = 0.001
            result = try Linker(Models.people, options: options).link(records)
        }

        /// Some records by themselves.
        func part(_ rows: [Int]) throws -> LinkageRecords { try people.records(order: rows) }
    }

    @Test("pairs have the same vectors, whichever comparisons are made where")
    func vectors() throws {
        let whole = try Whole()
        let pairs = whole.result.pairs
        let records = try whole.part(pairs.flatMap { [$0.left, $0.right] })
        var sums = [Int](repeating: 0, count: pairs.count)
        for comparisons in [[0, 2], [1], [3]] {
            let made = try PartitionComparer(Models.people, comparisons: comparisons).vectors(records)
            for place in sums.indices { sums[place] += made[place] }
        }
        #expect(pairs.count > 300)
        #expect(sums == pairs.map(\.vector))
    }

    @Test("pairs have the same weights, bit by bit, with the values' counts alone")
    func weights() throws {
        let whole = try Whole()
        let scorer = try PartitionScorer(whole.result.model, totals: totals(whole))
        let pairs = whole.result.pairs
        let found = try scorer.weights(pairs.map(\.vector), values(whole, pairs.map(\.left)))
        #expect(found == pairs.map(\.weight))
        let reaching = Set(try scorer.vectors(reaching: pairs.map(\.weight).min() ?? 0))
        #expect(pairs.allSatisfy { reaching.contains($0.vector) })
    }

    @Test("connected parts come to the same clusters and bridges by themselves")
    func clusters() throws {
        let whole = try Whole()
        let scorer = try PartitionScorer(whole.result.model, totals: totals(whole))
        let joining = whole.result.pairs.filter { $0.probability >= 0.95 }
        var part = Array(0..<whole.records.count)
        func root(_ row: Int) -> Int {
            var row = row
            while part[row] != row { row = part[row] }
            return row
        }
        for pair in joining {
            let (a, b) = (root(pair.left), root(pair.right))
            part[max(a, b)] = min(a, b)
        }
        var clusters = Array(0..<whole.records.count)
        var bridges: [LinkedPair] = []
        // Two heaps of whole parts.
        for heap in 0..<2 {
            let rows = (0..<whole.records.count).filter { root($0) % 2 == heap }
            let place = Dictionary(uniqueKeysWithValues: zip(rows, 0..<rows.count))
            let own = joining.compactMap { pair -> LinkedPair? in
                guard let left = place[pair.left], let right = place[pair.right] else { return nil }
                return LinkedPair(left: left, right: right, weight: pair.weight, vector: pair.vector)
            }
            let found = try scorer.clusters(whole.part(rows), values(whole, rows), own)
            for (at, name) in found.names.enumerated() { clusters[rows[at]] = rows[name] }
            bridges += found.bridges.map {
                LinkedPair(left: rows[$0.left], right: rows[$0.right], weight: $0.weight, vector: $0.vector)
            }
        }
        #expect(ClusterNames(clusters) == whole.result.clusters)
        #expect(bridges.sorted { ($0.left, $0.right) < ($1.left, $1.right) } == whole.result.bridges)
    }

    @Test("a test of the caller's own cannot travel")
    func customTests() throws {
        var model = Models.people
        model.comparisons[0].levels[1].when = Models.all("custom mine")
        #expect(throws: Problem("linkage.custom", value: "custom mine")) { try model.checkForPartitions() }
    }

    /// The values of a frequency key by row; `name` and `place` in this model.
    private func texts(_ whole: Whole, _ key: FieldKey) -> [String?] {
        key.field == "name" ? whole.people.names : whole.people.places
    }

    private func totals(_ whole: Whole) -> [KeyTotal] {
        Models.people.frequencyKeys.map { key in
            let texts = texts(whole, key).compactMap(\.self)
            let words = key.field == "name" ? texts.reduce(0) { $0 + $1.split(separator: " ").count } : 0
            return KeyTotal(records: texts.count, words: words)
        }
    }

    private func values(_ whole: Whole, _ rows: [Int]) -> [[ValueCount?]] {
        Models.people.frequencyKeys.map { key in
            let texts = texts(whole, key)
            var records: [String: Int] = [:]
            var words: [Substring: Int] = [:]
            for text in texts.compactMap(\.self) {
                records[text, default: 0] += 1
                for word in text.split(separator: " ") { words[word, default: 0] += 1 }
            }
            return rows.map { row in
                texts[row].map { text in
                    ValueCount(
                        records: records[text] ?? 0,
                        words: key.field == "name" ? text.split(separator: " ").map { words[$0] ?? 0 } : [])
                }
            }
        }
    }
}
