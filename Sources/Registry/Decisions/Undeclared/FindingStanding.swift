import Evaluation

/// How a condition that was found stands towards the catalogue of rules.
public struct FindingStanding: Sendable {
    /// The rule that refuses nearly the same lines, though it was not among those that decide; nil where there is none.
    public var rule: ProgrammeRule?
    /// Lines that both meet, over lines that either meets.
    public var agreement: Double = 0
    /// Rules with a legal basis that look at the same facts and let every line pass that meets the condition, and those that
    /// the rule found says the opposite of.
    public var against: [ProgrammeRule] = []
    /// Rules with a legal basis that look at the same facts and could not be evaluated on any of the lines for want of another
    /// value: the condition may be such a rule at work.
    public var waiting: [ProgrammeRule] = []

    /// Whether a regulation holds the condition.
    public var hasBasis: Bool { rule?.legalBasis != nil }
    /// Whether it is known to be issued below the makers of the programme.
    public var isLocal: Bool { rule?.issuer.isLocal ?? false }
}

extension FindingStanding {
    /// The least agreement at which a rule is named.
    static let least = 0.8

    /// Compares a finding with all rules that were evaluated.
    ///
    /// - Parameters:
    ///   - ruled: each line with what every rule of the catalogue came to.
    ///   - compared: the lines that the search compared.
    init(_ finding: CriterionFinding, _ lines: DecidedLines, _ ruled: [RuledCase], compared: [Int]) {
        let holds = finding.condition.holds(on: lines)
        let meeting = compared.filter { holds[$0] }
        guard let first = meeting.first else { return }
        for place in ruled[first].findings.indices {
            let rule = ruled[first].findings[place].rule
            if rule.kind.decides {
                var (both, either) = (0, 0)
                for line in compared where place < ruled[line].findings.count {
                    let isRefused = ruled[line].findings[place].result == .violated
                    if isRefused && holds[line] { both += 1 }
                    if isRefused || holds[line] { either += 1 }
                }
                let share = either > 0 ? Double(both) / Double(either) : 0
                if share >= Self.least, share > agreement { (self.rule, agreement) = (rule, share) }
            }
            guard rule.legalBasis != nil, rule.kind.isCondition else { continue }
            func all(_ result: RuleResult) -> Bool {
                meeting.allSatisfy { line in
                    guard place < ruled[line].findings.count else { return false }
                    let own = ruled[line].findings[place]
                    return own.result == result
                        && finding.condition.attributes.allSatisfy { name in own.evidence.contains { $0.name == name } }
                }
            }
            if all(.met) { against.append(rule) }
            if rule.kind.decides, all(.held) { waiting.append(rule) }
        }
        for code in rule?.contradictedBy ?? [] where !against.contains(where: { $0.code == code }) {
            if let other = ruled[first].findings.first(where: { $0.rule.code == code })?.rule, other.legalBasis != nil {
                against.append(other)
            }
        }
    }
}
