import Linkage
import Problems
import Testing

@Suite("What keeps a new record out of a cluster, and what binds it")
struct IndexRuleTests {
    private static let twin: [String: LinkageIndex.Value] = [
        "name": .text("sri rahayu utami"), "number": .digits("3301010101900001"),
        "birth": .date(year: 1990, month: 1, day: 1),
        "place": .digits("1001"),
    ]
    private static let other: [String: LinkageIndex.Value] = [
        "name": .text("putu wirawan halim"), "number": .digits("5101024506710002"),
        "birth": .date(year: 1971, month: 6, day: 5), "place": .digits("1002"),
    ]

    /// Three hundred people and, at the end, two records of one and one of another.
    private func index(
        _ known: [KnownPair] = [], lists: [UInt16] = [0, 0, 1], crossListsOnly: Bool = false, mostPerList: Int? = nil,
        joined: Bool = true
    ) throws -> LinkageIndex {
        var people = People(300, seed: 71)
        for (place, id) in ["a", "b", "z"].enumerated() {
            let isTwin = place < 2
            people.ids.append(id)
            people.lists.append(lists[place])
            people.names.append(isTwin ? "sri rahayu utami" : "putu wirawan halim")
            people.numbers.append(isTwin ? "3301010101900001" : "5101024506710002")
            people.births.append(isTwin ? "1990-01-01" : "1971-06-05")
            people.places.append(isTwin ? "1001" : "1002")
            people.truth.append(UInt32(1000 + (isTwin ? 0 : 1)))
        }
        let trained = try Linker(Models.people).link(people.records(withLists: true))
        var model = trained.model
        model.clustering.largestPerList = mostPerList
        #expect(trained.clusters[300] == trained.clusters[301])
        var clusters = Array(trained.clusters)
        if !joined { for row in 300...302 { clusters[row] = row } }
        return try LinkageIndex(
            people.records(withLists: true), model, clusters: ClusterNames(clusters), known: known,
            crossListsOnly: crossListsOnly)
    }

    @Test func withoutVerdictsTheLikeliestClusterTakesIt() throws {
        let index = try index()
        let placement = try index.add("new", Self.twin)
        #expect(placement.cluster == "a" && placement.bridges.isEmpty)
        #expect(placement.matches.prefix(2).map(\.id) == ["a", "b"])
        #expect(placement.matches.allSatisfy { $0.verdict == nil })
    }

    /// Known to be somebody whom nothing resembles, a record is with that person, and its look-alike is told.
    @Test func aVerdictBinds() throws {
        let index = try index([KnownPair("new", "z", .same)])
        let placement = try index.add("new", Self.twin)
        #expect(placement.cluster == "z" && placement.bridges == ["a"])
        let bound = placement.matches.first { $0.id == "z" }
        #expect(bound?.verdict == .same && (bound?.weight ?? 0) < 0)
        // Asked again by its place, it still is.
        #expect(index.matches(of: index.count - 1).contains { $0.id == "z" && $0.verdict == .same })
    }

    @Test func aVerdictParts() throws {
        let index = try index([KnownPair("new", "a", .different)])
        let placement = try index.add("new", Self.twin)
        // Also not through the other record of that person, which is what it is told apart by.
        #expect(placement.cluster == "new" && placement.bridges == ["a"])
        #expect(placement.matches.first { $0.id == "a" }?.verdict == .different)
        #expect(placement.matches.first { $0.id == "b" }?.verdict == nil)
    }

    /// What is known of records that come later holds through each other, in either order of coming.
    @Test(arguments: [["x", "y"], ["y", "x"]]) func chainsOfNewRecordsHold(_ order: [String]) throws {
        let known = [KnownPair("x", "y", .same), KnownPair("y", "a", .different), KnownPair("x", "late", .different)]
        let index = try index(known)
        let first = try index.add(order[0], Self.twin)
        #expect(first.cluster == order[0])
        // The second looks like somebody else, and is with the first.
        let second = try index.add(order[1], Self.other)
        #expect(second.cluster == order[0] && second.bridges == ["z"])
        // One that is told apart from either is not with them, one that nobody spoke of may be.
        #expect(try index.add("late", Self.other).cluster == "z")
        #expect(try index.add("free", Self.other).cluster != "free")
    }

    @Test func clustersKnownToBeOneAreOne() throws {
        let index = try index([KnownPair("b", "z", .same)])
        #expect(try index.matches(Self.other).map(\.cluster) == ["a"])
        // What resembles one of the two contradicts the other.
        let placement = try index.add("new", Self.other)
        #expect(placement.cluster == "new" && placement.bridges == ["a"])
        let alone = try self.index([KnownPair("b", "a", .same)], joined: false)
        #expect(try alone.add("new", Self.twin).cluster == "a")
        #expect(try alone.add("newer", Self.other).cluster == "z")
    }

    @Test(arguments: [
        [KnownPair("a", "b", .different)], [KnownPair("a", "z", .same), KnownPair("z", "b", .different)],
        [KnownPair("n", "a", .same), KnownPair("n", "b", .different)],
        [KnownPair("n", "m", .same), KnownPair("m", "a", .same), KnownPair("n", "b", .different)],
        [KnownPair("n", "n", .different)],
    ]) func contradictionsAreRefused(_ known: [KnownPair]) throws {
        let problem = #expect(throws: Problem.self) { try index(known) }
        #expect(problem?.code == "linkage.known-contradiction")
        #expect(problem?.arguments["left"] == known.last?.records.left)
    }

    @Test func onlyOtherListsCount() throws {
        let across = try index(crossListsOnly: true)
        #expect(try across.matches(Self.twin, list: 0).isEmpty)
        #expect(try across.matches(Self.twin, list: 1).map(\.id) == ["a", "b"])
        #expect(try across.add("same", Self.twin, list: 0).cluster == "same")
        #expect(try across.add("across", Self.twin, list: 7).cluster == "a")
        // A list that was not there before is one like the others.
        #expect(try across.matches(Self.twin, list: 7).map(\.id) == ["a", "b", "same"])
    }

    @Test func noMoreOfOneListThanCanBe() throws {
        let index = try index(mostPerList: 2)
        let full = try index.add("full", Self.twin, list: 0)
        #expect(full.cluster == "full" && full.bridges == ["a"])
        #expect(try index.add("one", Self.twin, list: 1).cluster == "a")
        #expect(try index.add("two", Self.twin, list: 1).cluster == "a")
        #expect(try index.add("three", Self.twin, list: 1).cluster == "full")
        // Somebody's word counts for more.
        let bound = try self.index([KnownPair("full", "b", .same)], mostPerList: 2)
        #expect(try bound.add("full", Self.twin, list: 0).cluster == "a")
    }

    @Test func anIdIsThereOnce() throws {
        let index = try index()
        for id in ["a", "b", "r7"] {
            let problem = #expect(throws: Problem.self) { try index.add(id, Self.twin) }
            #expect(problem?.code == "linkage.repeated-id" && problem?.value == id)
        }
        _ = try index.add("new", Self.twin)
        #expect(throws: Problem.self) { try index.add("new", Self.other) }
        var people = People(50, seed: 72)
        let trained = try Linker(Models.people).link(People(300, seed: 71).records())
        people.ids[40] = people.ids[3]
        people.ids[30] = people.ids[12]
        let problem = try #require(throws: Problem.self) { try LinkageIndex(people.records(), trained.model) }
        #expect(problem.code == "linkage.repeated-id" && problem.value == "r3")
    }

    @Test(arguments: [
        [0, 1], Array(repeating: 0, count: 51), Array(repeating: 60, count: 50), [1] + Array(repeating: 2, count: 49),
    ])
    func clustersOfOtherRecordsAreRefused(_ clusters: [Int]) throws {
        let people = People(50, seed: 72)
        let trained = try Linker(Models.people).link(People(300, seed: 71).records())
        let problem = try #require(throws: Problem.self) {
            try LinkageIndex(people.records(), trained.model, clusters: ClusterNames(clusters))
        }
        #expect(problem.code == "linkage.clusters")
    }
}
