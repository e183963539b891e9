import Kernels
import Linkage
import Problems
import Testing

@Suite("Linking from records to clusters")
struct LinkerTests {
    /// Clusters as sets of ids.
    private func clusters(_ result: LinkageResult, _ ids: [String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: ids.indices.map { (ids[$0], ids[result.clusters[$0]]) })
    }

    @Test func findsTheSamePeople() throws {
        let people = People(2500, seed: 7)
        let result = try Linker(Models.people).link(people.records(), truth: people.truth)
        let quality = try #require(result.quality)
        #expect(quality.clusters.precision > 0.98)
        #expect(quality.clusters.recall > 0.95)
        #expect(quality.best.figures.f1 >= quality.pairs.f1 - 0.005)
        var together: [UInt32: Int] = [:]
        for person in people.truth { together[person, default: 0] += 1 }
        // All true pairs count, also those that blocking never brings together.
        #expect(quality.pairs.allTrue == together.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
        let parameters = try #require(result.model.parameters)
        #expect(parameters.convergence.isConverged)
        #expect(abs(parameters.match * Double(2500 * 2499 / 2) / Double(quality.pairs.allTrue) - 1) < 0.1)
    }

    /// The same clusters for any order of the rows and any number of threads.
    @Test func orderAndThreadsDoNotShow() throws {
        let people = People(900, seed: 21)
        var options = Linker.Options()
        // As many as there are pairs, so that all are taken; the sample has a test of its own.
        options.samplePairs = 2_000_000
        let first = try Linker(Models.people, options: options).link(people.records())
        let expected = clusters(first, people.ids)
        let weights = Dictionary(
            uniqueKeysWithValues: first.pairs.map { (Set([people.ids[$0.left], people.ids[$0.right]]), $0.weight) })
        var random = Seeded(5)
        for round in 0..<9 {
            let order = Array(people.ids.indices).shuffled(using: &random)
            options.threads = [1, 2, 4][round % 3]
            let result = try Linker(Models.people, options: options).link(people.records(order: order))
            let ids = order.map { people.ids[$0] }
            #expect(clusters(result, ids) == expected)
            for pair in result.pairs { #expect(weights[Set([ids[pair.left], ids[pair.right]])] == pair.weight) }
            #expect(result.pairs.count == first.pairs.count)
        }
    }

    /// The same when levels are estimated from a sample of pairs rather than counted over all.
    @Test func sampledTrainingDoesNotDependOnTheOrder() throws {
        let people = People(900, seed: 22)
        var options = Linker.Options()
        options.samplePairs = 100_000
        let first = try Linker(Models.people, options: options).link(people.records())
        let order = Array(people.ids.indices.reversed())
        options.threads = 1
        let other = try Linker(Models.people, options: options).link(people.records(order: order))
        #expect(first.model.parameters == other.model.parameters)
        #expect(clusters(first, people.ids) == clusters(other, order.map { people.ids[$0] }))
        // The sample comes close to what all pairs say.
        let whole = try Linker(Models.people).link(people.records()).model.parameters
        let sampled = first.model.parameters
        for (a, b) in zip(whole?.comparisons ?? [], sampled?.comparisons ?? []) {
            for (x, y) in zip(a.u, b.u) where x > 1e-3 { #expect(abs(x - y) < 0.2 * x, "\(a.name)") }
        }
    }

    @Test func aTrainedModelRunsElsewhere() throws {
        let people = People(1000, seed: 3)
        let trained = try Linker(Models.people).link(people.records())
        let again = try Linker(trained.model).link(people.records())
        #expect(trained.pairs == again.pairs)
        #expect(trained.clusters == again.clusters)
    }

    @Test func linksAcrossListsOnly() throws {
        let people = People(1500, seed: 4)
        var options = Linker.Options()
        options.crossListsOnly = true
        let result = try Linker(Models.people, options: options).link(
            people.records(withLists: true), truth: people.truth)
        #expect(result.pairs.allSatisfy { people.lists[$0.left] != people.lists[$0.right] })
        let quality = try #require(result.quality)
        #expect(quality.pairs.precision > 0.97)
        #expect(quality.pairs.recall > 0.9)
        let across = people.ids.indices.reduce(0) { sum, a in
            sum
                + people.ids.indices.count {
                    $0 > a && people.truth[$0] == people.truth[a] && people.lists[$0] != people.lists[a]
                }
        }
        #expect(quality.pairs.allTrue == across)
    }

    @Test func ownTests() throws {
        let people = People(600, seed: 9)
        var model = Models.people
        let names = people.names
        model.comparisons[0].levels[2] = ComparisonLevel("near", when: Models.all("custom length"))
        let linker = Linker(model, custom: ["length": { names[$0]?.count == names[$1]?.count }])
        let result = try linker.link(people.records())
        for pair in result.pairs where result.levels(pair.vector)[0] == 2 {
            #expect(names[pair.left]?.count == names[pair.right]?.count)
        }
        #expect(throws: Problem.self) { try Linker(model).link(people.records()) }
    }

    @Test func isCancelledAndReports() throws {
        let people = People(800, seed: 11)
        let stopped = LinkageMonitor(isCancelled: { true })
        let error = #expect(throws: Problem.self) { try Linker(Models.people).link(people.records(), monitor: stopped) }
        #expect(error?.code == "linkage.cancelled")
    }

    @Test func refusesModelsThatDoNotFit() throws {
        let records = try People(20, seed: 1).records()
        var model = Models.people
        model.blocking[0].keys = [Models.key("nowhere")]
        #expect(throws: Problem.self) { try Linker(model).link(records) }
        model = Models.people
        model.blocking[0].keys = [Models.key("number.sorted")]
        #expect(throws: Problem.self) { try Linker(model).link(records) }
        model = Models.people
        model.comparisons[1].levels[2].when = Models.all("jw number >= 0.9")
        #expect(throws: Problem.self) { try Linker(model).link(records) }
        model = Models.people
        model.fields[1] = LinkageField("number", .text)
        #expect(throws: Problem.self) { try Linker(model).link(records) }
        #expect(throws: Problem.self) { try LinkageRecords(ids: ["a"], columns: ["name": .text([])]) }
    }
}
