import Charts

/// A piece of HTML that is safe by construction: text enters it escaped, tags come from a closed list, and only our own
/// figures enter as markup. There is no way to put a reader's text into it unescaped.
public struct HTML: Sendable, Hashable {
    /// The markup.
    public let markup: String

    private init(trusted markup: String) {
        self.markup = markup
    }

    /// Nothing.
    public static let empty = HTML(trusted: "")

    /// Text as it is to be read.
    public static func text(_ text: String) -> HTML { HTML(trusted: escaped(text)) }

    /// A figure of ours; `Charts` escapes its texts itself.
    static func drawing(_ figure: any Figure) -> HTML { HTML(trusted: figure.svg()) }

    /// Several pieces after one another.
    public static func joined(_ parts: some Sequence<HTML>) -> HTML {
        HTML(trusted: parts.map(\.markup).joined())
    }

    static func element(_ tag: Tag, _ attributes: [Attribute], _ content: HTML) -> HTML {
        var markup = "<" + tag.rawValue
        for attribute in attributes { markup += " " + attribute.name + "=\"" + escaped(attribute.value) + "\"" }
        // The closing stroke is free in HTML and keeps documents readable by XML tools.
        if tag.isVoid { return HTML(trusted: markup + "/>") }
        return HTML(trusted: markup + ">" + content.markup + "</" + tag.rawValue + ">")
    }

    /// The whole document with our own style sheet; nothing a reader wrote can stand in the style sheet.
    static func document(head: HTML, style: StyleSheet, body: HTML, language: String) -> String {
        let opening = "<!DOCTYPE html>\n<html lang=\"" + escaped(language) + "\">\n<head>"
        return opening + head.markup + "\n<style>\n" + style.text + "</style>\n</head>\n" + body.markup + "\n</html>\n"
    }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || "&<>\"'".utf8.contains($0) }) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\n", "\t": out.unicodeScalars.append(scalar)
            // Control characters have no place in a document.
            case _ where scalar.value < 0x20: continue
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
