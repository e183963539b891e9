import Linkage
import Problems
import Testing

@Suite("Pairs that somebody knows")
struct KnownPairTests {
    private let people = People(600, seed: 70)

    /// Few random pairs, so that training takes little.
    private func link(
        _ known: [KnownPair], _ people: People? = nil, order: [Int]? = nil, _ model: LinkageModel = Models.people,
        areSample: Bool = false
    ) throws -> LinkageResult {
        var options = Linker.Options()
        options.samplePairs = 20_000
        options.knownAreSample = areSample
        var linker = Linker(model, options: options)
        linker.known = known
        return try linker.link((people ?? self.people).records(order: order))
    }

    /// Two records of different people, found by the truth.
    private func strangers(_ from: Int) -> (Int, Int) {
        let other = people.ids.indices.first { $0 > from + 100 && people.truth[$0] != people.truth[from] } ?? 0
        return (from, other)
    }

    @Test func sameIsAlwaysOneCluster() throws {
        let (a, b) = strangers(10)
        let result = try link([KnownPair(people.ids[b], people.ids[a], .same)])
        #expect(result.clusters[a] == result.clusters[b])
        let link = try #require(result.known.first)
        #expect(link.verdict == .same && !link.isCompared && link.pair.left == a && link.pair.right == b)
        // It stands among the pairs with what it weighs, though that is little.
        #expect(link.pair.weight < 0)
        #expect(result.pairs.contains(link.pair))
        #expect(result.pairs == result.pairs.sorted { ($0.left, $0.right) < ($1.left, $1.right) })
        let why = try #require(result.explanation(link.pair))
        #expect(
            abs(why.prior + why.parts.reduce(0) { $0 + $1.weight } + why.frequency + why.household - why.weight) < 1e-9)
    }

    @Test func differentIsNeverOneClusterAlsoNotThroughOthers() throws {
        let plain = try link([])
        // A cluster of three: the ends are told apart, and the middle can be with one of them only.
        var members: [Int: [Int]] = [:]
        for row in plain.clusters.indices { members[plain.clusters[row], default: []].append(row) }
        let triples = members.values.filter { $0.count == 3 }.sorted { $0[0] < $1[0] }
        #expect(triples.count > 20)
        var chains = 0
        for rows in triples.prefix(20) {
            let result = try link(
                [KnownPair(people.ids[rows[0]], people.ids[rows[2]], .different)], nil, order: nil, plain.model)
            #expect(result.clusters[rows[0]] != result.clusters[rows[2]])
            // What was refused stays for people to look at; the pair that is decided does not.
            let refused = result.bridges.filter { rows.contains($0.left) && rows.contains($0.right) }
            #expect(refused.allSatisfy { $0.left != rows[0] || $0.right != rows[2] })
            let sure = plain.pairs.filter {
                rows.contains($0.left) && rows.contains($0.right) && $0.probability >= 0.95
            }
            if sure.count == 3 {
                #expect(refused.count == 1)
                chains += 1
            }
        }
        #expect(chains > 10)
    }

    /// Also in a group of so many records that it is not looked at as a whole.
    @Test func largeGroupsKeepThemApart() throws {
        var people = People(300, seed: 71)
        for copy in 0..<90 {
            people.ids.append("c\(copy)")
            people.lists.append(0)
            people.names.append("bambang pamungkas raharjo")
            people.numbers.append("3507111203800001")
            people.births.append("1980-03-12")
            people.places.append("1017")
            people.truth.append(0)
        }
        #expect(Set(try link([], people).clusters[300...]).count == 1)
        let result = try link([KnownPair("c3", "c60", .different)], people)
        #expect(result.clusters[303] != result.clusters[360])
        #expect(Set(result.clusters[300...]).count == 2)
        #expect(!result.bridges.isEmpty)
    }

    @Test func contradictionsNameBothRecords() throws {
        func refused(_ known: [KnownPair]) -> Problem? { #expect(throws: Problem.self) { try link(known) } }
        let direct = refused([KnownPair("r1", "r2", .same), KnownPair("r2", "r1", .different)])
        #expect(direct?.code == "linkage.known-contradiction")
        let chain = refused([
            KnownPair("r5", "r9", .different), KnownPair("r5", "r6", .same), KnownPair("r9", "r7", .same),
            KnownPair("r6", "r7", .same),
        ])
        #expect(chain?.code == "linkage.known-contradiction")
        #expect(chain?.arguments == ["left": "r5", "right": "r9"])
        #expect(refused([KnownPair("r4", "r4", .different)])?.code == "linkage.known-contradiction")
        let unknown = refused([KnownPair("r1", "nobody", .same)])
        #expect(unknown?.code == "linkage.unknown-id" && unknown?.value == "nobody")
        let records = try LinkageRecords(
            ids: ["a", "a", "b"],
            columns: [
                "name": .text(["x", "y", "z"]), "number": .digits([nil, nil, nil]), "birth": .date([nil, nil, nil]),
                "place": .digits([nil, nil, nil]),
            ])
        var linker = Linker(Models.people)
        linker.known = [KnownPair("a", "b", .same)]
        #expect(#expect(throws: Problem.self) { try linker.link(records) }?.code == "linkage.ambiguous-id")
    }

    /// The same whatever the order of rows, pairs and sides.
    @Test func orderDoesNotShow() throws {
        var known: [KnownPair] = []
        for row in stride(from: 0, to: 480, by: 20) {
            let (a, b) = strangers(row)
            known.append(KnownPair(people.ids[a], people.ids[b], row % 40 == 0 ? .same : .different))
        }
        let first = try link(known)
        let order = Array(people.ids.indices.reversed())
        let other = try link(
            known.reversed().map { KnownPair($0.records.right, $0.records.left, $0.verdict) }, nil, order: order)
        #expect(first.model.parameters == other.model.parameters)
        let names = first.clusters.map { people.ids[$0] }
        #expect(order.indices.allSatisfy { people.ids[order[other.clusters[$0]]] == names[order[$0]] })
    }

    /// Labels in one direction move m that way; the truth as labels comes to the shares among true pairs.
    @Test func labelsTeachTheModel() throws {
        var known: [KnownPair] = []
        for a in people.ids.indices {
            for b in people.ids.indices where b > a && people.truth[a] == people.truth[b] {
                known.append(KnownPair(people.ids[a], people.ids[b], .same))
            }
        }
        let taught = try #require(try link(known).model.parameters)
        let same = known.map { (Int($0.records.left.dropFirst()) ?? 0, Int($0.records.right.dropFirst()) ?? 0) }
        let both = same.filter { people.births[$0.0] != nil && people.births[$0.1] != nil }
        let agree = both.count { people.births[$0.0] == people.births[$0.1] }
        // Ten pairs' worth of starting values stand beside them.
        #expect(abs(taught.comparisons[2].m[1] - Double(agree) / Double(both.count)) < 0.01)
        // Somebody picked them: they do not say how many there are. Drawn at random they do.
        let drawn = try #require(try link(known, areSample: true).model.parameters)
        let pairs = drawn.match * Double(600 * 599 / 2)
        #expect(pairs >= Double(known.count))
        #expect(pairs < Double(known.count) * 1.05)
        #expect(drawn.match > taught.match)
    }

    /// Pairs that people told apart lower what the model makes of such pairs.
    @Test func differencesTeachTheModel() throws {
        let plain = try link([])
        let sure = plain.pairs.filter { plain.levels($0.vector)[1] == 2 }
        #expect(sure.count > 10)
        let taught = try link(sure.map { KnownPair(people.ids[$0.left], people.ids[$0.right], .different) })
        let (before, after) = (
            plain.model.parameters?.comparisons[1].m[2], taught.model.parameters?.comparisons[1].m[2]
        )
        #expect(try #require(after) < (try #require(before)) / 2)
    }

    @Test func oneToOne() throws {
        var people = people
        people.lists = people.ids.indices.map { UInt16($0 % 2) }
        var options = Linker.Options()
        options.isOneToOne = true
        options.samplePairs = 20_000
        let records = try people.records(withLists: true)
        var linker = Linker(Models.people, options: options)
        let result = try linker.link(records, truth: people.truth)
        #expect(result.pairs.count > 60)
        #expect(Set(result.pairs.flatMap { [$0.left, $0.right] }).count == 2 * result.pairs.count)
        #expect(result.pairs.allSatisfy { people.lists[$0.left] != people.lists[$0.right] })
        var sizes: [Int: Int] = [:]
        for name in result.clusters { sizes[name, default: 0] += 1 }
        #expect(sizes.values.allSatisfy { $0 <= 2 })
        #expect(sizes.values.count { $0 == 2 } + result.bridges.count >= result.pairs.count { $0.probability >= 0.95 })
        // A known pair takes its records, whatever they would rather have.
        let taken = try #require(result.pairs.first)
        let other = try #require(result.pairs.last)
        linker.known = [KnownPair(people.ids[taken.left], people.ids[other.right], .same)]
        let bound = try linker.link(records)
        let own = bound.pairs.filter { [$0.left, $0.right].contains(taken.left) || $0.right == other.right }
        #expect(own.map { [$0.left, $0.right] } == [[taken.left, other.right].sorted()])
        #expect(bound.clusters[taken.left] == bound.clusters[other.right])
        // Two partners, or one of one's own list, cannot be.
        linker.known = [KnownPair("r1", "r2", .same), KnownPair("r2", "r3", .same)]
        #expect(#expect(throws: Problem.self) { try linker.link(records) }?.code == "linkage.known-one-to-one")
        linker.known = [KnownPair("r1", "r3", .same)]
        #expect(#expect(throws: Problem.self) { try linker.link(records) }?.code == "linkage.known-one-to-one")
        linker.known = []
        #expect(#expect(throws: Problem.self) { try linker.link(people.records()) }?.code == "linkage.one-to-one")
    }

    /// Records that are alike on both lists: which of them are partners does not depend on the order of the rows.
    @Test func partnersDoNotDependOnTheOrder() throws {
        var people = People(200, seed: 73)
        people.lists = people.ids.indices.map { _ in 0 }
        for row in 0..<120 {
            for copy in 0..<(1 + row % 3) {
                people.ids.append("c\(row).\(copy)")
                people.lists.append(1)
                people.names.append(people.names[row / 2])
                people.numbers.append(people.numbers[row / 2])
                people.births.append(people.births[row / 2])
                people.places.append(people.places[row / 2])
                people.truth.append(people.truth[row / 2])
            }
        }
        var options = Linker.Options()
        options.isOneToOne = true
        options.samplePairs = 20_000
        var linker = Linker(Models.people, options: options)
        func partners(_ order: [Int]) throws -> Set<Set<String>> {
            let result = try linker.link(people.records(order: order, withLists: true))
            linker.model = result.model
            return Set(result.pairs.map { [people.ids[order[$0.left]], people.ids[order[$0.right]]] })
        }
        let first = try partners(Array(people.ids.indices))
        #expect(first.count > 40)
        var random = Seeded(3)
        for _ in 0..<5 { #expect(try partners(people.ids.indices.shuffled(using: &random)) == first) }
    }

    /// What needs all records at once is refused where they are worked on in partitions.
    @Test func partitionsRefuseIt() throws {
        func refused(_ change: (inout Linker) throws -> Void) throws -> Problem? {
            var linker = Linker(Models.people)
            try change(&linker)
            return #expect(throws: Problem.self) { try linker.checkForPartitions() }
        }
        let plain = Linker(Models.people)
        #expect(throws: Never.self) { try plain.checkForPartitions() }
        #expect(try refused { $0.known = [KnownPair("a", "b", .same)] }?.value == "labels")
        #expect(try refused { $0.options.isOneToOne = true }?.value == "one-to-one")
        #expect(try refused { $0.questions = [RecordPair("a", "b")] }?.value == "explain")
        let table = try FrequencyTable(.text(["x"]), counts: [1])
        let frequencies = try refused { $0.frequencies = ["name": table] }
        #expect(frequencies?.code == "linkage.whole-only" && frequencies?.value == "frequencies")
    }
}
