import Testing

@Suite("CEL: logic, errors and what is not known")
struct LogicTests {
    static let logicLines: [Line] = [
        Line("t && f", "false"), Line("t || f", "true"), Line("!t", "false"), Line("!!t", "true"),
        Line("t && t && f", "false"),
        Line("f || f || t", "true"), Line("t || f && f", "true"), Line("(t || f) && f", "false"),
        Line("t ? 1 : 2", "1"),
        Line("f ? 1 : f ? 2 : 3", "3"), Line("t ? f ? 1 : 2 : 3", "refused rules.expected"),
        Line("t ? (f ? 1 : 2) : 3", "2"), Line("!f && t", "true"), Line("x > 3 && y < 0", "true"),
        Line("1 && t", "refused rules.type"), Line("t || 'a'", "refused rules.type"), Line("!1", "refused rules.type"),
        Line("x ? 1 : 2", "refused rules.type"), Line("t ? 1 : 'a'", "refused rules.no-overload"),
        Line("t ? 1 : null", "1"),
        Line("t ? null : 1", "null"), Line("t ? dyn(1) : 'a'", "1"), Line("dyn(1) && t", "error rules.value-type"),
        Line("dyn(1) && f", "false"), Line("!-x", "refused rules.unexpected"), Line("t ? .x : 1", "5"),
        Line("f && f || t && t", "true"),
    ]
    static let errorsLines: [Line] = [
        Line("1 / 0 == 1 && f", "false"), Line("f && 1 / 0 == 1", "false"), Line("1 / 0 == 1 || t", "true"),
        Line("t || 1 / 0 == 1", "true"),
        Line("1 / 0 == 1 && t", "error rules.division-by-zero"),
        Line("t && 1 / 0 == 1", "error rules.division-by-zero"),
        Line("1 / 0 == 1 || f", "error rules.division-by-zero"), Line("wrong && f", "false"),
        Line("wrong || t", "true"),
        Line("wrong && t", "error test.broken"), Line("!wrong", "error test.broken"),
        Line("wrong ? 1 : 2", "error test.broken"),
        Line("t ? 1 : 1 / 0", "1"), Line("f ? 1 / 0 : 2", "2"), Line("(wrong && t) || t", "true"),
        Line("[1 / 0][0]", "error rules.division-by-zero"),
        Line("wrong && 1 / 0 == 1", "error test.broken"), Line("[1, 2, 0].all(n, 6 / n > 100)", "false"),
        Line("[0, 1].all(n, 6 / n > 1)", "error rules.division-by-zero"), Line("[0, 1].exists(n, 6 / n > 1)", "true"),
        Line("[0, 9].exists(n, 6 / n > 1)", "error rules.division-by-zero"),
        Line("[0, 1].exists_one(n, 6 / n > 1)", "error rules.division-by-zero"),
        Line("[0, 1].filter(n, 6 / n > 1)", "error rules.division-by-zero"),
        Line("[0, 1].map(n, 6 / n)", "error rules.division-by-zero"),
    ]
    static let unknownsLines: [Line] = [
        Line("gone", "unknown gone"), Line("gone > 3", "unknown gone"), Line("lost && f", "false"),
        Line("f && lost", "false"),
        Line("lost || t", "true"), Line("lost && t", "unknown lost"), Line("lost || f", "unknown lost"),
        Line("!lost", "unknown lost"),
        Line("lost && gone > 1", "unknown gone, lost"), Line("lost || gone > 1", "unknown gone, lost"),
        Line("lost && wrong", "unknown lost"),
        Line("wrong && lost", "unknown lost"), Line("wrong || lost", "unknown lost"),
        Line("lost && wrong && f", "false"),
        Line("gone + 1 / 0", "unknown gone"), Line("1 / 0 + gone", "unknown gone"), Line("gone + x", "unknown gone"),
        Line("gone == gone", "unknown gone"), Line("lost ? 1 : 2", "unknown lost"), Line("t ? 1 : gone", "1"),
        Line("f ? 1 : gone", "unknown gone"),
        Line("[gone, 1]", "unknown gone"), Line("{'a': gone}", "unknown gone"),
        Line("size(hidden) > 2", "unknown hidden"),
        Line("hidden.startsWith('a')", "unknown hidden"), Line("hidden in ['a', 'b']", "unknown hidden"),
        Line("hidden == 'a'", "unknown hidden"),
        Line("hidden.matches('a')", "unknown hidden"), Line("received('BPUM', 2020)", "true"),
        Line("received('BPUM', 2021)", "false"),
        Line("received('BPUM', gone)", "unknown gone"), Line("received(hidden, gone)", "unknown gone, hidden"),
        Line("active('BPUM')", "unknown active"), Line("active('KUR')", "unknown KUR register"),
        Line("active('KUR') && lost", "unknown KUR register, lost"),
        Line("active('KUR') || t", "true"), Line("years(when) > 17", "unknown years"), Line("4.twice()", "8"),
        Line("d.twice()", "5.0"),
        Line("numbers.all(n, n > gone)", "unknown gone"), Line("numbers.all(n, n > 2 && gone > 1)", "false"),
        Line("numbers.exists(n, n == 1 || gone > n)", "true"), Line("numbers.exists_one(n, n == gone)", "unknown gone"),
        Line("numbers.filter(n, lost)", "unknown lost"), Line("numbers.map(n, n + gone)", "unknown gone"),
        Line("numbers.map(n, lost, n)", "unknown lost"),
        Line("[].all(n, lost)", "true"), Line("[].exists(n, lost)", "false"),
        Line("person.birth > when", "unknown person.birth"),
        Line("person.mother.name == 'A'", "unknown person.mother.name"), Line("person.mother.age", "70"),
        Line("has(person.birth)", "unknown person.birth"),
        Line("has(person.income)", "false"), Line("has(person.age)", "true"), Line("person.income == null", "true"),
        Line("person.income > 5", "error rules.value-type"), Line("family.exists(m, m.age > 60 && m.works)", "true"),
        Line("family.all(m, m.works)", "unknown m.works"), Line("family.exists(m, !m.works)", "unknown m.works"),
        Line("family[1].works", "unknown family[1].works"), Line("has(family[1].works)", "unknown family[1].works"),
        Line("has(family[0].works)", "true"),
    ]

    @Test("logic", arguments: logicLines)
    func logic(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("errors are absorbed by what decides, on either side", arguments: errorsLines)
    func errors(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("what is not known is neither false nor an error", arguments: unknownsLines)
    func unknowns(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }
}
