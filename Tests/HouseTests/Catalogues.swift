import Foundation

/// The wording files of the package, read without the package's own code.
enum Catalogues {
    typealias Entry = [String: [String: String]]

    struct File: Sendable {
        let path: String
        let entries: [String: Entry]
    }

    /// The catalogues of problems.
    static let files: [File] = House.files(under: "Sources/Problems/Catalogues", ending: "json").map { path in
        File(path: path, entries: (try? JSONDecoder().decode([String: Entry].self, from: House.data(path))) ?? [:])
    }

    /// The phrasebooks of the rooms that speak to people.
    static let wordingFiles: [String] = House.files(under: "Sources", ending: "json").filter { path in
        path.contains("/Wording/") || path.hasSuffix("/wording.json")
    }

    static func phrases(of path: String) -> [String: [String: String]] {
        (try? JSONDecoder().decode([String: [String: String]].self, from: House.data(path))) ?? [:]
    }

    /// What is missing in an entry: a language, a part, or a place to fill in that only one language has.
    ///
    /// An optional part (the remedy of a mere note) may be empty, in both languages or in neither.
    static func faults(of entry: Entry, parts: [String], optional: Set<String> = []) -> [String] {
        var found: [String] = []
        for part in parts {
            let missing = ["id", "en"].filter { language in
                entry[language]?[part]?.contains(where: { !$0.isWhitespace }) != true
            }
            if missing.count == 2, optional.contains(part) { continue }
            found += missing.map { "no \(part) in \($0)" }
        }
        for language in entry.keys where !["id", "en"].contains(language) {
            found.append("unknown language \(language)")
        }
        let places = ["id", "en"].map { language in
            Set(parts.flatMap { placeholders(in: entry[language]?[$0] ?? "") })
        }
        if places[0] != places[1] { found.append("places differ: \(places[0].sorted()) and \(places[1].sorted())") }
        return found
    }

    /// The names in braces.
    static func placeholders(in text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.firstIndex(of: "}").map { String(piece[..<$0]) }
        }
    }

    /// Small letters, digits and hyphens in two or more parts joined by dots, beginning with a letter.
    static func isCode(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = text.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z")
        else {
            return false
        }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { byte in
                    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
                        || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "-")
                }
        }
    }

    static func isFileName(_ text: String) -> Bool {
        let endings = [
            "html", "csv", "json", "yaml", "yml", "svg", "css", "js", "sqlite", "txt", "md", "pdf", "mustache", "png",
        ]
        return endings.contains { text.hasSuffix("." + $0) }
    }
}
