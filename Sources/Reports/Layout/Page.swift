import Charts
import Problems

/// The frame of every document: head, title, facts, summary, sections, foot.
struct Page {
    struct Section {
        var id: String
        var heading: String
        var content: HTML

        init(_ id: String, _ heading: String, @HTMLBuilder content: () -> HTML) {
            self.id = id
            self.heading = heading
            self.content = content()
        }
    }

    var name: String
    var title: String
    /// One sentence under the title.
    var lead: String
    /// Short facts: name and value.
    var facts: [(String, String)]
    /// What a reader in a hurry takes away, each a whole sentence.
    var summary: [String]
    /// Content between the summary and the first section, such as figure cards.
    var opening: HTML = .empty
    var sections: [Section]
    var edition: Edition
    var words: Words

    func report() -> Report {
        Self.frame(name: name, title: title, words: words, content)
    }

    /// A document of our own head and style around a body.
    static func frame(name: String, title: String, words: Words, _ content: HTML) -> Report {
        let head = HTML.joined([
            HTML.element(.meta, [Attribute(.charset, "utf-8")], .empty),
            HTML.element(
                .meta, [Attribute(.name, "viewport"), Attribute(.content, "width=device-width, initial-scale=1")],
                .empty),
            tag(.title, "", title),
        ])
        let style = StyleSheet(title: title, pageWord: words("page"))
        let html = HTML.document(
            head: head, style: style, body: tag(.body) { content }, language: words.language.rawValue)
        return Report(name: name, title: title, language: words.language, html: html)
    }

    private var content: HTML {
        tag(.div, "sheet") {
            tag(.header) {
                tag(.p, "brand", words("brand"))
                tag(.h1, "", title)
                tag(.p, "lead", lead)
                if edition.synthetic { tag(.div, "notice") { tag(.p, "", words("synthetic.notice")) } }
                factList
            }
            tag(.main) {
                HTML.element(
                    .section, [.cssClass("summary"), Attribute(.ariaLabelledBy, "summary")],
                    .joined([
                        HTML.element(.h2, [Attribute(.id, "summary")], .text(words("summary"))),
                        tag(.ul) { for sentence in summary { tag(.li, "", sentence) } },
                    ]))
                opening
                if sections.count > 3 { contents }
                for section in sections {
                    HTML.element(
                        .section, [Attribute(.ariaLabelledBy, section.id)],
                        .joined([
                            HTML.element(.h2, [Attribute(.id, section.id)], .text(section.heading)),
                            section.content,
                        ]))
                }
            }
            tag(.footer) { tag(.p, "", words("foot")) }
        }
    }

    private var factList: HTML {
        var all = facts
        if let publisher = edition.publisher { all.append((words("publisher"), publisher)) }
        if let date = edition.date { all.append((words("date"), words.day(date))) }
        guard !all.isEmpty else { return .empty }
        return tag(.dl, "facts") {
            for (name, value) in all {
                tag(.dt, "", name)
                tag(.dd, "", value)
            }
        }
    }

    private var contents: HTML {
        HTML.element(
            .nav, [.cssClass("contents"), Attribute(.ariaLabel, words("contents"))],
            tag(.ol) {
                for section in sections { tag(.li) { HTML.element(.a, [.anchor(section.id)], .text(section.heading)) } }
            })
    }
}

extension HTML {
    /// A figure with its caption, and its data table behind a fold (open in print).
    static func figure(
        _ figure: any Figure, caption: String, note: String? = nil, dataLabel: String?, source: String? = nil
    ) -> HTML {
        .joined([
            tag(.figure) {
                tag(.figcaption, "", caption)
                tag(.div, "scroll") { HTML.drawing(figure) }
                if let note { tag(.p, "source", note) }
                if let source { tag(.p, "source", source) }
            },
            // Beside the figure and not in it: in print a figure stays whole, its table may break.
            dataLabel.map { label in
                tag(.details) {
                    tag(.summary, "", label)
                    tag(.div, "scroll") { data(figure.table) }
                }
            } ?? .empty,
        ])
    }

    private static func data(_ data: DataTable) -> HTML {
        tag(.table) {
            tag(.thead) {
                tag(.tr) { for head in data.header { HTML.element(.th, [Attribute(.scope, "col")], .text(head)) } }
            }
            tag(.tbody) {
                for row in data.rows {
                    tag(.tr) {
                        for (index, cell) in row.enumerated() {
                            tag(index == 0 ? .th : .td, index == 0 ? "" : "num", cell)
                        }
                    }
                }
            }
        }
    }

    /// Large numbers with their names.
    static func cards(_ cards: [(value: String, name: String)]) -> HTML {
        tag(.div, "cards") {
            for card in cards {
                tag(.div, "card") {
                    tag(.span, "figure", card.value)
                    tag(.span, "name", card.name)
                }
            }
        }
    }

    static func chip(_ text: String, _ cssClass: String) -> HTML { tag(.span, "chip " + cssClass, text) }
}
