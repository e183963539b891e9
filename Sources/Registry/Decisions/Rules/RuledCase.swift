public import Problems
public import Rules

/// What the rules come to for a case.
public enum RuleVerdict: String, Sendable, Hashable, CaseIterable {
    case eligible, refused
    /// A person has to look: something is missing, contradicts itself, or could not be read.
    case held
}

/// What one rule came to for a case, and on what.
public struct RuleFinding: Sendable {
    /// A value that the rule looked at, under the name that expressions use.
    public struct Evidence: Sendable, Hashable {
        public var name: String
        public var value: RuleValue
        public var source: FactSource
    }

    public var rule: ProgrammeRule
    public var result: RuleResult
    /// The part of the expression that decided.
    public var deciding: String?
    public var evidence: [Evidence]
    /// What was missing, by name.
    public var missing: [String]
    /// What went wrong.
    public var problem: Problem?

    /// Whether the rule refuses the case.
    public var refuses: Bool { rule.refuses(result) }
    /// Whether the rule holds the case.
    public var holds: Bool { rule.holds(result) }
    /// Whether the rule is worth telling without deciding.
    public var remarks: Bool { rule.remarks(result) }
}

extension ProgrammeRule {
    /// Whether it refuses a case of which it says this.
    func refuses(_ result: RuleResult) -> Bool { severity == .refuse && result == .violated }
    /// Whether it holds a case of which it says this.
    func holds(_ result: RuleResult) -> Bool {
        kind.decides && severity == .refuse && result == .held && !passesMissing
    }
    /// Whether what it says is worth telling without deciding.
    func remarks(_ result: RuleResult) -> Bool {
        (severity != .refuse && (result == .violated || result == .held && kind.decides))
            || (kind == .permission && result == .met)
    }
}

/// One line with what the rules say of it.
public struct RuledCase: Sendable {
    public var row: Int
    /// Whole: whoever shows it masks it.
    public var nik: String?
    public var name: String?
    public var place = CasePlace()
    public var verdict: RuleVerdict
    /// All rules in force, in the order of the files; none where the case was only counted.
    public var findings: [RuleFinding]
    /// What kept the row itself from being judged.
    public var problems: [Problem]
    /// What all rules came to, without the reasons.
    var signature: RuleSignature
    /// The sum of what the rules give, in rupiah; nil where no rule says.
    public var benefit: Int64?

    public var refusing: [RuleFinding] { findings.filter(\.refuses) }
    public var holding: [RuleFinding] { findings.filter(\.holds) }
    public var remarks: [RuleFinding] { findings.filter(\.remarks) }
    /// What made it refused, or else held.
    public var reasons: [RuleFinding] { verdict == .refused ? refusing : verdict == .held ? holding : [] }

    /// Whether no regulation holds any of the rules that refuse it.
    public var isRefusedWithoutBasis: Bool { verdict == .refused && refusing.allSatisfy { $0.rule.legalBasis == nil } }
}
