import Linkage
import Problems
import Testing

@Suite("Why records hang together")
struct PathTests {
    /// Few random pairs, so that training takes little.
    private var few: Linker.Options {
        var options = Linker.Options()
        options.samplePairs = 20_000
        return options
    }

    /// The widest path, against all chains tried out.
    @Test func pathsAreTheWidest() throws {
        var people = People(500, seed: 80)
        // Copies with more and more damage, so that clusters have chains.
        for person in 0..<60 {
            let name = ["bambang pamungkas raharjo", "bambang raharjo", "bambang p raharjo", nil][person % 4]
            people.ids.append("c\(person)")
            people.lists.append(0)
            people.names.append(name)
            people.numbers.append(person % 3 == 0 ? "350711120380000\(person / 12)" : nil)
            people.births.append(person % 5 == 0 ? nil : "19\(70 + person / 12)-03-12")
            people.places.append("1017")
            people.truth.append(0)
        }
        let result = try Linker(Models.people, options: few).link(people.records())
        var members: [Int: [Int]] = [:]
        for row in result.clusters.indices { members[result.clusters[row], default: []].append(row) }
        var (chains, long) = (0, 0)
        for rows in members.values where rows.count > 2 && rows.count < 12 {
            let pairs = result.pairs.filter { rows.contains($0.left) && rows.contains($0.right) }
            // Floyd and Warshall over the weakest pair of a chain.
            var width = [[Double]](repeating: [Double](repeating: -.infinity, count: rows.count), count: rows.count)
            for pair in pairs {
                let (a, b) = (rows.firstIndex(of: pair.left) ?? 0, rows.firstIndex(of: pair.right) ?? 0)
                (width[a][b], width[b][a]) = (pair.weight, pair.weight)
            }
            for via in rows.indices {
                for a in rows.indices {
                    for b in rows.indices { width[a][b] = max(width[a][b], min(width[a][via], width[via][b])) }
                }
            }
            for (a, start) in rows.enumerated() {
                for (b, end) in rows.enumerated() where a != b {
                    let path = try #require(result.path(from: start, to: end, ids: RecordIDs(people.ids)))
                    #expect(path.map(\.weight).min() == width[a][b])
                    var row = start
                    for pair in path {
                        #expect([pair.left, pair.right].contains(row))
                        row = pair.left == row ? pair.right : pair.left
                    }
                    #expect(row == end)
                    chains += 1
                    if path.count > 1 { long += 1 }
                }
            }
        }
        #expect(chains > 200 && long > 20)
        #expect(result.path(from: 3, to: 3) == [])
        let stranger = people.ids.indices.first { result.clusters[$0] != result.clusters[0] } ?? 0
        #expect(result.path(from: 0, to: stranger) == nil)
        #expect(result.path(from: 0, to: 100_000) == nil)
    }

    @Test func pairsThatNothingBroughtTogetherAreComparedWhenAsked() throws {
        let people = People(500, seed: 81)
        var linker = Linker(Models.people, options: few)
        let plain = try linker.link(people.records())
        let found = try #require(plain.pairs.first)
        let stranger = people.ids.indices.first { row in
            row > 0 && people.names[row] != people.names[0] && people.births[row] != people.births[0]
                && people.truth[row] != people.truth[0]
        }
        linker.questions = [
            RecordPair(people.ids[found.right], people.ids[found.left]), RecordPair("r0", people.ids[stranger ?? 1]),
        ]
        let result = try linker.link(people.records())
        #expect(result.pairs == plain.pairs && result.clusters == plain.clusters)
        #expect(result.examined.count == 2)
        #expect(result.examined[0].pair == found)
        #expect(plain.blocking.map(\.rule).contains(try #require(result.examined[0].rule)))
        #expect(result.examined[1].rule == nil)
        #expect(result.examined[1].pair.weight < 0)
        linker.questions = [RecordPair("r0", "r0")]
        #expect(#expect(throws: Problem.self) { try linker.link(people.records()) }?.code == "linkage.same-record")
        linker.questions = [RecordPair("r0", "x")]
        #expect(#expect(throws: Problem.self) { try linker.link(people.records()) }?.code == "linkage.unknown-id")
    }

    @Test func recordsThatHoldTooLittle() throws {
        var people = People(900, seed: 82)
        for row in stride(from: 0, to: 900, by: 9) { people.numbers[row] = nil; people.births[row] = nil }
        for row in stride(from: 0, to: 900, by: 18) { people.names[row] = nil; people.places[row] = nil }
        let result = try Linker(Models.people, options: few).link(people.records())
        let unlinkable = try #require(result.unlinkable)
        #expect(unlinkable.weighed == 900)
        let empty = unlinkable.lacking.first { $0.fields == ["name", "number", "birth", "place"] }
        #expect(empty?.records == 50)
        #expect(unlinkable.lacking.reduce(0) { $0 + $1.records } == unlinkable.below)
        // None of them is in a sure pair.
        #expect(unlinkable.below >= 50 && unlinkable.below < 200)
        let shares = unlinkable.curve.map(\.share)
        #expect(shares == shares.sorted() && shares.first == 0 && shares.last == 1)
        for row in stride(from: 0, to: 900, by: 18) {
            #expect(!result.pairs.contains { $0.probability >= 0.95 && ($0.left == row || $0.right == row) })
        }
        // A part of them, the same whatever the order.
        var options = few
        options.recordsWeighed = 200
        let model = result.model
        let part = try Linker(model, options: options).link(people.records()).unlinkable
        let order = Array(people.ids.indices.reversed())
        #expect(try Linker(model, options: options).link(people.records(order: order)).unlinkable == part)
        #expect(part?.weighed == 200)
        #expect(abs((part?.share ?? 0) - unlinkable.share) < 0.06)
    }
}
