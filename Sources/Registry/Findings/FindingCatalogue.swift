import Foundation
import Indonesia
public import Problems

/// What stands beside the code of a category: what it means, which list checks it, which rules it rests on; and what
/// columns of reference lists are called. Data in `FindingFiles/`.
public struct FindingCatalogue: Sendable {
    public struct Entry: Sendable, Hashable, Decodable {
        public var code: String
        public var title: BilingualText
        public var definition: BilingualText
        /// The list without which it cannot be checked.
        public var needs: BilingualText
        /// Codes of the rules that a finding rests on, by programme.
        var rules: [String: [String]]
    }

    private struct Document: Decodable {
        var categories: [Entry]
        var columns: [String: [String: [String]]]
        var words: [String: [String]]
    }

    private let entries: [String: Entry]
    private let document: Document

    /// - Throws: `findings.catalogue` where the bundled file is missing or damaged.
    public static func bundled() throws(Problem) -> FindingCatalogue {
        guard
            let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL }),
            let data = try? Data(contentsOf: folder.appendingPathComponent("FindingFiles/categories.json")),
            let document = try? JSONDecoder().decode(Document.self, from: data),
            FindingCategory.allCases.allSatisfy({ category in
                document.categories.contains { $0.code == category.code }
            })
        else { throw Problem("findings.catalogue") }
        return FindingCatalogue(document)
    }

    private init(_ document: Document) {
        self.document = document
        entries = Dictionary(document.categories.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func entry(_ category: FindingCategory) -> Entry? { entries[category.code] }

    /// Headings of a column, such as that of the date, in lists of a kind.
    func headings(_ column: String, _ kind: ReferenceKind?) -> [String] {
        let own = document.columns[column] ?? [:]
        return (kind.flatMap { own[$0.rawValue] } ?? []) + (own["*"] ?? [])
    }

    /// Words that mean something in a column, such as `pensiun` in one of states.
    func words(_ meaning: String) -> [String] { document.words[meaning] ?? [] }

    /// The regulations that categories rest on for a programme on a day, as far as a rule file names one.
    func bases(programme: String?, on day: CalendarDate) throws(Problem) -> [FindingCategory: FindingBasis] {
        guard let programme else { return [:] }
        let rules = try RuleLibrary.all().filter { $0.programme == programme }.flatMap { $0.rules(on: day) }
        var bases: [FindingCategory: FindingBasis] = [:]
        for category in FindingCategory.allCases {
            let codes = entry(category)?.rules[programme] ?? []
            guard let rule = rules.first(where: { codes.contains($0.code) }), let basis = rule.legalBasis else {
                continue
            }
            bases[category] = FindingBasis(rule: rule.code, text: basis.text, statement: rule.statement)
        }
        return bases
    }
}

/// What a finding rests on.
public struct FindingBasis: Sendable, Hashable {
    /// The rule's code.
    public var rule: String
    /// Regulation and article.
    public var text: String
    public var statement: BilingualText
}
