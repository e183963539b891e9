import Charts
import Foundation
import Problems

/// The wording and number formats of one language.
struct Words: Sendable {
    let language: Language
    private let books: [Phrasebook]

    /// - Parameter file: the wording file in `Wording/`, without `.json`; what it does not say, `common.json` does.
    init(_ file: String, _ language: Language) throws(Problem) {
        self.language = language
        guard
            let folder = ResourceFolder.find("gapura_Reports", built: { Bundle.module.resourceURL })?
                .appendingPathComponent("Wording")
        else {
            throw Problem("phrasebook.unreadable", at: Place(file: file + ".json"))
        }
        books = [
            try Phrasebook(contentsOf: folder.appendingPathComponent(file + ".json")),
            try Phrasebook(contentsOf: folder.appendingPathComponent("common.json")),
        ]
    }

    func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        for book in books {
            let phrase = book(key, language, arguments)
            if phrase != key { return tight(phrase) }
        }
        return key
    }

    /// A phrase for a number of things: `KEY.one` for one thing, where that is worded.
    func plural(_ key: String, _ count: Int, _ arguments: [String: String] = [:]) -> String {
        count == 1 && known(key + ".one") != nil ? self(key + ".one", arguments) : self(key, arguments)
    }

    /// A phrase that may be missing: names of fields that another room may add to.
    func known(_ key: String) -> String? {
        let phrase = self(key)
        return phrase == key ? nil : phrase
    }

    /// Why something is a problem. What the problem at hand does not name is left open with `…`.
    func reason(_ problem: Problem) -> String { Self.open(Catalogue.bundled.reason(problem, language)) }

    /// What to do about a problem.
    func remedy(_ problem: Problem) -> String { Self.open(Catalogue.bundled.remedy(problem, language)) }

    private static func open(_ sentence: String) -> String {
        sentence.replacing(/\{[a-zA-Z]+\}/, with: "…").replacing("….", with: "…")
    }

    func count(_ value: Int) -> String { language.integer(value) }
    func rupiah(_ value: Int64) -> String { language.rupiah(value) }

    /// A calendar date `yyyy-mm-dd` in words, such as `1 April 2021`; any other text as it is.
    func day(_ date: String) -> String {
        let parts = date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, let month = known("month.\(parts[1])") else { return date }
        return "\(parts[2]) \(month) \(parts[0])"
    }

    /// The same text, its percent and less-than signs bound to their numbers.
    func tight(_ text: String) -> String {
        text.replacingOccurrences(of: " %", with: "\u{a0}%").replacingOccurrences(of: "< ", with: "<\u{a0}")
    }

    /// A percentage from whole counts.
    func percent(_ count: Int, of total: Int) -> String { tight(language.percent(count, of: total)) }

    var numbers: NumberStyle {
        let language = language
        return NumberStyle(
            integer: { language.integer($0) }, decimal: { language.decimal($0, places: $1) },
            percent: { language.decimal($0 * 100, places: $1) + "\u{a0}%" })
    }
}
