import Foundation
import Linkage
import Testing

@Suite("Models as values")
struct ModelTests {
    @Test(arguments: [
        "name", "name.sorted", "name.first", "name[1..3]", "name.first[1..2]", "nik[7..16]", "birth_date.year",
    ])
    func keysAreReadAsTheyAreWritten(text: String) throws {
        #expect(FieldKey(text: text)?.text == text)
    }

    @Test(arguments: ["", "a.b.c", "name[0..2]", "name[3..2]", "name[", "name[x]", "name.whole", "name.nothing", "a b"])
    func othersAreNoKeys(text: String) { #expect(FieldKey(text: text) == nil) }

    @Test(arguments: [
        "same nik[1..12]", "not same nik", "missing name", "jw name >= 0.93", "jaro name >= 0.5", "words name >= 0.5",
        "edits nik <= 2", "levenshtein name <= 1", "differ nik >= 3", "swapped birth", "days birth <= 31",
        "gap income <= 5.0", "share income <= 0.1", "not custom mine",
    ])
    func conditionsAreReadAsTheyAreWritten(text: String) { #expect(Condition(text: text)?.text == text) }

    @Test(arguments: ["", "same", "same a b", "jw name <= 0.9", "jw name >= 2", "edits nik <= 1.5", "near name", "not"])
    func othersAreNoConditions(text: String) { #expect(Condition(text: text) == nil) }

    @Test func survivesJSON() throws {
        let trained = try Linker(Models.people).link(People(500, seed: 1).records()).model
        let data = try JSONEncoder().encode(trained)
        #expect(try JSONDecoder().decode(LinkageModel.self, from: data) == trained)
    }

    /// What each condition says of two records, seen through the level it gives.
    @Test(arguments: [
        ("same name", true), ("same name.first", true), ("same name[1..3]", true), ("same name[1..30]", false),
        ("same number[1..2]", true), ("same number[3..6]", false), ("edits number <= 1", true),
        ("differ number >= 3", false), ("differ number >= 2", true), ("same birth", false), ("same birth.year", true),
        ("same birth.month", false), ("swapped birth", true), ("days birth <= 30", true), ("days birth <= 27", false),
        ("gap income <= 10", true), ("share income <= 0.01", false), ("missing place", true), ("same place", false),
        ("jw name >= 0.99", true), ("words name >= 1", true),
    ])
    func conditions(text: String, holds: Bool) throws {
        let condition = try #require(Condition(text: text))
        var model = LinkageModel(
            name: "one",
            fields: [
                LinkageField("name", .text), LinkageField("number", .digits), LinkageField("birth", .date),
                LinkageField("place", .digits), LinkageField("income", .number),
            ],
            blocking: [BlockingRule([FieldKey("name")])],
            comparisons: [Comparison("one", [ComparisonLevel("yes", when: [[condition]])])])
        let records = try LinkageRecords(
            ids: ["a", "b"],
            columns: [
                "name": .text(["sri rahayu", "sri rahayu"]), "number": .digits(["123456", "124356"]),
                "birth": .date(["2001-03-04", "20010403"]), "place": .digits(["12", nil]),
                "income": .number([100, 109]),
            ])
        // Parameters under which no level says anything, so that the pair is handed back whatever it is.
        let even = ModelParameters.Levels(name: "one", m: [0.5, 0.5], u: [0.5, 0.5], isCounted: [false, false])
        model.parameters = ModelParameters(
            match: 0.5, household: 0, comparisons: [even],
            convergence: .init(iterations: 1, change: 0, isConverged: true), records: 2)
        let result = try Linker(model).link(records)
        let pair = try #require(result.pairs.first)
        #expect((result.levels(pair.vector)[0] == 0) == holds)
    }
}
