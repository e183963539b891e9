import Testing

@Suite("CEL: literals")
struct LiteralTests {
    static let lines: [Line] = [
        Line("42", "42"), Line("0x1F", "31"), Line("-0x10", "-16"), Line("7u", "7u"), Line("0xFFu", "255u"),
        Line("7U", "7u"), Line("9223372036854775807", "9223372036854775807"),
        Line("-9223372036854775808", "-9223372036854775808"), Line("9223372036854775808", "refused rules.number"),
        Line("18446744073709551615u", "18446744073709551615u"), Line("18446744073709551616u", "refused rules.number"),
        Line("1.5", "1.5"), Line(".5", "0.5"), Line("1e3", "1000.0"), Line("1.5e-2", "0.015"), Line("-2.0", "-2.0"),
        Line("1e", "refused rules.number"), Line("1e400", "refused rules.number"),
        Line("12abc", "refused rules.number"), Line("0x", "refused rules.number"),
        Line("-3u", "refused rules.no-overload"), Line("true", "true"), Line("false", "false"), Line("null", "null"),
        Line("'a'", "\"a\""), Line("\"a'b\"", "\"a'b\""), Line("'''a\n'b''c'''", "\"a\\n'b''c\""),
        Line("\"\"\"x\"y\"\"\"", "\"x\\\"y\""), Line("r'a\\n'", "\"a\\\\n\""), Line("R\"\\d\"", "\"\\\\d\""),
        Line("r'''a\\''' == 'a\\\\'", "true"), Line(#"'\a\b\f\n\r\t\v' == '\x07\x08\x0c\x0a\x0d\x09\x0b'"#, "true"),
        Line(#"'\u00e9' == 'é'"#, "true"), Line(#"'\U0001F600' == '😀'"#, "true"), Line(#"'\101'"#, "\"A\""),
        Line(#"'\xff' == 'ÿ'"#, "true"), Line(#"'\?\`\"\''"#, "\"?`\\\"'\""),
        Line(#"'\ud800'"#, "refused rules.escape"),
        Line(#"'\q'"#, "refused rules.escape"), Line(#"'\08'"#, "refused rules.escape"),
        Line(#"'\U00110000'"#, "refused rules.escape"), Line("'a", "refused rules.text-open"),
        Line("'a\nb'", "refused rules.text-open"), Line("'''a''", "refused rules.text-open"),
        Line("b'abc'", "b\"abc\""), Line(#"b'\xff\377' == b"\xFF\xff""#, "true"), Line(#"b'ÿ' == b'\303\277'"#, "true"),
        Line(#"b'\u0041'"#, "refused rules.escape"), Line(#"br'\x'"#, #"b"\x5cx""#), Line("rb'a'", "b\"a\""),
        Line("[1, 2, 3,]", "[1, 2, 3]"), Line("[]", "[]"), Line("[1, 'a', null]", "[1, \"a\", null]"),
        Line("{'a': 1, 'b': 2}", "{\"a\": 1, \"b\": 2}"), Line("{}", "{}"),
        Line("{1: 'x', 1: 'y'}", "error rules.repeated-key"),
        Line("{1: 'x', 1u: 'y'}", "error rules.repeated-key"), Line("{1.5: 'x'}", "refused rules.key"),
        Line("{'a': 1,}", "{\"a\": 1}"), Line("{'a'}", "refused rules.expected"),
        Line("[1 2]", "refused rules.expected"),
        Line("x // the rest is a comment", "5"), Line("x // one\n + 1", "6"), Line("", "refused rules.ends-early"),
        Line("(", "refused rules.ends-early"), Line("1 +", "refused rules.ends-early"),
        Line("1 2", "refused rules.unexpected"),
        Line("x ~ 1", "refused rules.character"), Line("for", "refused rules.reserved"),
        Line("while + 1", "refused rules.reserved"),
        Line("in", "refused rules.unexpected"), Line(".x", "5"), Line("a.b.c", "9"), Line(".a.b.c + x", "14"),
    ]

    @Test("literals, comments and words", arguments: lines)
    func literal(line: Line) throws { #expect(try Sample.run(line.expression) == line.expected) }
}
