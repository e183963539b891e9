/// The elements that documents use. Scripts, frames and forms are not among them.
enum Tag: String, Sendable {
    case meta, title, body, header, main, footer, nav, section, aside, div, span
    case h1, h2, h3, h4, p, ul, ol, li, dl, dt, dd, strong, em, small, sup, br, a, code
    case table, caption, thead, tbody, tfoot, tr, th, td
    case figure, figcaption, details, summary

    var isVoid: Bool { self == .meta || self == .br }
}

/// One attribute; its value is escaped when it is written.
struct Attribute: Sendable, Hashable {
    var name: String
    var value: String

    init(_ name: Name, _ value: String) {
        self.name = name.rawValue
        self.value = value
    }

    /// The attributes that documents use. Event handlers and style attributes are not among them.
    enum Name: String {
        case id, scope, colspan, rowspan, charset, name, content, role, tabindex, lang
        case cssClass = "class"
        case dataLabel = "data-label"
        case ariaLabel = "aria-label"
        case ariaLabelledBy = "aria-labelledby"
    }

    static func cssClass(_ value: String) -> Attribute { Attribute(.cssClass, value) }

    /// A link within the document; there are no others.
    static func anchor(_ id: String) -> Attribute {
        var attribute = Attribute(.id, "#" + id)
        attribute.name = "href"
        return attribute
    }
}
