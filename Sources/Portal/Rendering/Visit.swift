import Hummingbird
import Indonesia
import Problems

/// A reader's request as pages see it: language, address, fields.
struct Visit: Sendable {
    let words: Words
    /// Begins with exactly one `/`.
    let path: String
    let query: Query
    /// What the reader said they look for; the log keeps it.
    let purpose: String?

    /// - Parameter purpose: said with this request, as programs say it in the address; else the one that a cookie remembers
    ///   holds.
    init(_ request: Request, words: Words, purpose: String? = nil) {
        self.words = words
        // `//name/` would be the address of another host.
        path = request.uri.path.hasPrefix("//") || !request.uri.path.hasPrefix("/") ? "/" : request.uri.path
        query = Query(request.uri.query)
        let told = path.hasPrefix(Routes.apiPath) ? Purpose.stated(query[APIAddress.purpose]) : nil
        self.purpose = purpose ?? told ?? Purpose.remembered(request)
    }

    /// The page's own address with one field changed; an empty value takes the field away.
    func address(_ name: String, _ value: String) -> String {
        let kept = query.items.filter {
            $0.name != name && $0.name != LanguageChoice.field && !Self.holdsNumber($0)
        }
        return Query.address(path, kept + [(name, value)])
    }

    /// No field of ours holds a long number; one that a reader typed into the address is not handed on.
    /// The code of a village is one of ours.
    /// So are changes of rules, which speak of years, amounts and limits: there a number is long that stands in one piece.
    private static func holdsNumber(_ item: (name: String, value: String)) -> Bool {
        let (name, value) = item
        guard !WhatIfChoice.fields.contains(name) else { return Masked.digits(value, longest: value.count) != value }
        return value.count(where: \.isNumber) >= 9 && RegionCode(value)?.dotted != value
    }

    func address(in language: Language) -> String { address(LanguageChoice.field, language.rawValue) }
}
