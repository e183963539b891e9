import Testing

@Suite("CEL: texts, lists, maps and macros")
struct ContainerTests {
    static let textsLines: [Line] = [
        Line("size('')", "0"), Line("size('é😀')", "2"), Line("'e\\u0301'.size()", "2"), Line("size(b'é')", "2"),
        Line("size([1, 2])", "2"),
        Line("size({'a': 1})", "1"), Line("[].size()", "0"), Line("size(1)", "refused rules.no-overload"),
        Line("'abc'.contains('b')", "true"),
        Line("'abc'.contains('')", "true"), Line("'abc'.contains('x')", "false"),
        Line("'aaab'.contains('aab')", "true"),
        Line("'ababac'.contains('abac')", "true"), Line("'abc'.startsWith('ab')", "true"),
        Line("'abc'.startsWith('bc')", "false"),
        Line("'abc'.endsWith('bc')", "true"), Line("'abc'.endsWith('ab')", "false"),
        Line("'e\\u0301'.startsWith('e')", "true"),
        Line("'é'.contains('e')", "false"), Line("contains('a', 'b')", "refused rules.no-overload"),
        Line("'a'.contains(1)", "refused rules.no-overload"),
        Line("s.startsWith('Mal') && s.endsWith('ang')", "true"), Line("s == 'Malang'", "true"),
        Line("s != 'malang'", "true"), Line("s < 'N'", "true"),
        Line("s >= 'Malang'", "true"), Line("s > 'Mb'", "false"),
    ]
    static let listsLines: [Line] = [
        Line("[1, 2, 3][0]", "1"), Line("[1, 2, 3][2]", "3"), Line("[1][1]", "error rules.index"),
        Line("[1][-1]", "error rules.index"),
        Line("[1, 2][dyn(1.0)]", "2"), Line("[1, 2][dyn(1u)]", "2"), Line("[1, 2][dyn(0.5)]", "error rules.index"),
        Line("[1]['a']", "refused rules.no-overload"),
        Line("numbers[1]", "2"), Line("[[1], [2]][1][0]", "2"), Line("1 in []", "false"), Line("[1, 2] + []", "[1, 2]"),
        Line("'a' in names", "false"),
        Line("'Ani' in names", "true"), Line("[1] in [[1], [2]]", "true"),
    ]
    static let mapsLines: [Line] = [
        Line("{'a': 1}['a']", "1"), Line("{'a': 1}.a", "1"), Line("{'a': 1}['b']", "error rules.no-such-key"),
        Line("{'a': 1}.b", "error rules.no-such-key"),
        Line("{1: 'a'}[dyn(1.0)]", "\"a\""), Line("{1: 'a'}[dyn(1u)]", "\"a\""), Line("{true: 1}[true]", "1"),
        Line("{1u: 2}[1u]", "2"),
        Line("{'a': {'b': 2}}.a.b", "2"), Line("has({'a': 1}.a)", "true"), Line("has({'a': 1}.b)", "false"),
        Line("has({'a': null}.a)", "true"),
        Line("ages.Ani", "30"), Line("ages['Budi'] < 18", "true"), Line("has(ages.Cici)", "false"),
        Line("ages.Cici", "error rules.no-such-key"),
        Line("{'a-b': 1}.`a-b`", "1"), Line("has(dyn({'a': 1}).a)", "true"), Line("dyn(1).a", "error rules.value-type"),
        Line("1.a", "refused rules.no-overload"),
        Line("x.a", "refused rules.no-overload"), Line("{'\\u00e9': 1}['e\\u0301']", "error rules.no-such-key"),
        Line("has(x)", "refused rules.macro"),
        Line("has(1 + 2)", "refused rules.macro"), Line("ages.size()", "2"), Line("ages.all(k, ages[k] > 10)", "true"),
        Line("ages.exists(k, k == 'Ani')", "true"),
        Line("ages.map(k, k)", "[\"Ani\", \"Budi\"]"),
    ]
    static let macrosLines: [Line] = [
        Line("[1, 2].all(n, n > 0)", "true"), Line("[1, 2].all(n, n > 1)", "false"), Line("[].all(n, f)", "true"),
        Line("[1, 2].exists(n, n == 2)", "true"),
        Line("[].exists(n, t)", "false"), Line("[1, 2, 2].exists_one(n, n == 1)", "true"),
        Line("[1, 2, 2].exists_one(n, n == 2)", "false"),
        Line("[1, 2, 3].filter(n, n % 2 == 1)", "[1, 3]"), Line("[1, 2].map(n, n * n)", "[1, 4]"),
        Line("[1, 2, 3].map(n, n > 1, n * 10)", "[20, 30]"),
        Line("[[1], [2, 3]].map(l, l.map(n, n + size(l)))", "[[2], [4, 5]]"), Line("[1, 2].all(x, x < 3)", "true"),
        Line("[1].map(x, [2].map(x, x))", "[[2]]"),
        Line("[1, 2].map(n, n + x)", "[6, 7]"), Line("{'b': 1, 'a': 2}.map(k, k)", "[\"b\", \"a\"]"),
        Line("[1].all(n, n)", "refused rules.type"),
        Line("[1].all(n)", "refused rules.macro"), Line("[1].all(1, t)", "refused rules.macro"),
        Line("[1].map(n.m, 1)", "refused rules.macro"),
        Line("1.0.all(n, t)", "refused rules.no-overload"), Line("[1].all(n, n > 0) && n > 1", "refused rules.name"),
        Line("dyn([1]).all(n, n > 0)", "true"),
        Line("dyn(1).all(n, n > 0)", "error rules.value-type"),
        Line("[1, 2].exists(i, v, i == v)", "refused rules.left-out"),
        Line("[1, 2, 3].filter(n, n > 1).map(n, n * 2).exists(n, n == 6)", "true"),
        Line("[dyn(1), 'a'].all(n, n == 1)", "false"),
        Line("[[1, 2], [3]].exists(l, l.exists(n, n == 3))", "true"),
        Line("numbers.all(n, numbers.exists(m, m >= n))", "true"),
    ]

    @Test("texts", arguments: textsLines)
    func texts(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("lists", arguments: listsLines)
    func lists(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("maps", arguments: mapsLines)
    func maps(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("macros", arguments: macrosLines)
    func macros(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }
}
