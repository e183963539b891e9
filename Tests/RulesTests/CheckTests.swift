import Problems
import Rules
import Testing

@Suite("Type check, places and limits")
struct CheckTests {
    static let lines: [Line] = [
        Line("incme", "refused rules.name"), Line("nams.size()", "refused rules.name-nearest"),
        Line("persn.age > 3", "refused rules.name-nearest"),
        Line("person.agee", "refused rules.field-nearest"), Line("person.zzzzz", "refused rules.field"),
        Line("family.exists(m, m.agee > 1)", "refused rules.field-nearest"),
        Line("recieved('a', 1)", "refused rules.function-nearest"), Line("qqqqqq(1)", "refused rules.function"),
        Line("received('a')", "refused rules.no-overload"),
        Line("received(1, 'a')", "refused rules.no-overload"), Line("x.received('a', 1)", "refused rules.no-overload"),
        Line("has(person.agee)", "refused rules.field-nearest"),
        Line("Person{name: 'a'}", "refused rules.left-out"), Line("a.b.C{}", "refused rules.left-out"),
        Line("person.?age", "refused rules.left-out"), Line("numbers[?0]", "refused rules.left-out"),
        Line("person?.age", "refused rules.left-out"), Line("[?x]", "refused rules.left-out"),
        Line("s.lowerAscii()", "refused rules.left-out"), Line("math.greatest(1, 2)", "refused rules.left-out"),
        Line("optional.none()", "refused rules.left-out"), Line("'%d'.format([1])", "refused rules.left-out"),
        Line("cel.bind(a, 1, a)", "refused rules.left-out"), Line("{?'a': 1}", "refused rules.left-out"),
        Line("person == person", "true"), Line("person.mother == person", "false"),
        Line("numbers.x", "refused rules.no-overload"),
        Line("sets.contains([1], [1])", "refused rules.left-out"), Line("f(1)", "refused rules.function"),
        Line("x.", "refused rules.ends-early"), Line("x.1", "refused rules.unexpected"),
        Line("x..y", "refused rules.unexpected"), Line("[1, 2", "refused rules.ends-early"),
        Line("f(,)", "refused rules.unexpected"), Line("x ? 1", "refused rules.ends-early"),
    ]

    @Test("what is refused before anything is evaluated", arguments: lines)
    func refused(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("a refusal names the place and what was meant")
    func place() throws {
        let problem = try #require(throws: Problem.self) {
            _ = try CheckedExpression("x > 1 &&\n  'é' == nmaes[0]", schema: Sample.schema())
        }
        #expect(problem.arguments["line"] == "2" && problem.arguments["column"] == "10")
        #expect(problem.arguments["nearest"] == "names" && problem.value == "nmaes")
        #expect(Catalogue.bundled.sentence(problem, .en).contains("“names”"))
        let expected = try #require(throws: Problem.self) {
            _ = try CheckedExpression("x + 1", schema: Sample.schema(), expected: .bool)
        }
        #expect(expected.code == "rules.type" && expected.arguments["found"] == "int")
    }

    @Test("an expression tells what it speaks of")
    func references() throws {
        let checked = try CheckedExpression(
            "person.age > 17 && received('BPUM', 2020) || family.exists(m, m.age > x)", schema: Sample.schema())
        #expect(checked.referencedNames == ["family", "person.age", "x"])
        #expect(checked.referencedFunctions == ["received"])
        #expect(checked.type == .bool)
    }

    @Test("schemas that contradict themselves are refused")
    func schemas() {
        #expect(throws: Problem.self) { try RuleSchema(variables: ["p": .record("none")]) }
        #expect(throws: Problem.self) { try RuleSchema(variables: ["a b": .int]) }
        #expect(throws: Problem.self) {
            try RuleSchema(variables: [:], functions: [HostFunction("size", [.int], .int)])
        }
        #expect(throws: Problem.self) { try RuleSchema(variables: [:], functions: [HostFunction("g", [])]) }
    }

    static let hostile: [(text: String, code: String)] = [
        (String(repeating: "(", count: 50_000), "rules.too-deep"),
        (String(repeating: "[", count: 50_000), "rules.too-deep"),
        (String(repeating: "!", count: 50_000) + "t", "rules.too-deep"),
        (String(repeating: "-", count: 50_000) + "x", "rules.too-deep"),
        (String(repeating: "{1:", count: 20_000), "rules.too-deep"),
        ("x" + String(repeating: "+x", count: 5_000), "rules.too-deep"),
        ("x" + String(repeating: "[0]", count: 5_000), "rules.too-deep"),
        ("x" + String(repeating: ".y", count: 5_000), "rules.too-deep"),
        (String(repeating: "t ? t : ", count: 5_000) + "t", "rules.too-deep"),
        (String(repeating: "f(", count: 20_000), "rules.too-deep"),
        (String(repeating: "[1].map(n, ", count: 5_000), "rules.too-deep"),
        ("[" + String(repeating: "1,", count: 30_000) + "]", "rules.too-many-parts"),
        ("'" + String(repeating: "a", count: 70_000) + "'", "rules.literal-too-long"),
        (String(repeating: " ", count: 100_001), "rules.too-long"),
        (String(repeating: "9", count: 5_000), "rules.number"), ("t" + String(repeating: " && t", count: 9_000), ""),
    ]

    @Test("limits hold", arguments: hostile.indices)
    func limits(index: Int) throws {
        let outcome = try Sample.run(Self.hostile[index].text)
        #expect(outcome == (Self.hostile[index].code.isEmpty ? "true" : "refused " + Self.hostile[index].code))
    }

    @Test("what would run long is stopped")
    func steps() throws {
        let ten = "[0,1,2,3,4,5,6,7,8,9]"
        var text = "true"
        for name in ["a", "b", "c", "d", "e", "g", "h", "i", "j"] { text = "\(ten).all(\(name), \(text))" }
        #expect(try Sample.run(text, limits: ExpressionLimits(steps: 50_000)) == "error rules.steps")
        var joined = ten
        for name in ["a", "b", "c", "d", "e", "g", "h"] {
            joined = "[\(joined)].map(\(name), \(name) + \(name) + \(name))[0]"
        }
        #expect(try Sample.run("size(\(joined))", limits: ExpressionLimits(steps: 10_000)) == "error rules.steps")
        // A list that holds one list many times, which does the same: small, and too long to compare.
        let many = "[[1, 1]]" + (0..<30).map { ".map(l\($0), [l\($0), l\($0)])" }.joined()
        #expect(try Sample.run("\(many) == \(many)") == "error rules.steps")
        #expect(try Sample.run("\(many) in [\(many)]") == "error rules.steps")
        #expect(try Sample.run("f && \(text)", limits: ExpressionLimits(steps: 1000)) == "false")
    }

    @Test("a cancelled task stops its evaluation")
    func cancelled() async throws {
        let outcome = try await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            let list = "[0,1,2,3,4,5,6,7,8,9]"
            return try Sample.run("\(list).all(a, \(list).all(b, \(list).all(c, \(list).all(d, a + b + c + d >= 0))))")
        }.value
        #expect(outcome == "error rules.cancelled")
    }
}
