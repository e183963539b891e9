/// Counts of a run of rules over a list, which reconcile: `rows = eligible + refused + held`.
public struct RuleTally: Sendable {
    /// What one rule did.
    public struct Count: Sendable {
        public var rule: ProgrammeRule
        public var refused = 0
        /// Refused by this rule and no other.
        public var alone = 0
        public var held = 0
        /// Told without deciding.
        public var remarked = 0
    }

    private let rules: [ProgrammeRule]
    /// Cases by what the rules came to: there are far fewer such patterns than cases.
    private var patterns: [RuleSignature: Int] = [:]
    /// Exact, so that it does not matter in which order cases are counted.
    private var sum: Int128 = 0
    /// Names that were missing, with the number of cases that they hold.
    public private(set) var missing: [String: Int] = [:]

    public init(_ judge: RuleJudge) { rules = judge.rules }

    /// Counts a case that was explained, such as one that is read back.
    public mutating func add(_ ruled: RuledCase) {
        let missing = ruled.verdict == .held ? Set(ruled.holding.flatMap(\.missing)) : []
        add(
            CountedCase(
                signature: ruled.signature, benefit: ruled.benefit, isEligible: ruled.verdict == .eligible,
                missing: missing))
    }

    mutating func add(_ judged: JudgedLines) {
        for counted in judged.counted { add(counted) }
    }

    private mutating func add(_ counted: CountedCase) {
        add(counted.signature, benefit: counted.isEligible ? counted.benefit : nil)
        add(missing: counted.missing)
    }

    /// Counts so many cases of one pattern.
    mutating func add(_ signature: RuleSignature, count: Int = 1, benefit: Int64? = nil) {
        patterns[signature, default: 0] += count
        if let benefit { sum += Int128(benefit) * Int128(count) }
    }

    /// Counts what a held case misses.
    mutating func add(missing names: Set<String>) {
        for name in names { add(missing: name, 1) }
    }

    mutating func add(missing name: String, _ cases: Int) { missing[name, default: 0] += cases }

    /// The patterns of the cases that are held, but for rows that could not be read.
    var heldPatterns: [RuleSignature: Int] {
        patterns.filter { !$0.key.isUnread && rules.verdict($0.key) == .held }
    }

    /// Rupiah of those who are eligible; what does not fit stands at the largest number.
    public var benefit: Int64 { Int64(clamping: sum) }
    public var rows: Int { patterns.values.reduce(0, +) }
    public var eligible: Int { count { $0 == .eligible } }
    public var refused: Int { count { $0 == .refused } }
    public var held: Int { count { $0 == .held } }
    /// Held since the row itself could not be read; part of `held`.
    public var unread: Int { patterns[.ofUnreadRow] ?? 0 }

    /// Refused by rules alone that no regulation holds; part of `refused`.
    public var refusedWithoutBasis: Int {
        patterns.reduce(0) { $0 + (rules.isRefusedWithoutBasis($1.key) ? $1.value : 0) }
    }

    /// In the order of the files.
    public var counts: [Count] {
        var counts = rules.map { Count(rule: $0) }
        for (signature, cases) in patterns where !signature.isUnread {
            let results = rules.results(signature)
            let isAlone = zip(rules, results).count { $0.refuses($1) } == 1
            for (place, (rule, result)) in zip(rules, results).enumerated() {
                if rule.refuses(result) {
                    counts[place].refused += cases
                    if isAlone { counts[place].alone += cases }
                }
                if rule.holds(result) { counts[place].held += cases }
                if rule.remarks(result) { counts[place].remarked += cases }
            }
        }
        return counts
    }

    private func count(_ isCounted: (RuleVerdict) -> Bool) -> Int {
        patterns.reduce(0) { $0 + (isCounted(rules.verdict($1.key)) ? $1.value : 0) }
    }
}

extension [ProgrammeRule] {
    /// What each rule says; a rule that gives a number is idle here.
    func results(_ signature: RuleSignature) -> [RuleResult] {
        enumerated().map { place, rule in
            rule.kind.isCondition ? RuleResult(signature[place], rule.kind) : .idle
        }
    }

    /// What all of them come to.
    func verdict(_ signature: RuleSignature) -> RuleVerdict {
        // A row that could not be read is nobody's case yet.
        guard !signature.isUnread else { return .held }
        let results = results(signature)
        if zip(self, results).contains(where: { $0.refuses($1) }) { return .refused }
        return zip(self, results).contains { $0.holds($1) } ? .held : .eligible
    }

    /// Whether there is nothing to tell of a case but that it is eligible.
    func isPlain(_ signature: RuleSignature) -> Bool {
        guard !signature.isUnread else { return false }
        return zip(self, results(signature)).allSatisfy { !$0.refuses($1) && !$0.holds($1) && !$0.remarks($1) }
    }

    /// Whether no regulation holds any of the rules that refuse a case.
    func isRefusedWithoutBasis(_ signature: RuleSignature) -> Bool {
        guard verdict(signature) == .refused else { return false }
        return zip(self, results(signature)).allSatisfy { !$0.refuses($1) || $0.legalBasis == nil }
    }
}
