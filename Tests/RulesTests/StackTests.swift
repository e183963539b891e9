import Rules
import Testing

@Suite("No expression overflows a small stack")
struct StackTests {
    /// As deep as the limits allow, in every way of standing in one another.
    static func deep(_ depth: Int) -> [String] {
        let n = depth
        func nested(_ open: String, _ core: String, _ close: String, _ count: Int) -> String {
            String(repeating: open, count: count) + core + String(repeating: close, count: count)
        }
        return [
            nested("(", "x", ")", n - 1), nested("[", "1", "]", n - 1), nested("!", "t", "", n - 1),
            nested("-", "x", "", n - 1),
            nested("x+(", "1", ")", n - 2), "1" + String(repeating: "+1", count: n - 2),
            nested("t ? 1 : ", "2", "", n - 2),
            nested("{1:", "1", "}", n - 1), nested("[1].map(n, ", "n", ")", n - 2),
            nested("[1].all(n, ", "t", ")", n - 2),
            nested("[1].exists_one(n, ", "t", ")", n - 2), nested("[1].filter(n, ", "t", ")", n - 2),
            nested("(f || (t && ", "t", "))", (n - 2) / 2),
            nested("dyn(", "1", ")", n - 2), nested("[", "1", "][0]", (n - 2) / 2),
            nested("has({'a':", "1", "}.a)", (n - 2) / 3),
            nested("(t == ", "f", ")", n - 2), nested("", "1", ".twice()", 40),
            nested("(t ? [", "1", "] : [])", (n - 2) / 2),
            "'a'.matches('" + nested("(", "a", ")", 39) + "')",
            "'a'.matches('" + nested("(a|(b", "a", ")?)*", 19) + "')",
        ]
    }

    @Test("reading, checking, evaluating and explaining on 512 kB", arguments: [64, 100])
    func small(depth: Int) throws {
        for text in Self.deep(depth) {
            let outcome = SmallStack.run { try? Sample.run(text, limits: ExpressionLimits(depth: depth)) }
            let found = try #require(outcome ?? nil)
            #expect(!found.hasPrefix("explained") && !found.hasPrefix("the quick"), "\(text): \(found)")
        }
    }
}
