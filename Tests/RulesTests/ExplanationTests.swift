import Foundation
import Problems
import Rules
import Testing

@Suite("Why a rule came to what it did")
struct ExplanationTests {
    static let decisions: [(expression: String, part: String)] = [
        ("t && x > 9 && s == 'Malang'", "x > 9"), ("f || (t && x == 5)", "(t && x == 5)"), ("!(f || x > 3)", "x > 3"),
        ("f && t || s != 'Malang'", "f && t || s != 'Malang'"),
        ("t ? x > 9 : t", "x > 9"), ("x < 3 ? true : false", "x < 3"), ("numbers.exists(n, n == 2)", "n == 2"),
        ("numbers.all(n, n < 3 && t)", "n < 3"),
        ("t && lost", "lost"), ("lost && gone > 1", "lost && gone > 1"), ("wrong || f", "wrong"),
        ("1 / 0 == 1 && f", "f"), ("x + 1", "x + 1"),
        ("lost ? t : f", "lost"), ("t && (lost || x > 3)", "t && (lost || x > 3)"), ("f || (lost || x > 3)", "x > 3"),
    ]

    @Test("the smallest part whose value fixed the result", arguments: decisions)
    func deciding(expression: String, part: String) throws {
        let schema = try Sample.schema()
        let explanation = try CheckedExpression(expression, schema: schema).explain(Sample.bindings(schema))
        #expect(explanation.deciding?.expression == part)
    }

    @Test("every part that was looked at, with its value, and what was missing")
    func parts() throws {
        let schema = try Sample.schema()
        let text = "person.age >= 17 && s in ['Malang'] && active('KUR')"
        let explanation = try CheckedExpression(text, schema: schema).explain(Sample.bindings(schema))
        let told = explanation.steps.map { "\($0.expression) = \($0.value ?? $0.missing.joined())" }
        #expect(
            told == [
                "person.age = 40", "person.age >= 17 = true", "s = \"Malang\"", "s in ['Malang'] = true",
                "active('KUR') = KUR register", "\(text) = KUR register",
            ])
        #expect(explanation.missing == ["KUR register"] && explanation.outcome == .unknown(["KUR register"]))
        #expect(explanation.steps.last?.depth == 0 && explanation.steps.first?.depth == 2)
        let read = try JSONDecoder().decode(RuleExplanation.self, from: JSONEncoder().encode(explanation))
        #expect(read.steps == explanation.steps && read.missing == explanation.missing)
    }

    @Test("rounds of a macro are counted, and the last is told")
    func rounds() throws {
        let schema = try Sample.schema()
        let explanation = try CheckedExpression("numbers.all(n, n < 3)", schema: schema)
            .explain(Sample.bindings(schema))
        let part = try #require(explanation.steps.first { $0.expression == "n < 3" })
        #expect(part.rounds == 3 && part.value == "false" && part.isDeciding)
    }

    @Test("values from JSON fit the declared types, and go back")
    func json() throws {
        let schema = try Sample.schema()
        let text = #"{"age":40,"birth":"1981-02-03","income":null,"mother":{"age":70}}"#
        let value = try JSONDecoder().decode(RuleValue.self, from: Data(text.utf8))
        let person = try #require(schema.fitted(value, to: .record("person")))
        let birth = TimePoint(year: 1981, month: 2, day: 3).map(RuleValue.timestamp)
        guard case .map(let fields) = person else { return #expect(Bool(false), "no record") }
        #expect(fields[.string("birth")] == birth && fields[.string("income")] == .null)
        #expect(schema.fitted(.record(["agee": .int(1)]), to: .record("person")) == nil)
        #expect(schema.fitted(.int(-1), to: .uint) == nil && schema.fitted(.int(1), to: .double) == .double(1))
        #expect(schema.fitted(.list([.int(1), .string("a")]), to: .list(.int)) == nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let back = String(decoding: try encoder.encode(person), as: UTF8.self)
        #expect(back == #"{"age":40,"birth":"1981-02-03T00:00:00Z","income":null,"mother":{"age":70}}"#)
    }
}
