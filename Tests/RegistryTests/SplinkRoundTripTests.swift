import Foundation
import Linkage
import Problems
import Testing

@testable import Registry

/// What Gapura writes as Splink's settings it reads back as the same model, but for what it said has no meaning there.
@Suite("Bundled models as settings of Splink, and back")
struct SplinkRoundTripTests {
    /// Conditions that Splink's SQL cannot say.
    private static let unsaid = ["words", "differ", "share", "custom"]

    /// What is left of a model in Splink, with numbers that differ from level to level.
    private func expected(_ model: LinkageModel) -> LinkageModel {
        var model = model
        for place in model.comparisons.indices {
            model.comparisons[place].levels.removeAll { level in
                level.when.contains { $0.contains { Self.unsaid.contains($0.wordAndBound.word) } }
            }
        }
        return model
    }

    private func trained(_ model: LinkageModel) -> LinkageModel {
        var model = model
        let comparisons = model.comparisons.map { comparison in
            let neutral = comparison.levels.map(\.isNeutral) + [false]
            func numbers(_ base: Double) -> [Double] {
                neutral.enumerated().map { $1 ? 1 : base / Double($0 + 2) }
            }
            return ModelParameters.Levels(
                name: comparison.name, m: numbers(0.9), u: numbers(0.3), isCounted: neutral.map { _ in false })
        }
        model.parameters = ModelParameters(
            match: 0.001, household: 0, comparisons: comparisons,
            convergence: .init(iterations: 1, change: 0, isConverged: true), records: 1000)
        return model
    }

    private func read(_ json: String) throws -> LinkageModelFile.Given {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("splink-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(json.utf8).write(to: file)
        return try LinkageModelFile.given(file.path)
    }

    @Test(arguments: LinkageModelFile.bundledNames)
    func thereAndBack(name: String) throws {
        let model = trained(expected(try LinkageModelFile.named(name)))
        let written = try SplinkSettings(model, acrossListsOnly: true, isOneList: false)
        let given = try read(written.json)
        let again = given.model
        #expect(given.acrossListsOnly)
        // Splink knows columns; each is one of our fields.
        let names = Dictionary(
            model.fields.map { ($0.columns?.count == 1 ? $0.columns?.first ?? $0.name : $0.name, $0.name) },
            uniquingKeysWith: { first, _ in first })
        let own = Dictionary(
            again.fields.map { ($0.name, $0.columns?.first.flatMap { names[$0] } ?? "?") },
            uniquingKeysWith: { first, _ in first })
        #expect(Set(own.values).count == again.fields.count, "a column is read as two fields")
        func key(_ key: FieldKey) -> FieldKey {
            var key = key
            key.field = own[key.field] ?? "?"
            return key
        }
        for (mine, theirs) in zip(model.comparisons, again.comparisons) {
            #expect(mine.name == theirs.name)
            #expect(mine.levels.map(\.label) == theirs.levels.map(\.label))
            #expect(mine.levels.map(\.isNeutral) == theirs.levels.map(\.isNeutral))
            for (level, other) in zip(mine.levels, theirs.levels) {
                let conditions = other.when.map { $0.map { Condition($0.test, key($0.key), isNegated: $0.isNegated) } }
                #expect(conditions == level.when, "\(mine.name): \(level.label)")
                let frequency = level.frequency.flatMap { $0.part == .whole && $0.positions == nil ? $0 : nil }
                #expect(other.frequency.map(key) == frequency, "\(mine.name): \(level.label)")
            }
        }
        #expect(model.comparisons.count == again.comparisons.count)
        #expect(again.blocking.map { $0.keys.map(key) } == model.blocking.map(\.keys))
        #expect(again.parameters?.match == model.parameters?.match)
        for numbers in [\ModelParameters.Levels.m, \ModelParameters.Levels.u] {
            let mine = (model.parameters?.comparisons ?? []).map { $0[keyPath: numbers] }
            let theirs = (again.parameters?.comparisons ?? []).map { $0[keyPath: numbers] }
            #expect(mine.map(\.count) == theirs.map(\.count))
            // The parser of JSON may round the last digit of seventeen.
            #expect(zip(mine.joined(), theirs.joined()).allSatisfy { abs($0 - $1) <= 1e-15 * $0 })
        }
        // What was written exactly is not called near.
        #expect(!given.notes.contains { $0.value?.hasPrefix("substr") == true })
        // Once more, and nothing changes.
        let second = try SplinkSettings(again, acrossListsOnly: true, isOneList: false)
        #expect(try read(second.json).model.comparisons == again.comparisons)
    }

    /// Each condition by itself, also turned round, of fields of each kind.
    @Test(arguments: [
        "same t", "missing t", "same t.first", "same t.last", "same t.sorted", "same t[2..5]", "missing t[2..5]",
        "jw t >= 0.9", "jaro t >= 0.8", "jw t.sorted >= 0.86", "levenshtein t <= 2", "edits t <= 1", "same d",
        "missing d", "same d.year", "same d.month", "same d.day", "edits d <= 1", "swapped d", "days d <= 31", "same n",
        "missing n", "gap n <= 2.5", "same g", "missing g", "edits g <= 2", "same g[1..4]",
    ])
    func everyCondition(text: String) throws {
        let fields = [
            LinkageField("t", .text), LinkageField("d", .date), LinkageField("n", .number), LinkageField("g", .digits),
        ]
        for written in [text, "not " + text] {
            let condition = try #require(Condition(text: written))
            let level = ComparisonLevel(
                "x", when: [[condition, try #require(Condition(text: "same g"))], [condition]])
            let model = LinkageModel(
                name: "m", fields: fields, blocking: [BlockingRule([try #require(FieldKey(text: "t"))])],
                comparisons: [Comparison("c", [level])])
            let settings = try SplinkSettings(model, acrossListsOnly: false, isOneList: true)
            let again = try read(settings.json).model
            let found = try #require(again.comparisons.first?.levels.first).when
            let plain = found.map { $0.map(\.text).joined(separator: " & ").replacing(/-(date|number)/, with: "") }
            #expect(plain == ["\(written) & same g", written].map { $0 }, "\(settings.json)")
        }
    }
}
