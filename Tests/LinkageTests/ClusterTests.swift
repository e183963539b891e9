import Linkage
import Testing

@Suite("What is not joined")
struct ClusterTests {
    /// Two people whose numbers and birth dates differ, and a record without both that resembles each of them.
    private func link(_ rules: ClusterRules) throws -> LinkageResult {
        var people = People(1200, seed: 31)
        func add(_ id: String, _ number: String?, _ birth: String?) {
            people.ids.append(id)
            people.lists.append(0)
            people.names.append("bambang pamungkas raharjo")
            people.numbers.append(number)
            people.births.append(birth)
            people.places.append("1017")
            people.truth.append(0)
        }
        add("x1", "3507111203800001", "1980-03-12")
        add("x2", nil, nil)
        add("x3", "6471022507910004", "1991-07-25")
        var model = Models.people
        model.clustering = rules
        var options = Linker.Options()
        options.threshold = 0.5
        var linker = Linker(model, options: options)
        linker.questions = [RecordPair("x1", "x2"), RecordPair("x2", "x3"), RecordPair("x1", "x3")]
        return try linker.link(people.records())
    }

    @Test func contradictoryUnionsAreRefused() throws {
        let result = try link(Models.people.clustering)
        let rows = (1200, 1201, 1202)
        let isChain =
            result.pairs.contains { $0.left == rows.0 && $0.right == rows.1 }
            && result.pairs.contains { $0.left == rows.1 && $0.right == rows.2 }
        #expect(isChain)
        #expect(result.clusters[rows.0] != result.clusters[rows.2])
        // The pair that was refused stays for a person to look at.
        let bridge = result.bridges.first { $0.right == rows.1 || $0.left == rows.1 }
        #expect(bridge != nil)
        // Asked about, it says what contradicts: the records at both ends, and by which rule. Other pairs say nothing.
        let (bridges, others) = (
            result.examined.filter { $0.separation != nil }, result.examined.filter { $0.separation == nil }
        )
        #expect(bridges.map(\.pair) == [bridge].compactMap(\.self) && others.count == 2)
        let why = try #require(bridges.first?.separation)
        #expect(why.reason == .contradiction("differ number >= 3, not missing birth, not same birth"))
        #expect(Set([why.left, why.right]) == [rows.0, rows.2])
    }

    /// A cluster bears the name of its member whose id comes first, whatever the order of the rows.
    @Test(arguments: [1, 3])
    func clustersAreNamedByTheirFirstId(threads: Int) throws {
        let people = People(900, seed: 12)
        var options = Linker.Options()
        options.threads = threads
        let result = try Linker(Models.people, options: options).link(people.records())
        var members: [Int: [Int]] = [:]
        for (row, name) in result.clusters.enumerated() { members[name, default: []].append(row) }
        #expect(members.values.contains { $0.count == 2 } && members.values.contains { $0.count > 2 })
        for (name, rows) in members {
            let first = rows.min { (people.ids[$0].count, people.ids[$0]) < (people.ids[$1].count, people.ids[$1]) }
            #expect(first == name)
        }
    }

    @Test func withoutRulesTheChainIsOneCluster() throws {
        let result = try link(ClusterRules(weighsAllPairs: false))
        #expect(result.clusters[1200] == result.clusters[1202])
        #expect(result.bridges.isEmpty)
    }

    @Test func allPairsAcrossAreWeighed() throws {
        let result = try link(ClusterRules(weighsAllPairs: true))
        #expect(result.clusters[1200] != result.clusters[1202])
        #expect(result.examined.compactMap(\.separation?.reason) == [.weights])
    }

    @Test func noMoreOfOneListThanPlausible() throws {
        let people = People(900, seed: 8)
        var model = Models.people
        model.clustering = ClusterRules(largestPerList: 1)
        let order = Array(people.ids.indices)
        let records = try LinkageRecords(
            ids: people.ids, lists: order.map { UInt16($0 % 2) },
            columns: people.records().columns)
        let linker = Linker(model)
        let result = try linker.link(records)
        var held: [Int: [Int]] = [:]
        for row in order { held[result.clusters[row], default: []].append(row % 2) }
        #expect(held.values.allSatisfy { Set($0).count == $0.count })
        let bridge = try #require(result.bridges.first)
        var asking = linker
        asking.questions = [RecordPair(people.ids[bridge.left], people.ids[bridge.right])]
        let why = try #require(try asking.link(records).examined.first?.separation)
        #expect(why.reason == .list(most: 1) && why.left % 2 == why.right % 2)
    }

    /// A cluster bears the id that comes first, whatever the order of the rows.
    @Test func clustersAreNamedByTheFirstId() throws {
        let people = People(600, seed: 12)
        let result = try Linker(Models.people).link(people.records())
        for row in people.ids.indices {
            let name = people.ids[result.clusters[row]]
            let (mine, its) = (people.ids[row], name)
            #expect(its.count < mine.count || its.count == mine.count && its <= mine)
        }
    }
}
