import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A document read back from its text.
final class ParsedDocument: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        /// Positions of the elements around it, the outermost first.
        var ancestors: [Int]
        /// All text inside, also of elements inside.
        var text = ""

        var classes: Set<String> { Set((attributes["class"] ?? "").split(separator: " ").map(String.init)) }
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// Fails the test where the text is not well formed.
    static func read(_ html: String) throws -> ParsedDocument {
        let document = ParsedDocument()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = document
        let isRead = parser.parse()
        try #require(isRead, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
        return document
    }

    func all(_ name: String, _ cssClass: String? = nil) -> [Element] {
        elements.filter { $0.name == name && (cssClass.map($0.classes.contains) ?? true) }
    }

    /// What a reader reads: everything but the style sheet and what only helpers see.
    var readable: String { all("body").map(\.text).joined() }

    /// Texts of elements that hold text themselves, one by one.
    var pieces: [(name: String, text: String)] {
        elements.filter { $0.name != "style" }.map { ($0.name, $0.text) }
    }

    /// The text of the section that an element with this id heads.
    func section(_ id: String) -> String {
        elements.first { $0.name == "section" && $0.attributes["aria-labelledby"] == id }?.text ?? ""
    }

    /// Rows of a table as texts.
    func rows(ofTableWithCaption part: String) -> [[String]] {
        guard
            let table = elements.indices.first(where: { index in
                elements[index].name == "table"
                    && elements.contains {
                        $0.name == "caption" && $0.ancestors.last == index && $0.text.contains(part)
                    }
            })
        else { return [] }
        return rows(of: table)
    }

    /// The tables that stand for figures of a section, as texts.
    func tables(in section: String) -> [[[String]]] {
        let home = elements.firstIndex { $0.name == "section" && $0.attributes["aria-labelledby"] == section }
        guard let home else { return [] }
        return elements.indices.filter { index in
            elements[index].name == "table" && elements[index].ancestors.contains(home)
                && elements[index].ancestors.contains { elements[$0].name == "details" }
        }.map(rows)
    }

    private func rows(of table: Int) -> [[String]] {
        elements.indices.filter { elements[$0].name == "tr" && elements[$0].ancestors.contains(table) }.map {
            row in
            elements.filter { ["th", "td"].contains($0.name) && $0.ancestors.last == row }.map(\.text)
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, ancestors: open))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        for index in open { elements[index].text += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
