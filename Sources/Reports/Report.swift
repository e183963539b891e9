public import Problems

/// A finished document: one HTML file that needs nothing beside itself.
///
/// The factories in the extensions make the kinds of documents: evaluation, overlap, list quality, refusals.
public struct Report: Sendable, Hashable {
    /// A name for the file, without ending: lower-case letters, digits and `-`.
    public let name: String
    public let title: String
    public let language: Language
    /// The whole file.
    public let html: String

    init(name: String, title: String, language: Language, html: String) {
        self.name = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
        self.title = title
        self.language = language
        self.html = html
    }
}
