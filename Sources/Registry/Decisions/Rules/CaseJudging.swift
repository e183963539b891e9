import Rules

/// One thread's way through some cases.
struct CaseJudging {
    private let judge: RuleJudge
    private var explaining: RuleJudge.Choice
    private let activation: CaseActivation
    /// Patterns that were met, and whether there is nothing to tell of them.
    private var met: [RuleSignature: (verdict: RuleVerdict, isPlain: Bool)] = [:]

    init(_ judge: RuleJudge, _ explaining: RuleJudge.Explained) {
        self.judge = judge
        self.explaining = RuleJudge.Choice(explaining)
        activation = judge.activation()
    }

    mutating func judge(_ facts: CaseFacts) -> RuledCase {
        var ruled = RuledCase(
            row: facts.row, nik: facts.nik, name: facts.name, place: facts.place, verdict: .held, findings: [],
            problems: facts.problems, signature: .ofUnreadRow)
        // A row that could not be read is nobody's case yet.
        guard facts.problems.isEmpty else { return ruled }
        activation.begin(facts)
        activation.explains = false
        ruled.signature = signature()
        let pattern = pattern(ruled.signature)
        ruled.verdict = pattern.verdict
        ruled.benefit = benefit()
        guard explaining.takes(pattern.verdict, isPlain: pattern.isPlain) else { return ruled }
        activation.explains = true
        ruled.findings = judge.rules.map { finding($0) }
        return ruled
    }

    private mutating func pattern(_ signature: RuleSignature) -> (verdict: RuleVerdict, isPlain: Bool) {
        if let known = met[signature] { return known }
        let found = (judge.rules.verdict(signature), judge.rules.isPlain(signature))
        met[signature] = found
        return found
    }

    private func signature() -> RuleSignature {
        var signature = RuleSignature()
        for place in judge.conditions {
            let truth = judge.rules[place].expression.truth(activation)
            signature[place] = RuleSignature.Truth(truth)
        }
        return signature
    }

    /// The sum of what the rules give; nil where no rule says.
    private func benefit() -> Int64? {
        var amounts: [Int64] = []
        for place in judge.benefits {
            if case .value(.int(let amount)) = judge.rules[place].expression.evaluate(activation) {
                amounts.append(amount)
            }
        }
        return amounts.isEmpty ? nil : amounts.boundedSum
    }

    private func finding(_ rule: ProgrammeRule) -> RuleFinding {
        activation.clear()
        let outcome = rule.expression.evaluate(activation)
        let result = RuleResult(outcome, rule.kind)
        var finding = RuleFinding(
            rule: rule, result: result, deciding: nil, evidence: Self.evidence(activation.looks), missing: [],
            problem: nil)
        switch outcome {
        case .unknown(let names): finding.missing = names.sorted()
        case .error(let problem): finding.problem = problem
        case .value: break
        }
        if result == .violated || result == .held {
            finding.deciding = rule.expression.explain(activation).deciding?.expression
        }
        return finding
    }

    /// Each name once, with all its sources.
    private static func evidence(_ looks: [(name: String, facts: [KnownFact])]) -> [RuleFinding.Evidence] {
        var seen: Set<RuleFinding.Evidence> = []
        return looks.flatMap { look in
            look.facts.map { RuleFinding.Evidence(name: look.name, value: $0.value, source: $0.source) }
        }.filter { seen.insert($0).inserted }
    }
}
