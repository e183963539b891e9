import Linkage
import Testing

@Suite("What blocking loses")
struct BlockingLossTests {
    /// Against all true pairs, rule by rule, from the values themselves.
    @Test(arguments: [false, true])
    func isCountedOverAllTruePairs(acrossOnly: Bool) throws {
        var people = People(500, seed: 95)
        for row in stride(from: 0, to: 500, by: 7) { people.births[row] = nil }
        for row in stride(from: 0, to: 500, by: 5) { people.numbers[row] = nil }
        var model = Models.people
        model.blocking = [
            BlockingRule([Models.key("number")]), BlockingRule([Models.key("birth"), Models.key("place")]),
        ]
        var options = Linker.Options()
        options.samplePairs = 20_000
        options.crossListsOnly = acrossOnly
        let result = try Linker(model, options: options).link(people.records(withLists: true), truth: people.truth)
        var (byRule, all, lost, missing, different) = ([0, 0], 0, 0, [0, 0, 0, 0], [0, 0, 0, 0])
        let columns = [people.names, people.numbers, people.births, people.places]
        for a in people.ids.indices {
            for b in people.ids.indices where b > a && people.truth[a] == people.truth[b] {
                if acrossOnly, people.lists[a] == people.lists[b] { continue }
                all += 1
                func same(_ column: Int) -> Bool {
                    columns[column][a] != nil && columns[column][a] == columns[column][b]
                }
                let found = [same(1), same(2) && same(3)]
                for (rule, holds) in found.enumerated() where holds { byRule[rule] += 1 }
                guard found == [false, false] else { continue }
                lost += 1
                for column in columns.indices {
                    if columns[column][a] == nil || columns[column][b] == nil {
                        missing[column] += 1
                    } else if !same(column) {
                        different[column] += 1
                    }
                }
            }
        }
        let loss = try #require(result.blockingLoss)
        #expect(lost > 10)
        #expect(loss.pairs == lost)
        #expect(result.blocking.map(\.truePairs) == byRule)
        #expect(loss.fields.map(\.field) == ["name", "number", "birth", "place"])
        #expect(loss.fields.map(\.missing) == missing)
        #expect(loss.fields.map(\.different) == different)
        let quality = try #require(result.quality)
        #expect(quality.pairs.allTrue == all && quality.comparedTrue == all - lost)
        #expect(try Linker(model, options: options).link(people.records()).blockingLoss == nil)
    }
}
