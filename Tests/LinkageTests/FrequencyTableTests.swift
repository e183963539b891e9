import Foundation
import Linkage
import Problems
import Testing

@Suite("Frequencies from a table")
struct FrequencyTableTests {
    private let people = People(500, seed: 90)

    /// How often each text stands in a column.
    private func counts(_ cells: [String?]) -> (values: [String], counts: [Int]) {
        var found: [String: Int] = [:]
        for cell in cells { if let cell { found[cell, default: 0] += 1 } }
        let values = found.keys.sorted()
        return (values, values.map { found[$0] ?? 0 })
    }

    private func link(_ frequencies: [String: FrequencyTable], _ change: (inout LinkageModel) -> Void = { _ in }) throws
        -> LinkageResult
    {
        var model = Models.people
        change(&model)
        var options = Linker.Options()
        options.samplePairs = 20_000
        var linker = Linker(model, options: options)
        linker.frequencies = frequencies
        return try linker.link(people.records())
    }

    /// A table of the records' own counts changes nothing.
    @Test func ownCountsAsATable() throws {
        let (names, nameCounts) = counts(people.names)
        let (places, placeCounts) = counts(people.places)
        let plain = try link([:])
        let tabled = try link([
            "name": FrequencyTable(.text(names), counts: nameCounts),
            "place": FrequencyTable(.digits(places), counts: placeCounts),
        ])
        #expect(plain.pairs.count > 200 && plain.pairs.count == tabled.pairs.count)
        for (a, b) in zip(plain.pairs, tabled.pairs) { #expect(abs(a.weight - b.weight) < 1e-5) }
        // Only the table of places, in two lines each: they are added up.
        let twice = try link(["place": FrequencyTable(.digits(places + places), counts: placeCounts + placeCounts)])
        for (a, b) in zip(plain.pairs, twice.pairs) { #expect(abs(a.weight - b.weight) < 1e-5) }
    }

    @Test func rareElsewhereWeighsMore() throws {
        let (names, nameCounts) = counts(people.names)
        let known = Array(names.dropLast())
        let table = try FrequencyTable(.text(known), counts: known.indices.map { nameCounts[$0] * 1000 })
        let result = try link(["name": table])
        let plain = try link([:])
        // The one that is not there is as rare as a value seen once among hundreds of thousands.
        let missing = people.ids.indices.filter { people.names[$0] == names.last }
        let total = Double(nameCounts.dropLast().reduce(0, +) * 1000)
        for pair in result.pairs where missing.contains(pair.left) && result.levels(pair.vector)[0] == 1 {
            let before = try #require(plain.pairs.first { $0.left == pair.left && $0.right == pair.right })
            let own = log2(Double(missing.count) / Double(people.names.count { $0 != nil }))
            #expect(abs(pair.weight - before.weight - (own + log2(total))) < 0.1)
        }
        #expect(result.pairs.contains { missing.contains($0.left) })
    }

    /// A table of single words stands for whole names by the product of their shares.
    @Test func singleWords() throws {
        let words = People.first + People.last
        let table = try FrequencyTable(.text(words), counts: words.map { _ in 100 })
        let result = try link(["name": table])
        let share = log2(1 / Double(words.count))
        let same = result.pairs.filter { result.levels($0.vector)[0] == 1 }
        #expect(same.count > 60)
        for pair in same {
            let count = people.names[pair.left]?.split(separator: " ").count ?? 0
            let why = try #require(result.explanation(pair))
            let average = try #require(result.model.parameters?.comparisons[0].u[1])
            let place = result.levels(pair.vector)[3] == 1
            guard !place, count > 1 else { continue }
            #expect(abs(why.frequency - (log2(average) - Double(count) * share)) < 0.01)
        }
    }

    @Test func refusals() throws {
        let table = try FrequencyTable(.text(["x"]), counts: [1])
        let key = #expect(throws: Problem.self) { try link(["birth": table]) }
        #expect(key?.code == "linkage.frequency-key" && key?.arguments["keys"] == "name, place")
        let kind = #expect(throws: Problem.self) { try link(["place": table]) }
        #expect(kind?.code == "linkage.field")
        let missing = #expect(throws: Problem.self) { try link([:]) { $0.frequencyFiles = ["name": "names.csv"] } }
        #expect(missing?.code == "linkage.frequency-missing")
        #expect(throws: Problem.self) { try FrequencyTable(.text(["x"]), counts: []) }
        var model = Models.people
        model.frequencyFiles = ["name": "names.csv"]
        let whole = #expect(throws: Problem.self) { try model.checkForPartitions() }
        #expect(whole?.code == "linkage.whole-only")
        #expect(try JSONDecoder().decode(LinkageModel.self, from: JSONEncoder().encode(model)) == model)
    }
}
