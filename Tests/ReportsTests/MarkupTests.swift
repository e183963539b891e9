import Testing

@testable import Reports

@Suite("Markup is safe by construction")
struct MarkupTests {
    @Test("text and attribute values are escaped, control characters left out")
    func escaping() {
        let element = HTML.element(.td, [Attribute(.dataLabel, "a\"b<c>&'")], .text("<i>&\"'\u{0}\u{1B}ü\n"))
        #expect(element.markup == "<td data-label=\"a&quot;b&lt;c&gt;&amp;&#39;\">&lt;i&gt;&amp;&quot;&#39;ü\n</td>")
    }

    @Test("strings in nested markup are text")
    func builder() {
        let names = ["<a>", "b"]
        let list = tag(.ul) {
            for name in names { tag(.li, "", name) }
            if names.count > 5 { "never" } else { tag(.li, "last", "&") }
        }
        #expect(list.markup == "<ul><li>&lt;a&gt;</li><li>b</li><li class=\"last\">&amp;</li></ul>")
    }

    @Test("a title cannot end the style sheet it is printed from")
    func style() {
        let style = StyleSheet(title: "a\"}</style><b>\\", pageWord: "Halaman").text
        #expect(!style.contains("</style") && !style.contains("a\"}"))
        #expect(style.contains("Halaman"))
    }

    @Test("masking keeps what finds a row and hides who it is")
    func masking() {
        #expect(Masked.number("3507117007820030") == "350711******0030")
        #expect(Masked.number("12345") == "*****")
        #expect(Masked.name("Siti Nur'aini, S.Pd") == "S*** N**'****, S.**")
    }
}
