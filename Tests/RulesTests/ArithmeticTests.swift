import Testing

@Suite("CEL: arithmetic and comparison")
struct ArithmeticTests {
    static let arithmeticLines: [Line] = [
        Line("1 + 2 * 3", "7"), Line("(1 + 2) * 3", "9"), Line("7 / 2", "3"), Line("-7 / 2", "-3"),
        Line("-7 % 3", "-1"),
        Line("7 % -3", "1"), Line("10 - 2 - 3", "5"), Line("100 / 10 / 2", "5"), Line("-x", "-5"), Line("--x", "5"),
        Line("-(-3)", "3"), Line("2u + 3u", "5u"), Line("7u % 4u", "3u"), Line("1.5 + 2.0", "3.5"),
        Line("1.0 / 0.0", "double(\"+Inf\")"),
        Line("-1.0 / 0.0", "double(\"-Inf\")"), Line("0.0 / 0.0", "double(\"NaN\")"),
        Line("1 / 0", "error rules.division-by-zero"),
        Line("1 % 0", "error rules.division-by-zero"), Line("1u / 0u", "error rules.division-by-zero"),
        Line("9223372036854775807 + 1", "error rules.overflow"),
        Line("-9223372036854775808 - 1", "error rules.overflow"),
        Line("9223372036854775807 * 2", "error rules.overflow"),
        Line("-9223372036854775808 / -1", "error rules.overflow"),
        Line("-9223372036854775808 % -1", "error rules.overflow"),
        Line("-(-9223372036854775808)", "error rules.overflow"),
        Line("0u - 1u", "error rules.overflow"), Line("18446744073709551615u + 1u", "error rules.overflow"),
        Line("1 + 1u", "refused rules.no-overload"), Line("1 + 1.0", "refused rules.no-overload"),
        Line("1.0 % 2.0", "refused rules.no-overload"),
        Line("-u", "refused rules.no-overload"), Line("1 + true", "refused rules.no-overload"),
        Line("dyn(1) + 1.0", "error rules.value-type"),
        Line("dyn(1) + 1", "2"), Line("'a' + 'b'", "\"ab\""), Line("b'a' + b'b'", "b\"ab\""),
        Line("[1] + [2]", "[1, 2]"),
        Line("'a' - 'b'", "refused rules.no-overload"), Line("d * 2.0", "5.0"),
        Line("1e308 * 10.0", "double(\"+Inf\")"),
        Line("maybe + 1", "5"), Line("nothing + 1", "error rules.value-type"),
    ]
    static let comparisonLines: [Line] = [
        Line("1 < 2", "true"), Line("2 <= 2", "true"), Line("3 > 4", "false"), Line("4 >= 4", "true"),
        Line("1 < 2u", "true"),
        Line("-1 < 0u", "true"), Line("1u < 1.5", "true"), Line("2 > 1.5", "true"), Line("x >= 4.9", "true"),
        Line("9223372036854775807 < 9223372036854775808.0", "true"),
        Line("9007199254740993 > 9007199254740992.0", "true"),
        Line("18446744073709551615u < 18446744073709551616.0", "true"), Line("-1 < -0.5", "true"),
        Line("0 > -0.5", "true"),
        Line("dyn(1) == 1.0", "true"), Line("dyn(1u) == 1", "true"), Line("dyn(1) == 'a'", "false"),
        Line("dyn(1) != 'a'", "true"),
        Line("1 == 1.0", "refused rules.no-overload"), Line("dyn(9007199254740993) == 9007199254740992.0", "false"),
        Line("0.0 / 0.0 == 0.0 / 0.0", "false"), Line("0.0 / 0.0 != 0.0 / 0.0", "true"),
        Line("0.0 / 0.0 < 1.0", "false"),
        Line("1 < double('NaN')", "false"), Line("0.0 == -0.0", "true"), Line("'a' < 'b'", "true"),
        Line("'Z' < 'a'", "true"),
        Line("'a' < 'aa'", "true"), Line("'z' < 'é'", "true"), Line("'\\uffff' < '\\U00010000'", "true"),
        Line("'e\\u0301' == '\\u00e9'", "false"), Line("'Å' == '\\u212b'", "false"), Line("b'a' < b'b'", "true"),
        Line("false < true", "true"),
        Line("[1, 2] == [1, 2]", "true"), Line("[1, 2] == [2, 1]", "false"), Line("[dyn(1)] == [1.0]", "true"),
        Line("{'a': 1} == {'a': 1}", "true"), Line("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"),
        Line("{'a': 1} == {'a': 2}", "false"),
        Line("[0.0 / 0.0] == [0.0 / 0.0]", "false"), Line("[1] < [2]", "refused rules.no-overload"),
        Line("null == null", "true"),
        Line("nothing == null", "true"), Line("maybe == null", "false"), Line("x == null", "refused rules.no-overload"),
        Line("1 < 'a'", "refused rules.no-overload"), Line("dyn(1) < 'a'", "error rules.value-type"),
        Line("1 in [1, 2]", "true"),
        Line("3 in [1, 2]", "false"), Line("dyn(1.0) in [1, 2]", "true"), Line("'a' in {'a': 1}", "true"),
        Line("'b' in {'a': 1}", "false"),
        Line("dyn(1u) in {1: 'a'}", "true"), Line("x in numbers", "false"), Line("'Ani' in ages", "true"),
        Line("1 in 'abc'", "refused rules.no-overload"),
        Line("x in [1,2,3,4,5,6,7,8,9,10]", "true"), Line("s in ['a','b','c','d','e','f','g','h','Malang']", "true"),
        Line("1 < 2 < 3", "refused rules.no-overload"), Line("type(1) == int", "true"),
        Line("type(x) != string", "true"),
        Line("type(null) == null_type", "true"), Line("type([1]) == list", "true"),
        Line("type(type(1)) == type", "true"),
        Line("type(when) == google.protobuf.Timestamp", "true"), Line("any == 5", "true"), Line("maybe > 3", "true"),
    ]

    @Test("arithmetic, checked", arguments: arithmeticLines)
    func arithmetic(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }

    @Test("comparison, across numbers and within containers", arguments: comparisonLines)
    func comparison(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }
}
