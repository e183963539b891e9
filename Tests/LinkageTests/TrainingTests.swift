import Linkage
import Testing

@Suite("Training without labels")
struct TrainingTests {
    /// Records of which half come in pairs; fields agree within a pair with known probabilities.
    private func planted(
        _ agree: [Double], values: [Int], pairs: Int, seed: UInt64
    ) throws -> (LinkageRecords, [UInt32]) {
        var random = Seeded(seed)
        var cells: [[String?]] = values.map { _ in [] }
        var truth: [UInt32] = []
        for person in 0..<(2 * pairs) {
            let copies = person % 2 == 0 ? 2 : 1
            let own = values.map { Int.random(in: 0..<$0, using: &random) }
            for copy in 0..<copies {
                truth.append(UInt32(person + 1))
                for field in values.indices {
                    let isSame = copy == 0 || Double.random(in: 0..<1, using: &random) < agree[field]
                    let value = isSame ? own[field] : Int.random(in: 0..<values[field], using: &random)
                    cells[field].append("v\(value)")
                }
            }
        }
        var columns: [String: RecordColumn] = [:]
        for (field, column) in cells.enumerated() { columns["f\(field)"] = .text(column) }
        return (try LinkageRecords(ids: truth.indices.map { "r\($0)" }, columns: columns), truth)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func recoversPlantedProbabilities(seed: UInt64) throws {
        let (agree, values) = ([0.95, 0.9, 0.8, 0.7, 0.85], [200, 50, 100, 20, 400])
        let (records, truth) = try planted(agree, values: values, pairs: 1500, seed: seed)
        let fields = values.indices.map { "f\($0)" }
        let model = LinkageModel(
            name: "planted", fields: fields.map { LinkageField($0, .text) },
            // Enough ways to meet that hardly a pair is lost.
            blocking: fields.flatMap { a in
                fields.filter { $0 > a }.map { BlockingRule([Models.key(a), Models.key($0)]) }
            },
            comparisons: fields.map { Comparison($0, [ComparisonLevel("same", when: Models.all("same \($0)"))]) })
        let result = try Linker(model).link(records, truth: truth)
        let found = try #require(result.model.parameters)
        #expect(found.convergence.isConverged)
        for (field, levels) in found.comparisons.enumerated() {
            let m = agree[field] + (1 - agree[field]) / Double(values[field])
            // Pairs that agree on one field or none are never compared, so what is found lies a little high.
            #expect(abs(levels.m[0] - m) < 0.055, "m of \(field): \(levels.m[0]) for \(m)")
            #expect(abs(levels.u[0] * Double(values[field]) - 1) < 0.08, "u of \(field): \(levels.u[0])")
            #expect(levels.isCounted[0])
            #expect(abs(levels.m.reduce(0, +) - 1) < 1e-9)
        }
        let pairs = Double(records.count) * Double(records.count - 1) / 2
        #expect(abs(found.match * pairs / 1500 - 1) < 0.05)
    }

    /// Iterations that ran out are not called convergence.
    @Test func saysWhenItDidNotConverge() throws {
        let people = People(600, seed: 2)
        var options = Linker.Options()
        options.mostIterations = 1
        let result = try Linker(Models.people, options: options).link(people.records())
        let convergence = try #require(result.model.parameters?.convergence)
        #expect(!convergence.isConverged)
        #expect(convergence.iterations == 1)
        #expect(convergence.change > 1e-4)
    }

    /// A rare value that agrees says more than a common one.
    @Test func rareValuesWeighMore() throws {
        var people = People(2000, seed: 6)
        for row in people.ids.indices where people.truth[row] % 4 == 0 { people.names[row] = "sri rahayu" }
        var model = Models.people
        model.comparisons[3].levels[1].frequency = nil
        let result = try Linker(model).link(people.records())
        let common = result.pairs.filter {
            people.names[$0.left] == "sri rahayu" && people.names[$0.right] == "sri rahayu"
        }
        var (compared, wrong) = (0, 0)
        for pair in common {
            for other in result.pairs
            where other.vector == pair.vector && people.names[other.left] != "sri rahayu" {
                compared += 1
                if other.weight <= pair.weight { wrong += 1 }
            }
        }
        #expect(compared > 0)
        #expect(wrong == 0)
    }

    /// Relatives share card and place and are still two people.
    @Test func householdsAreNoMatches() throws {
        var random = Seeded(17)
        var (names, cards, births, truth): ([String?], [String?], [String?], [UInt32]) = ([], [], [], [])
        var person: UInt32 = 0
        for home in 0..<400 {
            for _ in 0..<3 {
                person += 1
                let (given, family) = (
                    People.first.randomElement(using: &random), People.last.randomElement(using: &random)
                )
                let name = [given, family].compactMap { $0 }.joined(separator: " ")
                let year = Int.random(in: 1950...1999, using: &random)
                let (month, day) = (Int.random(in: 1...9, using: &random), Int.random(in: 10...28, using: &random))
                let birth = "\(year)-0\(month)-\(day)"
                for _ in 0..<(person % 3 == 0 ? 2 : 1) {
                    names.append(name)
                    births.append(Int.random(in: 0..<3, using: &random) == 0 ? nil : birth)
                    cards.append("card\(home)")
                    truth.append(person)
                }
            }
        }
        var model = LinkageModel(
            name: "homes",
            fields: [LinkageField("name", .text), LinkageField("card", .text), LinkageField("birth", .date)],
            blocking: [BlockingRule([Models.key("card")]), BlockingRule([Models.key("name"), Models.key("birth")])],
            comparisons: [
                Comparison("name", [ComparisonLevel("same", when: Models.all("same name"))]),
                Comparison("card", isShared: true, [ComparisonLevel("same", when: Models.all("same card"))]),
                Comparison(
                    "birth",
                    [
                        ComparisonLevel("missing", when: Models.all("missing birth"), isNeutral: true),
                        ComparisonLevel("same", when: Models.all("same birth")),
                    ]),
            ], household: Household(anchor: "card"))
        let records = try LinkageRecords(
            ids: truth.indices.map { "r\($0)" },
            columns: ["name": .text(names), "card": .text(cards), "birth": .date(births)])
        let result = try Linker(model).link(records, truth: truth)
        let quality = try #require(result.quality)
        #expect(quality.pairs.precision > 0.97)
        #expect(quality.pairs.recall > 0.95)
        let found = try #require(result.model.parameters)
        let allPairs = Double(records.count) * Double(records.count - 1) / 2
        let relatives = Double(result.blocking[0].pairs - quality.pairs.allTrue)
        #expect(abs(found.household * allPairs / relatives - 1) < 0.1)
        model.household = Household(anchor: "nothing")
        #expect(throws: (any Error).self) { try Linker(model).link(records) }
    }
}
