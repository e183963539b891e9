import Charts
import Testing

@Suite("Text is broken, never cut")
struct TextMetricsTests {
    @Test("wrapped lines fit and hold every letter", arguments: [12.0, 40, 90, 400])
    func wrapping(limit: Double) {
        for text in [Samples.long, Samples.hostile, "", "  dua  kata ", "satu", "a/b-c,d e"] {
            let lines = TextMetrics.wrap(text, within: limit, size: 13)
            let letters = text.filter { !$0.isWhitespace }
            #expect(lines.joined().filter { !$0.isWhitespace } == letters)
            #expect(lines.allSatisfy { TextMetrics.width($0, size: 13) <= limit || $0.count == 1 })
        }
    }

    @Test("a text that fits stays on one line, and a space that must not break does not")
    func whole() {
        #expect(TextMetrics.wrap("Modal usaha", within: 400, size: 13) == ["Modal usaha"])
        let percent = "86,7\u{a0}%"
        #expect(TextMetrics.wrap("Nilai " + percent, within: 60, size: 13) == ["Nilai", percent])
    }
}
