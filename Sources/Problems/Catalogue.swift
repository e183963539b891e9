import Foundation

/// The wording of problems in both languages: for each code why it is a problem and what to do about it.
///
/// One JSON file per room stands in `Catalogues/`: `{"nik.length": {"id": {"reason": "…", "remedy": "…"}, "en": …}}`.
public struct Catalogue: Sendable {
    struct Wording: Codable, Sendable {
        var reason: String
        var remedy: String
    }

    private let entries: [String: [String: Wording]]

    /// The catalogue that ships with Gapura.
    public static let bundled = Catalogue()

    private init() {
        var all: [String: [String: Wording]] = [:]
        let folder = ResourceFolder.find("gapura_Problems", built: { Bundle.module.resourceURL })?
            .appendingPathComponent("Catalogues")
        let files = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        for file in files ?? [] where file.pathExtension == "json" {
            guard let data = try? Data(contentsOf: file),
                let part = try? JSONDecoder().decode([String: [String: Wording]].self, from: data)
            else { continue }
            all.merge(part) { first, _ in first }
        }
        entries = all
    }

    /// All codes, sorted.
    public var codes: [String] { entries.keys.sorted() }

    /// Why the problem is one; the bare code where the catalogue does not know it.
    public func reason(_ problem: Problem, _ language: Language) -> String {
        wording(problem, language).map { Phrasebook.fill($0.reason, with: arguments(of: problem, language)) }
            ?? problem.code
    }

    /// Why a code stands for a problem, without an example: what depends on the single case is left open (`…`).
    public func reason(ofCode code: String, _ language: Language) -> String {
        var out = ""
        var isOpen = false
        for character in wording(Problem(code), language)?.reason ?? code {
            switch character {
            case "{":
                isOpen = true
                out += "…"
            case "}": isOpen = false
            default: if !isOpen { out.append(character) }
            }
        }
        return out
    }

    /// What to do about it; empty where the catalogue does not know the code.
    public func remedy(_ problem: Problem, _ language: Language) -> String {
        wording(problem, language).map { Phrasebook.fill($0.remedy, with: arguments(of: problem, language)) } ?? ""
    }

    /// One line for a terminal or log: place, value, reason and remedy.
    public func sentence(_ problem: Problem, _ language: Language) -> String {
        var place: [String] = []
        if let file = problem.place.file { place.append(file) }
        for (code, isThere) in [("place.row", problem.place.row != nil), ("place.column", problem.place.column != nil)]
        where isThere { place.append(reason(Problem(code, at: problem.place), language)) }
        var text = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
        text += reason(problem, language)
        if let value = problem.value, !value.isEmpty { text += " [\(value)]" }
        let advice = remedy(problem, language)
        return advice.isEmpty ? text : text + " → " + advice
    }

    private func wording(_ problem: Problem, _ language: Language) -> Wording? {
        guard let entry = entries[problem.code] else { return nil }
        return entry[language.rawValue] ?? entry["id"]
    }

    /// An argument that reads differently in each language is given twice, as `step.id` and `step.en`: the sentence
    /// names it `{step}`.
    private func arguments(of problem: Problem, _ language: Language) -> [String: String] {
        var arguments = problem.arguments
        let ending = "." + language.rawValue
        for (name, value) in problem.arguments where name.hasSuffix(ending) {
            arguments[String(name.dropLast(ending.count))] = value
        }
        if let value = problem.value { arguments["value"] = value }
        if let file = problem.place.file { arguments["file"] = file }
        if let row = problem.place.row { arguments["row"] = String(row) }
        if let column = problem.place.column { arguments["column"] = column }
        return arguments
    }
}
