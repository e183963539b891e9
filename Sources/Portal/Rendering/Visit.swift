import Hummingbird
import Problems

/// A reader's request as pages see it: language, address, fields.
struct Visit: Sendable {
    let words: Words
    /// Begins with exactly one `/`.
    let path: String
    let query: Query

    init(_ request: Request, words: Words) {
        self.words = words
        // `//name/` would be the address of another host.
        path = request.uri.path.hasPrefix("//") || !request.uri.path.hasPrefix("/") ? "/" : request.uri.path
        query = Query(request.uri.query)
    }

    /// The page's own address with one field changed; an empty value takes the field away.
    func address(_ name: String, _ value: String) -> String {
        Query.address(path, query.items.filter { $0.name != name && $0.name != LanguageChoice.field } + [(name, value)])
    }

    func address(in language: Language) -> String { address(LanguageChoice.field, language.rawValue) }
}
