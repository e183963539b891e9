import Problems
import Rules

/// One thread's way through some cases.
struct CaseJudging {
    /// What a pattern comes to.
    private struct Pattern {
        var verdict: RuleVerdict
        /// Whether there is nothing to tell of it.
        var isPlain: Bool
        /// Places of the rules that hold it.
        var holding: [Int] = []

        init(_ rules: [ProgrammeRule], _ signature: RuleSignature) {
            let results = rules.results(signature)
            var (refuses, remarks) = (false, false)
            for place in rules.indices {
                refuses = refuses || rules[place].refuses(results[place])
                remarks = remarks || rules[place].remarks(results[place])
                if rules[place].holds(results[place]) { holding.append(place) }
            }
            verdict = refuses ? .refused : holding.isEmpty ? .eligible : .held
            isPlain = verdict == .eligible && !remarks
            if refuses { holding = [] }
        }
    }

    private let judge: RuleJudge
    private let activation: CaseActivation
    private let conditions: [(place: Int, expression: CheckedExpression)]
    private let benefits: [CheckedExpression]
    /// What rules give that look at nothing: the same for every case.
    private let fixed: Int64?
    /// Patterns that were met.
    private var met: [RuleSignature: Pattern] = [:]
    private var watch = RunawayWatch()

    init(_ judge: RuleJudge) {
        self.judge = judge
        activation = judge.activation()
        conditions = judge.conditions.map { ($0, judge.rules[$0].expression.separate) }
        let amounts = judge.benefits.map { judge.rules[$0].expression.separate }
        benefits = amounts.filter { !$0.looksAtNothing }
        let own = amounts.filter(\.looksAtNothing).compactMap { [activation] in Self.amount($0, activation) }
        fixed = own.isEmpty ? nil : own.boundedSum
    }

    /// Judges a case, and explains it where that is asked for.
    mutating func judge(_ facts: CaseFacts, into judged: inout JudgedLines) {
        // A row that could not be read is nobody's case yet.
        guard facts.problems.isEmpty, judged.runaway == nil else {
            judged.counted.append(.unread)
            if judged.explaining.handsAllOn { judged.told.append(ruled(facts, .unread, .held)) }
            return
        }
        activation.begin(facts)
        activation.explains = false
        var counted = CountedCase(signature: signature(), benefit: benefit())
        judged.runaway = watch.problem(judge.rules)
        let pattern = pattern(counted.signature)
        counted.isEligible = pattern.verdict == .eligible
        if !pattern.holding.isEmpty { counted.missing = missing(pattern.holding) }
        judged.counted.append(counted)
        let isExplained = judged.explaining.takes(pattern.verdict, isPlain: pattern.isPlain, told: judged.told.count)
        guard isExplained || judged.explaining.handsAllOn else { return }
        var ruled = ruled(facts, counted, pattern.verdict)
        if isExplained {
            activation.explains = true
            ruled.findings = judge.rules.map { finding($0) }
        }
        judged.told.append(ruled)
    }

    private func ruled(_ facts: CaseFacts, _ counted: CountedCase, _ verdict: RuleVerdict) -> RuledCase {
        RuledCase(
            row: facts.row, nik: facts.nik, name: facts.name, place: facts.place, verdict: verdict, findings: [],
            problems: facts.problems, signature: counted.signature, benefit: counted.benefit)
    }

    private mutating func pattern(_ signature: RuleSignature) -> Pattern {
        if let known = met[signature] { return known }
        let found = Pattern(judge.rules, signature)
        met[signature] = found
        return found
    }

    private mutating func signature() -> RuleSignature {
        var signature = RuleSignature()
        for (place, expression) in conditions {
            signature[place] = RuleSignature.Truth(watch.truth(expression, at: place, activation))
        }
        return signature
    }

    /// The names that keep some rules from being evaluated.
    private func missing(_ rules: [Int]) -> Set<String> {
        activation.explains = true
        var missing: Set<String> = []
        for place in rules {
            activation.clear()
            if case .unknown(let names) = judge.rules[place].expression.evaluate(activation) {
                missing.formUnion(names)
            }
        }
        return missing
    }

    /// The sum of what the rules give; nil where no rule says.
    private func benefit() -> Int64? {
        var sum = fixed
        for expression in benefits {
            guard let amount = Self.amount(expression, activation) else { continue }
            sum = sum.map { [$0, amount].boundedSum } ?? amount
        }
        return sum
    }

    private static func amount(_ expression: CheckedExpression, _ activation: CaseActivation) -> Int64? {
        guard case .value(.int(let amount)) = expression.evaluate(activation), amount >= 0 else { return nil }
        return amount
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
        case .value(.int(let number)) where rule.kind == .benefit && number < 0:
            finding.problem = Problem("rules.negative-benefit", value: String(number))
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

extension CheckedExpression {
    fileprivate var looksAtNothing: Bool { referencedSlots.isEmpty && referencedFunctions.isEmpty }
}
