import Linkage
import Problems
import Testing

@Suite("New records against linked ones")
struct IndexTests {
    private func values(_ people: People, _ row: Int) -> [String: LinkageIndex.Value] {
        var values: [String: LinkageIndex.Value] = [:]
        if let name = people.names[row] { values["name"] = .text(name) }
        if let number = people.numbers[row] { values["number"] = .digits(number) }
        if let birth = people.births[row]?.split(separator: "-").compactMap({ Int($0) }), birth.count == 3 {
            values["birth"] = .date(year: birth[0], month: birth[1], day: birth[2])
        }
        if let place = people.places[row] { values["place"] = .digits(place) }
        return values
    }

    /// A record held against the index weighs what it weighs when it is linked with the others under the same model.
    @Test func matchesAreThoseOfLinking() throws {
        let people = People(900, seed: 50)
        let trained = try Linker(Models.people).link(people.records())
        let index = try LinkageIndex(people.records(), trained.model, clusters: trained.clusters)
        var compared = 0
        for row in stride(from: 0, to: 900, by: 7) {
            let found = try index.matches(values(people, row))
            // The record itself is there, and its own pairs.
            let own = trained.pairs.filter { $0.left == row || $0.right == row }
            for pair in own {
                let other = people.ids[pair.left == row ? pair.right : pair.left]
                let match = found.first { $0.id == other }
                #expect(abs((match?.weight ?? -100) - pair.weight) < 1e-5)
                #expect(match?.levels == trained.levels(pair.vector))
                compared += 1
            }
            #expect(Set(found.map(\.id)).subtracting([people.ids[row]]).count == own.count)
            // Asked by its place, the record finds the same without itself.
            #expect(index.matches(of: row) == found.filter { $0.id != people.ids[row] })
        }
        #expect(compared > 50)
        #expect(index.count == 900)
        #expect(index.matches(of: 900).isEmpty)
    }

    /// Clusters that are there keep their names and members; a new record joins one or begins its own.
    @Test func clustersStayWhatTheyAre() throws {
        let people = People(900, seed: 51)
        let known = Array(0..<700)
        let trained = try Linker(Models.people).link(people.records(order: known))
        let index = try LinkageIndex(
            people.records(order: known), trained.model, clusters: trained.clusters, spare: 200)
        let names = Set(trained.clusters.map { people.ids[$0] })
        var (joined, wrong) = (0, 0)
        var placed: [String: UInt32] = [:]
        for row in known { placed[people.ids[trained.clusters[row]]] = people.truth[trained.clusters[row]] }
        for row in 700..<900 {
            let placement = try index.add(people.ids[row], values(people, row))
            #expect(
                names.contains(placement.cluster) || placed[placement.cluster] != nil
                    || placement.cluster == people.ids[row])
            if let person = placed[placement.cluster] {
                joined += 1
                if person != people.truth[row] { wrong += 1 }
            } else {
                placed[placement.cluster] = people.truth[row]
            }
        }
        #expect(joined > 50)
        #expect(wrong <= joined / 50)
        // An added record is found by the next one.
        let again = try index.matches(values(people, 899))
        #expect(again.contains { $0.id == people.ids[899] } || values(people, 899).count < 2)
    }

    @Test func refusals() throws {
        let people = People(100, seed: 52)
        let records = try people.records()
        #expect(throws: Problem.self) { try LinkageIndex(records, Models.people) }
        let trained = try Linker(Models.people).link(records)
        let index = try LinkageIndex(records, trained.model, spare: 1)
        let kind = #expect(throws: Problem.self) { try index.matches(["name": .digits("12")]) }
        #expect(kind?.code == "linkage.field")
        _ = try index.add("new", ["name": .text("a name that is new")])
        let full = #expect(throws: Problem.self) { try index.add("newer", [:]) }
        #expect(full?.code == "linkage.index-full")
        let twice = #expect(throws: Problem.self) { try index.add("new", [:]) }
        #expect(twice?.code == "linkage.repeated-id")
    }
}

@Suite("Results as data")
struct ResultTests {
    /// The parts of an explanation add up to the pair's weight.
    @Test func explanationsAddUp() throws {
        let people = People(900, seed: 60)
        let result = try Linker(Models.people).link(people.records())
        #expect(result.pairs.count > 100)
        for pair in result.pairs {
            let why = try #require(result.explanation(pair))
            let sum = why.prior + why.parts.reduce(0) { $0 + $1.weight } + why.frequency + why.household
            #expect(abs(sum - pair.weight) < 1e-9)
            #expect(why.parts.count == 4)
            // No household in this model, so nothing is taken off.
            #expect(abs(why.household) < 1e-6)
            // The frequencies of two values change a weight by no more than their rarity allows.
            #expect(abs(why.frequency) < 20)
        }
        #expect(result.histogram.reduce(0) { $0 + $1.pairs } == result.comparedPairs)
        #expect(result.histogram.map(\.weight) == result.histogram.map(\.weight).sorted())
    }

    private func pair(_ left: Int, _ right: Int, _ weight: Double) -> LinkedPair {
        LinkedPair(left: left, right: right, weight: weight, vector: 0)
    }

    @Test func oneToOneTakesTheGreatestSum() {
        // The strongest pair alone would leave two weaker ones apart that together weigh more.
        let pairs = [pair(0, 2, 10), pair(0, 3, 8), pair(1, 2, 9)]
        #expect(OneToOne.assign(pairs, records: 4) == [pair(0, 3, 8), pair(1, 2, 9)])
        #expect(OneToOne.assign([pair(0, 1, -1)], records: 2).isEmpty)
        #expect(OneToOne.assign([], records: 0).isEmpty)
    }

    /// Against all assignments tried out.
    @Test func oneToOneAgreesWithTryingAll() {
        var random = Seeded(77)
        for _ in 0..<60 {
            let (left, right) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...5, using: &random))
            var pairs: [LinkedPair] = []
            for a in 0..<left {
                for b in left..<(left + right) where Bool.random(using: &random) {
                    pairs.append(pair(a, b, Double.random(in: 0.1...20, using: &random)))
                }
            }
            func best(_ rest: ArraySlice<LinkedPair>, _ taken: Set<Int>) -> Double {
                guard let first = rest.first else { return 0 }
                let without = best(rest.dropFirst(), taken)
                if taken.contains(first.left) || taken.contains(first.right) { return without }
                return max(without, first.weight + best(rest.dropFirst(), taken.union([first.left, first.right])))
            }
            let chosen = OneToOne.assign(pairs, records: left + right)
            #expect(abs(chosen.reduce(0) { $0 + $1.weight } - best(pairs[...], [])) < 1e-9)
            #expect(Set(chosen.flatMap { [$0.left, $0.right] }).count == chosen.count * 2)
        }
    }
}
