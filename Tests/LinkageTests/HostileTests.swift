import Linkage
import Testing

@Suite("Input that would bring others down")
struct HostileTests {
    private func link(_ change: (inout People) -> Void) throws -> LinkageResult {
        var people = People(2500, seed: 40)
        change(&people)
        return try Linker(Models.people).link(people.records())
    }

    @Test(.timeLimit(.minutes(1)))
    func oneNumberForAll() throws {
        let result = try link { people in people.numbers = people.numbers.map { _ in "3507111203800001" } }
        // The one large group is split by birth date and told of.
        #expect(result.blocking[0].splitGroups == 1)
        #expect(result.blocking[0].largest == 2500)
        #expect(result.blocking[0].pairsLeftOut > 3_000_000)
        #expect(result.comparedPairs < 1_000_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func oneNameForAll() throws {
        let result = try link { people in people.names = people.names.map { _ in "siti aminah" } }
        #expect(result.blocking[2].splitGroups == 1)
        #expect(result.comparedPairs < 1_000_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func everythingTheSame() throws {
        let result = try link { people in
            people.names = people.names.map { _ in "siti aminah" }
            people.numbers = people.numbers.map { _ in "3507111203800001" }
            people.births = people.births.map { _ in "1980-03-12" }
            people.places = people.places.map { _ in "1001" }
        }
        // Nothing is left to split by: nothing is compared, and the report says how much.
        #expect(result.comparedPairs == 0)
        #expect(result.blocking[0].pairsLeftOut == 2500 * 2499 / 2)
        #expect(result.clusterCount == 2500)
    }

    @Test(.timeLimit(.minutes(1)))
    func nothingAnywhere() throws {
        let result = try link { people in
            let nothing: [String?] = people.ids.map { _ in nil }
            (people.names, people.numbers, people.births, people.places) = (nothing, nothing, nothing, nothing)
        }
        #expect(result.comparedPairs == 0)
        #expect(result.pairs.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func longAndBrokenTexts() throws {
        let long = String(repeating: "muhammad abdurrahman ", count: 500)
        let broken = String(decoding: [0x53, 0xFF, 0xC3, 0x28, 0xE2, 0x82, 0x20, 0x80, 0x41] as [UInt8], as: UTF8.self)
        let result = try link { people in
            for row in people.ids.indices where row % 3 == 0 { people.names[row] = long + String(row % 50) }
            for row in people.ids.indices where row % 3 == 1 { people.names[row] = broken + String(row % 50) + "é漢字" }
        }
        #expect(result.clusters.count == 2500)
    }

    /// A field that no record has, of which the model's keys pick positions.
    @Test func fieldsWithoutAValue() throws {
        var model = Models.people
        model.blocking.append(BlockingRule([Models.key("number[1..12]"), Models.key("name.first")]))
        model.blocking.append(BlockingRule([Models.key("name[1..3]"), Models.key("birth.month"), Models.key("place")]))
        var people = People(300, seed: 3)
        people.numbers = people.numbers.map { _ in nil }
        let without = try Linker(model).link(people.records())
        #expect(without.clusterCount < 300)
        people.names = people.names.map { _ in nil }
        people.births = people.births.map { _ in nil }
        #expect(try Linker(model).link(people.records()).comparedPairs == 0)
        // Digits have at most 16 places.
        model.blocking.append(BlockingRule([Models.key("number[1..17]")]))
        #expect(throws: (any Error).self) { try Linker(model).link(people.records()) }
    }

    @Test func noRecordsAndOne() throws {
        for count in 0...2 {
            let result = try Linker(Models.people).link(People(count, seed: 1).records())
            #expect(result.clusters.count == count)
        }
    }
}
