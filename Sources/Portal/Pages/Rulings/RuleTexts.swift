import Problems
import Registry
import Store

/// The rules that a stored ruling was made by, beside those that ship now: whether their text has changed since.
struct RuleTexts {
    let files: [RuleFile]
    private let present: [RuleFile]

    /// - Parameter files: as they were kept.
    init(_ files: [RuleFile]) throws(Problem) {
        self.files = files
        present = try RuleShelf.files()
    }

    /// - Parameter kept: rule files and forms as they were kept; what is no rule file is left out.
    init(_ kept: [RulingFileRecord]) throws(Problem) {
        try self.init(kept.map { file throws(Problem) in try file.rules() }.compactMap(\.self))
    }

    func rule(_ code: String) -> ProgrammeRule? { files.flatMap(\.rules).first { $0.code == code } }

    /// Whether a file reads today as it did: of one that does not ship nothing can be told.
    func standing(_ file: RuleFile, _ words: Words) -> String {
        guard let now = present.first(where: { $0.name == file.name && $0.programme == file.programme }) else {
            return words("ruling.file.other")
        }
        return now.digest == file.digest
            ? words("ruling.file.same") : words("ruling.file.changed", ["version": now.version])
    }

    /// What of a rule reads otherwise today; nil where nothing does, or where its file does not ship.
    func change(of rule: ProgrammeRule, _ words: Words) -> String? {
        let ships = files.contains { file in
            file.rules.contains { $0.code == rule.code } && present.contains { $0.name == file.name }
        }
        guard ships else { return nil }
        guard let now = present.flatMap(\.rules).first(where: { $0.code == rule.code }) else {
            return words("ruling.rule.gone")
        }
        let parts: [(String, Bool)] = [
            ("rules.expression", now.expressionText != rule.expressionText),
            ("rules.rule", now.statement(.id) != rule.statement(.id) || now.statement(.en) != rule.statement(.en)),
            ("column.basis", now.basis != rule.basis), ("rules.issuer", now.issuer != rule.issuer),
            ("rules.valid", now.validFrom != rule.validFrom || now.validTo != rule.validTo),
            ("column.severity", now.severity != rule.severity), ("rules.kind", now.kind != rule.kind),
        ]
        let changed = parts.filter(\.1).map { words($0.0).lowercased() }
        guard !changed.isEmpty else { return nil }
        return words("ruling.rule.changed", ["parts": changed.joined(separator: ", ")])
    }

    /// The page of a file that ships today.
    func address(_ file: RuleFile) -> String? {
        present.first { $0.name == file.name && $0.programme == file.programme }.map(RulesPage.address)
    }
}
