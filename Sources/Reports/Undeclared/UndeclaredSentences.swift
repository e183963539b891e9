import Charts
public import Evaluation
public import Problems
public import Registry

/// The findings of a search for undeclared criteria in plain words: what, who, how strong, how it stands towards the rules,
/// and what must not be concluded from it.
public struct UndeclaredSentences: Sendable {
    let words: Words
    let rules: RuleSentences

    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public init(_ language: Language) throws(Problem) {
        words = try Words("undeclared", language)
        rules = try RuleSentences(language)
    }

    /// A condition, such as `received BPUM in 2020: yes`.
    public func condition(_ condition: CriterionCondition) -> String {
        condition.statements.map(statement).joined(separator: words("and"))
    }

    private func statement(_ statement: CriterionCondition.Statement) -> String {
        let name = statement.attribute == "age" ? words("age") : rules.label(statement.attribute)
        func say(_ key: String, _ value: String = "") -> String {
            words("test." + key, ["name": name, "value": words.known("value." + value) ?? value])
        }
        switch statement.test {
        case .equals(let value): return say("equals", value)
        case .differs(let value): return say("differs", value)
        case .atLeast(let limit): return say("at-least", number(limit))
        case .below(let limit): return say("below", number(limit))
        case .missing: return say("missing")
        }
    }

    private func number(_ value: Double) -> String {
        guard let whole = Int(exactly: value) else { return words.numbers.decimal(value, 2) }
        return words.count(whole)
    }

    /// A probability, never as 0.
    public func probability(_ p: Double) -> String {
        p < 0.0001 ? words("p.below", ["p": words.numbers.decimal(0.0001, 4)]) : words.numbers.decimal(p, 4)
    }

    /// An actor at a stage.
    public func decider(_ decider: DecisionStep.Decider) -> String {
        words("decider", ["stage": decider.stage, "actor": decider.actor])
    }

    /// Lines that were refused, as far as the decisions could be read.
    static func refused(_ report: UndeclaredReport) -> Int {
        let own = report.result.reconciliation
        return own.count(.explained) + own.count(.unexplained) + own.count(.refusedHeld)
    }

    /// How many refusals the rules explain, and how many acceptances break one; before all, what could not be read.
    public func reconciliation(_ report: UndeclaredReport) -> [String] {
        let own = report.result.reconciliation
        func count(_ standing: RuleReconciliation.Standing) -> String { words.count(own.count(standing)) }
        let refused = Self.refused(report)
        var sentences: [String] = []
        if report.unreadRows > 0 {
            sentences.append(
                words(
                    "unread",
                    ["unread": words.count(report.unreadRows), "rows": words.count(report.decisionRows)]))
        }
        sentences.append(
            words(
                "reconciled.refused",
                [
                    "lines": words.count(report.lines.count), "refused": words.count(refused),
                    "explained": count(.explained), "unexplained": count(.unexplained), "held": count(.refusedHeld),
                ]))
        let accepted = own.count(.inOrder) + own.count(.breach) + own.count(.acceptedHeld)
        sentences.append(
            words(
                "reconciled.accepted",
                ["accepted": words.count(accepted), "breach": count(.breach), "held": count(.acceptedHeld)]))
        if own.count(.pending) > 0 { sentences.append(words("reconciled.pending", ["count": count(.pending)])) }
        return sentences
    }

    /// What was found, in one sentence.
    public func headline(_ finding: UndeclaredReport.Finding) -> String {
        let own = finding.evidence
        return words(
            "finding.headline",
            [
                "condition": condition(own.condition), "refused": words.count(own.refused),
                "support": words.count(own.support), "share": words.percent(own.refused, of: own.support),
                "othersRefused": words.count(own.othersRefused), "others": words.count(own.others),
                "othersShare": own.others == 0 ? "–" : words.percent(own.othersRefused, of: own.others),
            ])
    }

    /// By whom.
    public func who(_ finding: UndeclaredReport.Finding) -> String {
        let appliers = finding.evidence.byDecider.filter(\.applies)
        guard !appliers.isEmpty else { return words("finding.nobody") }
        let parts = appliers.map { row in
            words(
                "finding.who.one",
                [
                    "decider": decider(row.decider), "refused": words.count(row.refused),
                    "decided": words.count(row.decided),
                ])
        }
        return words("finding.who", ["deciders": parts.joined(separator: "; ")])
    }

    /// How it stands towards the rules: each a sentence, the gravest first.
    public func standing(_ finding: UndeclaredReport.Finding) -> [String] {
        let own = finding.standing
        var sentences: [String] = []
        if let rule = own.rule {
            sentences.append(
                words(
                    own.hasBasis ? "standing.based" : "standing.named",
                    [
                        "rule": rule.code, "statement": rule.statement(words.language), "basis": rules.basis(rule),
                        "agreement": words.numbers.percent(own.agreement, 0),
                    ]))
            if let weight = rules.weight(rule) { sentences.append(weight) }
            if own.isLocal { sentences.append(words("standing.local", ["issuer": rules.issuer(rule)])) }
        } else if own.waiting.isEmpty {
            sentences.append(words("standing.none"))
        }
        sentences += own.waiting.map { rule in
            words(
                "standing.waiting",
                ["basis": rules.basis(rule), "statement": rule.statement(words.language), "rule": rule.code])
        }
        sentences += own.against.map { rule in
            words(
                "standing.against",
                ["basis": rules.basis(rule), "statement": rule.statement(words.language), "rule": rule.code])
        }
        return sentences
    }

    /// The words for how it stands, as programs and tables show them: `no-legal-basis`, `contradicts`, `local`.
    public static func marks(_ standing: FindingStanding) -> [String] {
        (standing.hasBasis || !standing.waiting.isEmpty ? [] : ["no-legal-basis"])
            + (standing.waiting.isEmpty ? [] : ["rule-waiting"])
            + (standing.against.isEmpty ? [] : ["contradicts"])
            + (standing.isLocal ? ["local"] : [])
    }

    /// A mark as readers see it.
    public func mark(_ mark: String) -> String { words("mark." + mark) }

    /// How strong it is.
    public func strength(_ finding: UndeclaredReport.Finding) -> String {
        let own = finding.evidence
        return words(
            "finding.strength",
            [
                "search": probability(own.searchedP), "stratified": probability(own.stratified.pValue),
                "odds": own.stratified.oddsRatio.map { words.numbers.decimal($0, 1) } ?? "–",
            ])
    }

    /// What was said to those who were refused.
    public func reasons(_ finding: UndeclaredReport.Finding) -> String {
        let parts = finding.reasons.map { reason in
            words(
                "reason.one",
                ["text": reason.text ?? words("reason.none"), "people": words.count(reason.people)])
        }
        return words("reason", ["reasons": parts.joined(separator: "; ")])
    }

    /// What the data cannot tell apart from it.
    public func standIns(_ finding: UndeclaredReport.Finding) -> String? {
        let parts = finding.evidence.standIns.map { other in
            words(
                "stand-in.one",
                ["condition": condition(other.condition), "overlap": words.numbers.percent(other.overlap, 0)])
        }
        return parts.isEmpty ? nil : words("stand-in", ["conditions": parts.joined(separator: "; ")])
    }
}
