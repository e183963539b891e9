public import Problems
public import Registry

/// Why a rule came to what it did, in the words of a reader: what it says, on which value from which source, whose rule it
/// is, what it rests on, and what to do about it.
public struct RuleSentences: Sendable {
    let words: Words
    private let schema: FactSchema

    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public init(_ language: Language) throws(Problem) {
        words = try Words("rules", language)
        schema = try FactSchema.bundled()
    }

    private var language: Language { words.language }

    /// What the rule says.
    public func statement(_ finding: RuleFinding) -> String { finding.rule.statement(language) }

    /// What the rule looked at: each value with its source, and what was missing.
    public func seen(_ finding: RuleFinding) -> String {
        let evidence = told(finding).map { item in
            words(
                "seen",
                [
                    "name": label(item.name), "value": item.text(schema, language), "source": source(item.source),
                ])
        }
        let missing = finding.missing.map(gap)
        let fault = finding.problem.map { [words.reason($0)] } ?? []
        return (evidence + missing + fault).joined(separator: "; ")
    }

    /// What is missing, or the cell that nobody understands.
    private func gap(_ name: String) -> String {
        guard let unread = name.wholeMatch(of: /(.+): (“.*”)/) else { return words("missing", ["name": label(name)]) }
        return words("unread", ["name": label(String(unread.1)), "cell": String(unread.2)])
    }

    /// The evidence that a reader needs: what decided; of what is missing nothing but that it is.
    private func told(_ finding: RuleFinding) -> [RuleFinding.Evidence] {
        let evidence = finding.evidence.filter { $0.source.kind != .decision }
        guard finding.missing.isEmpty else {
            let bases = finding.missing.compactMap { schema.fact($0)?.base }
            return evidence.filter { bases.contains($0.name) }
        }
        let deciding = evidence.filter { item in
            finding.deciding?.contains(item.name.prefix { $0 != "(" }) ?? false
        }
        // Of what is worked out of a value the value itself says more.
        let bases = Set(deciding.compactMap { schema.fact($0.name)?.base })
        let told = deciding.filter { schema.fact($0.name)?.base == nil } + evidence.filter { bases.contains($0.name) }
        return told.isEmpty ? evidence : told
    }

    /// What a name or question is called.
    public func label(_ name: String) -> String {
        // A question of a form: what it is part of, and which one.
        let parts = name.split(separator: ": ", maxSplits: 1)
        if parts.count == 2, schema.fact(String(parts[0])) != nil || parts[0].hasSuffix(")") {
            return label(String(parts[0])) + ": " + parts[1]
        }
        guard let end = name.firstIndex(of: "(") else { return schema.label(name, language) }
        let arguments = name[name.index(after: end)...].dropLast().split(separator: ",").map {
            $0.filter { $0 != "'" && $0 != " " }
        }
        let key = "question." + name[..<end] + (arguments.count > 1 ? ".year" : "")
        return words.known(key) == nil
            ? name
            : words(key, ["programme": arguments.first ?? "", "period": arguments.count > 1 ? arguments[1] : ""])
    }

    /// Where a value was read.
    public func source(_ source: FactSource) -> String {
        var parts = [source.name ?? words("source." + source.kind.rawValue)]
        if let column = source.column { parts.append(words("source.column", ["column": column])) }
        if let day = source.asOfText { parts.append(words("source.as-of", ["day": words.day(day)])) }
        return parts.joined(separator: ", ")
    }

    /// Whose rule it is.
    public func issuer(_ rule: ProgrammeRule) -> String {
        let level = words("level." + rule.issuer.level.rawValue)
        guard let name = rule.issuer.name else { return level }
        // A name that says its level needs no other word for it.
        return name.lowercased().contains(level) ? name : "\(name) (\(level))"
    }

    /// What the rule rests on, or that no regulation holds it.
    public func basis(_ rule: ProgrammeRule) -> String {
        guard let basis = rule.basis else { return words("no-basis") }
        let text =
            basis.dateText.map { words("basis.dated", ["basis": basis.text, "day": words.day($0)]) } ?? basis.text
        return basis.kind == .regulation ? text : words("basis." + basis.kind.rawValue, ["basis": text])
    }

    /// What a reader must know of the rule: no basis, made below the programme, contradicted.
    ///
    /// - Parameter others: the rules in force, to name those that say the opposite.
    public func flags(_ rule: ProgrammeRule, among others: [ProgrammeRule] = []) -> [String] {
        var flags: [String] = []
        if rule.basis == nil { flags.append(words("flag.no-basis")) }
        if let weight = weight(rule) { flags.append(weight) }
        if rule.issuer.isLocal { flags.append(words("flag.local", ["issuer": issuer(rule)])) }
        for code in rule.contradictedBy {
            guard let other = others.first(where: { $0.code == code }), other.legalBasis != nil else { continue }
            flags.append(
                words("flag.contradicted", ["basis": basis(other), "statement": other.statement(language)]))
        }
        if let note = rule.note { flags.append(note(language)) }
        return flags
    }

    /// That what a rule rests on is no regulation, where it rests on something.
    func weight(_ rule: ProgrammeRule) -> String? {
        guard let basis = rule.basis, basis.kind != .regulation else { return nil }
        return words(
            "flag." + basis.kind.rawValue, ["basis": basis.text, "issuer": rule.issuer.name ?? issuer(rule)])
    }

    /// What the person can do.
    public func correction(_ rule: ProgrammeRule) -> String? { rule.correction?(language) }

    /// The word for a verdict.
    public func verdict(_ verdict: RuleVerdict) -> String { words("verdict." + verdict.rawValue) }

    /// The word for a kind of rule.
    public func kind(_ kind: ProgrammeRule.Kind) -> String { words("kind." + kind.rawValue) }
}
