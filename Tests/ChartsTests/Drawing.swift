import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A drawing read back from its SVG text, for tests of geometry.
final class Drawing: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""

        func number(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? .nan }
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// Fails the test where the text is no well-formed XML.
    static func read(_ svg: String) throws -> Drawing {
        let drawing = Drawing()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = drawing
        try #require(parser.parse(), "not well formed: \(svg.prefix(300))")
        return drawing
    }

    var root: Element { elements.first ?? Element(name: "", attributes: [:]) }
    var width: Double { root.number("width") }
    var height: Double { root.number("height") }
    var texts: [Element] { elements.filter { $0.name == "text" } }
    var words: [String] { texts.map(\.text) }

    func marks(_ kind: String) -> [Element] { elements.filter { $0.attributes["class"] == kind } }

    /// The points of a polyline.
    static func points(_ element: Element) -> [(x: Double, y: Double)] {
        (element.attributes["points"] ?? "").split(separator: " ").compactMap { pair in
            let parts = pair.split(separator: ",").compactMap { Double($0) }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    /// The box a text covers, by the widths of a common wide face (thousandths of the size, an average per letter).
    static func box(_ text: Element) -> (left: Double, right: Double, top: Double, bottom: Double) {
        let size = text.number("font-size")
        let width = Double(text.text.count) * size * 0.5
        let (x, y) = (text.number("x"), text.number("y"))
        if text.attributes["transform"] != nil { return (x - size, x, y - width / 2, y + width / 2) }
        let left =
            switch text.attributes["text-anchor"] {
            case "middle": x - width / 2
            case "end": x - width
            default: x
            }
        return (left, left + width, y - size * 0.8, y + size * 0.25)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let last = open.last { elements[last].text += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
