public import Foundation

/// Text of pages, reports and the command line in both languages, read from a JSON file
/// `{"key": {"id": "…", "en": "…"}}`, so that wording stands in catalogues and not in code.
public struct Phrasebook: Sendable {
    private let phrases: [String: [String: String]]

    /// Reads a phrasebook.
    ///
    /// - Parameter url: a JSON file of the shape above.
    /// - Throws: a ``Problem`` `phrasebook.unreadable` when the file is missing or has another shape.
    public init(contentsOf url: URL) throws(Problem) {
        do {
            phrases = try JSONDecoder().decode([String: [String: String]].self, from: Data(contentsOf: url))
        } catch {
            throw Problem("phrasebook.unreadable", at: Place(file: url.lastPathComponent))
        }
    }

    /// Reads all phrasebooks of a folder as one.
    ///
    /// - Throws: `phrasebook.unreadable` as above, and `phrasebook.double` for a key that two of them hold.
    public init(folder: URL) throws(Problem) {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        var phrases: [String: [String: String]] = [:]
        for file in files.filter({ $0.pathExtension == "json" }) {
            for (key, entry) in try Phrasebook(contentsOf: file).phrases {
                guard phrases.updateValue(entry, forKey: key) == nil else {
                    throw Problem("phrasebook.double", at: Place(file: file.lastPathComponent), ["key": key])
                }
            }
        }
        guard !phrases.isEmpty else {
            throw Problem("phrasebook.unreadable", at: Place(file: folder.lastPathComponent))
        }
        self.phrases = phrases
    }

    /// All keys, for tests that hold both languages to completeness.
    public var keys: [String] { phrases.keys.sorted() }

    /// The phrase of a key, with `{name}` replaced by the arguments; the key itself when it is unknown.
    public func callAsFunction(_ key: String, _ language: Language, _ arguments: [String: String] = [:]) -> String {
        guard let entry = phrases[key], let text = entry[language.rawValue] ?? entry["id"] else { return key }
        return Self.fill(text, with: arguments)
    }

    /// All phrases of one language, for a template engine.
    public func all(in language: Language) -> [String: String] {
        phrases.compactMapValues { $0[language.rawValue] ?? $0["id"] }
    }

    static func fill(_ text: String, with arguments: [String: String]) -> String {
        guard !arguments.isEmpty, text.contains("{") else { return text }
        var out = text
        for (name, value) in arguments { out = out.replacingOccurrences(of: "{\(name)}", with: value) }
        return out
    }
}
