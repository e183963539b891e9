import Rules
import Testing

@Suite("CEL: patterns")
struct PatternTests {
    static let lines: [(pattern: String, text: String, expected: String)] = [
        ("abc", "xabcx", "true"), ("^abc$", "abc", "true"), ("^abc$", "xabc", "false"), ("a.c", "a\nc", "false"),
        ("(?s)a.c", "a\nc", "true"),
        ("a*", "", "true"), ("a+", "", "false"), ("^a?$", "aa", "false"), ("^(ab|cd)+$", "abcdab", "true"),
        ("^(a|b|)$", "", "true"),
        ("^[a-c]+$", "abcba", "true"), ("^[^a-c]+$", "xyz", "true"), ("[]a]", "]", "true"), ("[^]a]", "]", "false"),
        ("[a-]", "-", "true"),
        ("^\\d{16}$", "3507012345678901", "true"), ("^\\d{16}$", "350701234567890", "false"),
        ("^a{2,3}$", "aaaa", "false"), ("^a{2,}$", "aaaa", "true"),
        ("a{,2}", "a{,2}", "true"), ("x{", "x{", "true"), ("\\w+\\s\\W", "ab !", "true"), ("\\D\\S", "a1", "true"),
        ("\\bcat\\b", "a cat!", "true"),
        ("\\bcat\\b", "concat", "false"), ("\\Bcat", "concat", "true"), ("(?i)MALANG", "malang", "true"),
        ("(?i:m)alang", "Malang", "true"), ("(?i:m)alang", "MALANG", "false"),
        ("(?i)straSSe", "STRASSE", "true"), ("(?i)é", "É", "true"), ("(?i)[a-c]+$", "ABC", "true"),
        ("(?m)^b$", "a\nb", "true"), ("^b$", "a\nb", "false"),
        ("\\Aab\\z", "ab", "true"), ("(?P<n>a)(?<m>b)(?:c)", "abc", "true"), ("a*?b", "aab", "true"),
        ("\\Qa.b\\E", "a.b", "true"), ("\\Qa.b\\E", "axb", "false"),
        ("[[:alpha:]]+", "abc", "true"), ("^[[:^digit:]]+$", "a1", "false"), ("\\p{L}+", "é", "true"),
        ("\\pN", "٣", "true"), ("^\\P{Lu}+$", "aB", "false"),
        ("[\\p{Lu}\\d]", "É", "true"), ("\\x41\\x{1F600}", "A😀", "true"), ("^.$", "😀", "true"),
        ("^.$", "e\u{301}", "false"), ("é", "e\u{301}", "false"),
        ("\\.\\*\\[", ".*[", "true"), ("\\t\\n", "\t\n", "true"), ("\\0", "\0", "true"), ("[\\d-z]", "-", "true"),
        ("$^", "", "true"), ("()", "", "true"),
        ("(?i-i)A", "a", "false"), ("a|b|c", "zc", "true"), ("^(?:a{0,2}b){2}$", "abaab", "true"),
        ("^a{0}$", "", "true"), ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "false"),
        ("(", "", "refused rules.pattern"), (")", "", "refused rules.pattern"), ("[a", "", "refused rules.pattern"),
        ("a**", "", "refused rules.pattern"), ("*a", "", "refused rules.pattern"),
        ("a{3,2}", "", "refused rules.pattern"), ("a{1001}", "", "refused rules.pattern-size"),
        ("(a{1000}){1000}", "", "refused rules.pattern-size"),
        ("(((){1000}){1000}){1000}", "", "refused rules.pattern-size"), ("(?i)[^x]+é[à-ü]", "aÉÀ", "true"),
        ("(?i)[K]", "\u{212A}", "true"), ("[z-a]", "", "refused rules.pattern"),
        ("(a)\\1", "", "refused rules.pattern-left-out"), ("a(?=b)", "", "refused rules.pattern-left-out"),
        ("(?<!a)b", "", "refused rules.pattern-left-out"), ("\\p{Greek}", "", "refused rules.pattern-left-out"),
        ("\\q", "", "refused rules.pattern"), ("(?z)a", "", "refused rules.pattern"),
        ("a++", "", "refused rules.pattern"), ("[[:foo:]]", "", "refused rules.pattern"),
        ("\\", "", "refused rules.pattern"),
    ]

    @Test("patterns of RE2, read beforehand and while evaluating", arguments: lines.indices)
    func pattern(index: Int) throws {
        let (pattern, text, expected) = Self.lines[index]
        func quoted(_ text: String) -> String { "r\"\"\"" + text + "\"\"\"" }
        let known = try Sample.run("\(quoted(text)).matches(\(quoted(pattern)))")
        #expect(known == expected)
        let late = try Sample.run("matches(\(quoted(text)), (t ? \(quoted(pattern)) : ''))")
        #expect(late == expected.replacing("refused", with: "error"))
    }

    /// How many steps a pattern takes on so many letters: the fewest with which it comes to an end.
    private func steps(_ letters: Int) throws -> Int {
        let text = String(repeating: "a", count: letters)
        let checked = try CheckedExpression(
            "s.matches('^(a|aa)+$|(a*)*c|(a?){50}a{50}c')", schema: Sample.schema())
        let bindings = Bindings(checked.schema, ["s": .string(text + "b")])
        var (low, high) = (1, 1 << 30)
        while low < high {
            let middle = (low + high) / 2
            if case .error = checked.evaluate(bindings, steps: middle) { low = middle + 1 } else { high = middle }
        }
        #expect(checked.evaluate(bindings, steps: low) == .value(.bool(false)))
        return low
    }

    @Test("a pattern that others take years for takes twice the steps for twice the letters")
    func linear() throws {
        // Once all states that there are have been reached, each letter costs the same.
        let counts = try [200, 400, 800].map { try steps($0) }
        let (first, second) = (counts[1] - counts[0], counts[2] - counts[1])
        #expect(first > 200 && second * 10 <= first * 21, "\(counts)")
    }
}
