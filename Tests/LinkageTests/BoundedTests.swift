import Linkage
import Problems
import Testing

/// What is found does not depend on how much memory there is to find it.
@Suite("Linking within a limit of memory")
struct BoundedTests {
    /// How many bytes beside the least a job is given: next to nothing, and enough for larger pieces.
    private static let spare = [0, 10_000, 60_000]

    private func check(
        _ linker: Linker, _ records: LinkageRecords, truth: [UInt32] = [], mustPartition: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let whole = try Said(linker.link(records, truth: truth))
        for (spare, threads) in zip(Self.spare, [2, 1, 4]) {
            let scratch = TestScratch()
            var bounded = linker
            bounded.options.threads = threads
            bounded.options.memory = try bounded.leastMemory(records, hasTruth: !truth.isEmpty) + spare
            bounded.options.scratch = scratch
            do {
                let result = try bounded.link(records, truth: truth)
                let memory = try #require(result.memory)
                #expect(memory.limit == bounded.options.memory)
                if mustPartition {
                    #expect(memory.partitions > 1, sourceLocation: sourceLocation)
                    #expect(memory.written == scratch.used)
                }
                #expect(try Said(result) == whole, "\(spare)", sourceLocation: sourceLocation)
            }
            // With the result its files are gone.
            #expect(scratch.open == 0)
        }
    }

    private var linker: Linker {
        var options = Linker.Options()
        options.samplePairs = 1000
        return Linker(Models.people, options: options)
    }

    @Test func pairsClustersModelAndReportsAreTheSame() throws {
        let people = People(2000, seed: 70)
        try check(linker, people.records(), truth: people.truth)
        try check(linker, people.records())
    }

    @Test func acrossListsOnly() throws {
        let people = People(1500, seed: 71)
        var linker = linker
        linker.options.crossListsOnly = true
        try check(linker, people.records(withLists: true), truth: people.truth)
    }

    /// Groups far above the limit, split by one key and by two, and left out where none is left.
    @Test func largeGroups() throws {
        var people = People(1500, seed: 72)
        var linker = linker
        linker.model.largestBlock = 20
        try check(linker, people.records())
        people.names = people.names.map { _ in "siti aminah" }
        try check(linker, people.records(), truth: people.truth)
        people.numbers = people.numbers.map { _ in "3507111203800001" }
        people.births = people.births.map { _ in "1980-03-12" }
        try check(linker, people.records(), mustPartition: false)
    }

    @Test func withoutFrequenciesAndWithUnionsThatAreRefused() throws {
        let people = People(2000, seed: 73)
        var linker = linker
        for place in linker.model.comparisons.indices {
            for level in linker.model.comparisons[place].levels.indices {
                linker.model.comparisons[place].levels[level].frequency = nil
            }
        }
        linker.model.clustering.largestPerList = 1
        linker.options.threshold = 0.6
        try check(linker, people.records(withLists: true))
    }

    @Test func aTrainedModelAndTestsOfTheCallersOwn() throws {
        let people = People(1200, seed: 74)
        var linker = linker
        linker.model = try linker.link(people.records()).model
        try check(linker, people.records())
        linker.model.parameters = nil
        linker.model.comparisons[0].levels[2] = ComparisonLevel("near", when: Models.all("custom length"))
        let names = people.names
        linker.custom = ["length": { names[$0]?.count == names[$1]?.count }]
        try check(linker, people.records())
    }

    /// Records that bear the same id are still told apart.
    @Test func repeatedIds() throws {
        var people = People(1200, seed: 75)
        people.ids = people.ids.indices.map { "r\($0 / 3)" }
        try check(linker, people.records())
    }

    @Test func fewRecordsOrNone() throws {
        for count in 0...3 { try check(linker, People(count, seed: 1).records(), mustPartition: false) }
    }

    @Test func enoughMemoryIsUsedAsIfThereWereNoLimit() throws {
        let people = People(900, seed: 76)
        let scratch = TestScratch()
        var bounded = linker
        bounded.options.memory = 1 << 40
        bounded.options.scratch = scratch
        let result = try bounded.link(people.records())
        #expect(result.memory?.partitions == 0)
        #expect(result.memory?.written == 0)
        #expect(scratch.made == 0)
        #expect(try Said(result) == Said(linker.link(people.records())))
    }

    /// The order of the rows shows as little as without a limit.
    @Test func rowsInAnyOrder() throws {
        let people = People(900, seed: 77)
        var bounded = linker
        let expected = try bounded.link(people.records())
        bounded.options.memory = try bounded.leastMemory(people.records())
        bounded.options.scratch = TestScratch()
        let order = Array(people.ids.indices.reversed())
        let result = try bounded.link(people.records(order: order))
        #expect(result.memory?.partitions ?? 0 > 1)
        let names = order.indices.map { people.ids[order[result.clusters[$0]]] }
        #expect(names.reversed() == expected.clusters.map { people.ids[$0] })
    }
}
