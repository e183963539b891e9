import Foundation
public import Problems

/// The kinds of sheets that Gapura takes in, and the words their choices are taken from.
public struct SheetKinds: Sendable {
    /// All kinds, by name.
    public let kinds: [SheetKind]
    private let vocabularies: [String: [String: Term]]
    private let readings: [String: [String: String]]

    /// A code of a vocabulary: what else it is written as, and how it is shown.
    private struct Term: Sendable, Decodable {
        var words: [String]
        var id: String
        var en: String
        /// Of a need: the kinds of aid that answer it.
        var aids: [String]?
        /// Of a use of money: whether it went into the business.
        var inBusiness: Bool?
    }

    public static let bundled = SheetKinds()

    private init() {
        let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL })?
            .appendingPathComponent("SheetKinds")
        let files = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        var kinds: [SheetKind] = []
        var vocabularies: [String: [String: Term]] = [:]
        for file in files ?? [] where file.pathExtension == "json" {
            guard let data = try? Data(contentsOf: file) else { continue }
            if file.lastPathComponent == "vocabulary.json" {
                vocabularies = (try? JSONDecoder().decode([String: [String: Term]].self, from: data)) ?? [:]
            } else if let kind = try? JSONDecoder().decode(SheetKind.self, from: data) {
                kinds.append(kind)
            }
        }
        self.kinds = kinds.sorted { $0.name < $1.name }
        self.vocabularies = vocabularies
        readings = vocabularies.mapValues { words in
            var readings: [String: String] = [:]
            for (code, term) in words {
                for word in [code] + term.words { readings[ColumnMapper.normalised(word)] = code }
            }
            return readings
        }
    }

    /// The kind of a name, in English or Indonesian.
    ///
    /// - Throws: `sheet.kind-unknown`, naming those there are.
    public func kind(_ name: String) throws(Problem) -> SheetKind {
        if let found = kinds.first(where: { $0.name == name || $0.word == name }) { return found }
        throw Problem(
            "sheet.kind-unknown", .refuse, ["name": name, "known": kinds.map(\.word).sorted().joined(separator: ", ")])
    }

    /// The kind whose columns these headers are.
    ///
    /// Columns that only say whom, when and where do not tell a kind, where it knows others: a list of numbers and days
    /// is no profile, and as one it would say nothing.
    ///
    /// - Throws: `sheet.kind-open` where none or several fit.
    public func kind(of headers: [String], in file: String) throws(Problem) -> SheetKind {
        let present = Set(headers.map(ColumnMapper.normalised))
        func has(_ column: SheetKind.Column) -> Bool {
            column.names.contains(where: present.contains)
        }
        let fitting = kinds.filter { $0.columns.filter(\.isRequired).allSatisfy(has) }
            .filter { kind in
                let others = kind.columns.filter { !$0.isRequired }
                return others.contains(where: has) || others.allSatisfy { kind.key.contains($0.field) }
                    || kind.columns.contains { $0.isRequired && kind.isContent($0) }
            }
            .map { (kind: $0, matched: $0.columns.count(where: has)) }
            .sorted { $0.matched > $1.matched }
        if let best = fitting.first, fitting.count == 1 || best.matched > fitting[1].matched { return best.kind }
        throw Problem(
            "sheet.kind-open", at: Place(file: file), ["known": kinds.map(\.word).sorted().joined(separator: ", ")])
    }

    /// The codes of a vocabulary.
    public func codes(_ vocabulary: String) -> [String] { (vocabularies[vocabulary] ?? [:]).keys.sorted() }

    /// The word for a code as a village operator writes it; the code where it is its own word.
    public func word(_ vocabulary: String, _ code: String) -> String {
        vocabularies[vocabulary]?[code]?.words.first ?? code
    }

    /// How a code is shown to a reader; nil for one that is not in the vocabulary.
    public func label(_ vocabulary: String, _ code: String, _ language: Language) -> String? {
        vocabularies[vocabulary]?[code].map { language == .en ? $0.en : $0.id }
    }

    /// The kinds of aid that answer a need, `K1` to `K6`.
    public func aids(answering need: String) -> [String] { vocabularies["need"]?[need]?.aids ?? [] }

    /// Whether a use of money, such as `equipment`, is one in the business.
    func isInBusiness(use: String) -> Bool { vocabularies["use"]?[use]?.inBusiness ?? false }

    /// The code that a word stands for; nil for a word that is not in the vocabulary.
    func code(_ vocabulary: String, _ word: String) -> String? {
        readings[vocabulary]?[ColumnMapper.normalised(word)]
    }
}
