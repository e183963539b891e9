import Indonesia
public import Problems
import Rules
import Store

extension RuleJudge {
    /// What has to be known of the lists that cases are held against: which was given and answers none of the rules' questions,
    /// of which a no is uncertain since rows of it could not be used, and which is too old to say no.
    public var referenceWarnings: [Problem] {
        let translation = RuleTranslation(self, .empty, .sqlite)
        let asked = translation.asked.flatMap(\.sources)
        return references.lists.enumerated().flatMap { place, list -> [Problem] in
            let own = asked.filter { $0.lists.contains(place) }
            // What a rule asks that no database is trusted with may not be known beforehand.
            let isPerhapsAsked = translation.leftOut.contains { rules[$0.place].names(list.kind) }
            func warning(_ code: String, _ arguments: [String: String]) -> Problem {
                let known = [
                    "list": list.name, "kind": list.kind, "asOf": list.asOf.description, "day": dayText,
                ]
                return Problem(code, .warn, at: Place(file: list.name), known.merging(arguments) { $1 })
            }
            guard !own.isEmpty || isPerhapsAsked else {
                guard list.isGiven else { return [] }
                let questions = translation.asked.filter { !$0.sources.isEmpty }.map(\.shown)
                return [warning("rules.reference-unasked", ["questions": questions.joinedOrNone])]
            }
            var warnings: [Problem] = []
            if list.unusable > 0 {
                warnings.append(warning("rules.reference-unusable", ["rows": String(list.unusable)]))
            }
            let open = own.filter { !$0.isOptional && !list.saysNo($0.question, on: day, year: $0.year) }
            if !open.isEmpty {
                warnings.append(warning("rules.reference-stale", ["questions": open.map(\.shown).joinedOrNone]))
            }
            return warnings
        }
    }
}

extension CaseQuestion {
    /// Who may answer it, beside the line's own birth.
    fileprivate var sources: [Sources] {
        switch kind {
        case .listed(let sources), .family(let sources): [sources]
        case .ever(_, let years, _): years
        case .age, .unanswerable: []
        }
    }
}

extension ProgrammeRule {
    /// Whether its expression names a list, or may.
    fileprivate func names(_ kind: String) -> Bool {
        let text = expression.parsed.text
        return text.contains("'" + kind + "'") || text.contains("\"" + kind + "\"")
    }
}

extension [String] {
    fileprivate var joinedOrNone: String {
        var seen: Set<String> = []
        let texts = filter { seen.insert($0).inserted }
        return texts.isEmpty ? "–" : texts.joined(separator: ", ")
    }
}
