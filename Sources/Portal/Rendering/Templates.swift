import Foundation
import Mustache
import Problems

/// The pages' templates, filled with the wording of each language once.
///
/// `[[key]]` in a template is a phrase of `Wording/`; what is left is Mustache with the page's values.
struct Templates: Sendable {
    private let libraries: [Language: MustacheLibrary]
    private let book: Phrasebook

    /// Escapes for HTML by Unicode scalars.
    ///
    /// Mustache's own escaping looks at whole characters and lets a quotation mark through that carries a combining
    /// accent; a browser sees the bare quotation mark, and the attribute ends.
    private struct ScalarEscaping: MustacheContentType {
        func escapeText(_ text: String) -> String { Templates.escaped(text) }
    }

    private static let contentType = "GAPURA"

    static func bundled() throws(Problem) -> Templates {
        guard let resources = ResourceFolder.find("gapura_Portal", built: { Bundle.module.resourceURL }) else {
            throw damaged("Templates")
        }
        return try Templates(
            folder: resources.appendingPathComponent("Templates"),
            wording: resources.appendingPathComponent("Wording"))
    }

    /// - Throws: `portal.damaged` naming the file, also where a template asks for a phrase that does not exist.
    init(folder: URL, wording: URL) throws(Problem) {
        book = try Phrasebook(folder: wording)
        MustacheContentTypes.register(ScalarEscaping(), named: Self.contentType)
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var library = MustacheLibrary()
            let phrases = book.all(in: language)
            for file in files where file.pathExtension == "mustache" {
                guard let text = try? String(contentsOf: file, encoding: .utf8),
                    let filled = Self.fill(text, with: phrases),
                    (try? library.register(
                        "{{% CONTENT_TYPE:\(Self.contentType) }}" + filled,
                        named: file.deletingPathExtension().lastPathComponent)) != nil
                else { throw Self.damaged(file.lastPathComponent) }
            }
            guard library.getTemplate(named: Frame.template) != nil else { throw Self.damaged(Frame.template) }
            libraries[language] = library
        }
        self.libraries = libraries
    }

    func words(_ language: Language) -> Words { Words(language: language, book: book) }

    /// - Throws: `portal.damaged` when there is no such template.
    func render(_ content: Any, _ template: String, _ language: Language) throws(Problem) -> String {
        guard let text = libraries[language]?.render(content, withTemplate: template) else {
            throw Self.damaged(template)
        }
        return text
    }

    private static func damaged(_ file: String) -> Problem { Problem("portal.damaged", at: Place(file: file)) }

    /// nil where a phrase is missing.
    private static func fill(_ text: String, with phrases: [String: String]) -> String? {
        var out = ""
        var rest = text[...]
        while let start = rest.range(of: "[["), let end = rest[start.upperBound...].range(of: "]]") {
            guard let phrase = phrases[String(rest[start.upperBound..<end.lowerBound])] else { return nil }
            out += rest[..<start.lowerBound] + escaped(phrase)
            rest = rest[end.upperBound...]
        }
        return out + rest
    }

    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
            case "'": out.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": out.append(scalar)
            // Control characters have no place in a page.
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
