import Problems
import Reports
import Testing

@Suite("What holds for every document")
struct EveryDocumentTests {
    @Test("texts come through as text, whatever they hold", arguments: Language.allCases)
    func escaped(language: Language) throws {
        for report in try Samples.documents(Samples.hostile, language) {
            let document = try ParsedDocument.read(report.html)
            #expect(document.readable.contains("<script>alert(\"1\")</script> & 'x' </style> ]]>"))
            #expect(document.all("script").isEmpty)
            #expect(document.all("style").count == 1)
            #expect(document.all("body").count == 1)
        }
    }

    @Test(
        "needs nothing beside itself: no script, no address outward, links only within",
        arguments: ["", Samples.hostile])
    func standsAlone(extra: String) throws {
        for report in try Samples.documents(extra, .id) {
            let document = try ParsedDocument.read(report.html)
            let ids = document.elements.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            for element in document.elements {
                #expect(!["script", "link", "img", "iframe", "object", "form", "base"].contains(element.name))
                for (name, value) in element.attributes {
                    #expect(!name.hasPrefix("on") && name != "style" && name != "src")
                    #expect(name == "xmlns" || !value.contains("://"), "\(name)=\(value)")
                    if name == "href" { #expect(value.hasPrefix("#") && ids.contains(String(value.dropFirst()))) }
                    if name == "aria-labelledby" {
                        #expect(value.split(separator: " ").allSatisfy { ids.contains(String($0)) })
                    }
                }
            }
            let style = document.all("style").map(\.text).joined()
            #expect(!style.contains("url(") && !style.contains("@import") && !style.contains("//"))
        }
    }

    @Test("says its language, prints on A4, fits a phone")
    func frame() throws {
        for language in Language.allCases {
            for report in try Samples.documents("", language) {
                let document = try ParsedDocument.read(report.html)
                #expect(document.all("html").first?.attributes["lang"] == language.rawValue)
                #expect(document.all("h1").map(\.text) == [report.title])
                #expect(document.all("title").first?.text == report.title)
                let style = document.all("style").map(\.text).joined()
                #expect(style.contains("size:A4") && style.contains("counter(page)"))
                #expect(style.contains("table-header-group"))
                #expect(document.all("meta").contains { $0.attributes["name"] == "viewport" })
                #expect(report.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
            }
        }
    }

    /// Browsers heed what stands before and after a break apart: a caption is kept with its head, the head with the first
    /// row, a heading with what follows and with the sentence between.
    @Test("in print no heading, caption or head of a table stands alone at the end of a page")
    func keptWithNext() throws {
        for report in try Samples.documents("", .id) {
            let style = try ParsedDocument.read(report.html).all("style").map(\.text).joined()
            let print = try #require(style.split(separator: "@media print{").last)
            func selectors(_ rule: String) -> Set<String> {
                Set(
                    print.split(separator: "}").filter { $0.contains(rule) }
                        .flatMap { ($0.split(separator: "{").first ?? "").split(separator: ",") }
                        .map { String($0.drop(while: \.isWhitespace)) })
            }
            let kept: Set = ["h1", "h2", "h3", "h4", "caption", ".caption", "figcaption", ".lead", "summary", "thead"]
            #expect(selectors("break-after:avoid").isSuperset(of: kept))
            let followers: Set = [
                "h2+*", "h3+*", "h4+*", "figcaption+*", "summary+*", ".lead+*", "tbody>tr:first-child",
            ]
            #expect(selectors("break-before:avoid").isSuperset(of: followers))
        }
    }

    @Test("every phrase is worded and filled", arguments: Language.allCases)
    func phrases(language: Language) throws {
        for report in try Samples.documents("", language) {
            for piece in try ParsedDocument.read(report.html).pieces where piece.name != "code" {
                #expect(piece.text.firstMatch(of: /\{[a-zA-Z-]+\}/) == nil, "\(piece.text)")
                // A key without its phrase shows as itself, such as `summary.people`.
                #expect(piece.text.wholeMatch(of: /[a-z]+(?:\.[a-z0-9-]+)+/) == nil, "\(piece.text)")
            }
        }
    }

    @Test("invented persons are said to be invented, at the top")
    func synthetic() throws {
        for report in try Samples.documents("", .id) {
            let document = try ParsedDocument.read(report.html)
            #expect(document.all("div", "notice").first?.text.contains("Data sintetis") == true)
        }
        let real = try Report.overlap(Samples.overlap(), in: .id)
        #expect(try ParsedDocument.read(real.html).all("div", "notice").isEmpty)
    }

    @Test("tables have captions, heads with scope and rows as wide as their heads")
    func tables() throws {
        for report in try Samples.documents("", .en) {
            let document = try ParsedDocument.read(report.html)
            for (index, table) in document.elements.enumerated() where table.name == "table" {
                let isData = table.ancestors.contains { document.elements[$0].name == "details" }
                let captions = document.elements.filter { $0.name == "caption" && $0.ancestors.last == index }
                #expect(isData || captions.count == 1)
                var widths: Set<Int> = []
                for (place, row) in document.elements.enumerated()
                where row.name == "tr" && row.ancestors.contains(index) {
                    let cells = document.elements.filter {
                        ["th", "td"].contains($0.name) && $0.ancestors.last == place
                    }
                    widths.insert(cells.reduce(0) { $0 + (Int($1.attributes["colspan"] ?? "1") ?? 1) })
                }
                #expect(widths.count == 1, "\(report.name): \(captions.first?.text ?? "") \(widths)")
            }
            let heads = document.elements.filter {
                $0.name == "th" && $0.ancestors.contains { document.elements[$0].name == "thead" }
            }
            #expect(heads.allSatisfy { $0.attributes["scope"] == "col" })
        }
    }
}
