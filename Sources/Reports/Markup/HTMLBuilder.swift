/// Lets nested markup be written as nested Swift; strings in it are text and get escaped.
@resultBuilder
enum HTMLBuilder {
    static func buildExpression(_ text: String) -> [HTML] { [.text(text)] }
    static func buildExpression(_ html: HTML) -> [HTML] { [html] }
    static func buildExpression(_ html: [HTML]) -> [HTML] { html }
    static func buildBlock(_ parts: [HTML]...) -> [HTML] { parts.flatMap { $0 } }
    static func buildOptional(_ part: [HTML]?) -> [HTML] { part ?? [] }
    static func buildEither(first part: [HTML]) -> [HTML] { part }
    static func buildEither(second part: [HTML]) -> [HTML] { part }
    static func buildArray(_ parts: [[HTML]]) -> [HTML] { parts.flatMap { $0 } }
    static func buildFinalResult(_ parts: [HTML]) -> HTML { .joined(parts) }
}

/// An element with its content.
func tag(_ tag: Tag, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    .element(tag, attributes, content())
}

/// An element of a class with its content.
func tag(_ tag: Tag, _ cssClass: String, @HTMLBuilder content: () -> HTML) -> HTML {
    .element(tag, [.cssClass(cssClass)], content())
}

/// An element that holds one text.
func tag(_ tag: Tag, _ cssClass: String = "", _ text: String) -> HTML {
    .element(tag, cssClass.isEmpty ? [] : [.cssClass(cssClass)], .text(text))
}
