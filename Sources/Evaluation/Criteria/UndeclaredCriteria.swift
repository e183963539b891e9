/// The search for criteria that no declared rule holds: the simplest conditions that go together with refusals which the
/// rules do not explain, as a decision list, each condition on what the ones before it leave.
///
/// Lines that no rule stands against are compared with one another, within strata of decider and area; those that wait
/// for a value with those that wait for the same. Conditions are one
/// statement on an attribute or two joined. All conditions of all reaches are one family: the chance that a list whose
/// refusals fall at random within the strata yields any finding is at most ``Options/level``, thresholds and joinings
/// included (min-P by permutation within strata, Westfall and Young 1993; shared among the reaches, Bonferroni). Such a
/// bound on any false claim bounds the false discovery rate too. A later finding is held to the same bound on the lines
/// that are left.
public struct UndeclaredCriteria: Sendable {
    /// How it is searched.
    public struct Options: Sendable, Hashable {
        /// The chance of claiming anything where there is nothing.
        public var level = 0.05
        /// Random assignments drawn; the smallest p that can be shown is the number of reaches over one more than it.
        public var draws = 1999
        /// Of the random numbers: the same seed, the same result.
        public var seed: UInt64 = 1
        /// Lines that a condition must meet.
        public var leastLines = 5
        /// Findings at most.
        public var mostFindings = 5
        /// Thresholds tried on a numeric attribute.
        public var thresholds = 12
        /// Conjunctions tried.
        public var mostJoined = 30_000
        /// Actors looked at by themselves.
        public var mostActors = 6

        /// The usual search.
        public init() {}
    }

    /// What was searched.
    public struct Extent: Sendable, Hashable {
        /// Lines that no rule stands against and that were decided.
        public var compared = 0
        /// Of these, refused.
        public var unexplained = 0
        /// Reaches and conditions of the first search.
        public var reaches = 0
        /// Conditions of the first search, over all reaches.
        public var conditions = 0
        /// Lines in strata that compare something, of those of the widest reach.
        public var informative = 0
        /// Strata that compare something, of the widest reach.
        public var strata = 0
    }

    /// What a reader must know of a search besides its findings.
    public enum Limit: Sendable, Hashable {
        /// Every refusal is explained by a rule.
        case nothingUnexplained
        /// Nobody of whom no rule says no was accepted: there is nobody to compare with.
        case nobodyAccepted
        /// Too few refusals or acceptances for any condition to be claimed.
        case tooFew(unexplained: Int, accepted: Int)
        /// Lines of which the rules could say nothing for want of a value; whoever decided may have known it.
        case held(Int)
        /// Lines whose stratum holds refusals alone or acceptances alone: they compare nothing.
        case linesWithoutComparison(Int)
        /// An attribute whose values hardly ever come twice.
        case identifier(String)
        /// Values that are missing among the lines compared.
        case missing(String, Int)
        /// Too many statements to join two of them.
        case singleConditionsOnly
    }

    /// How decisions stand towards the rules.
    public let reconciliation: RuleReconciliation
    /// In the order in which they were found.
    public let findings: [CriterionFinding]
    /// Refusals that no rule explains and that meet the condition of no finding.
    public let left: [Int]
    /// What was searched.
    public let extent: Extent
    /// What a reader must know besides.
    public let limits: [Limit]
    /// How it was searched.
    public let options: Options

    /// Searches a list.
    ///
    /// - Throws: `invalid-option` for options out of their range.
    public init(_ lines: DecidedLines, options: Options = Options()) throws(EvaluationRefusal) {
        guard options.level > 0, options.level < 1 else { throw EvaluationRefusal(.invalidOption, "level") }
        guard options.draws >= 99, options.draws <= 1_000_000 else { throw EvaluationRefusal(.invalidOption, "draws") }
        guard options.leastLines > 0, options.thresholds > 0, options.mostFindings > 0 else {
            throw EvaluationRefusal(.invalidOption, "least")
        }
        self.options = options
        let reconciliation = RuleReconciliation(lines)
        self.reconciliation = reconciliation
        let unexplained = lines.verdicts.indices.filter { lines.verdicts[$0].isOpen && lines.decisions[$0] == .refused }
        let accepted = lines.verdicts.indices.count { lines.verdicts[$0].isOpen && lines.decisions[$0] == .accepted }
        var extent = Extent(compared: unexplained.count + accepted, unexplained: unexplained.count)
        var limits: [Limit] = []
        var findings: [CriterionFinding] = []
        var covered: Set<Int> = []
        // Pending lines have been let pass by those who have decided already.
        var open = lines.verdicts.indices.filter { lines.verdicts[$0].isOpen }
        while findings.count < options.mostFindings, !unexplained.isEmpty {
            let step = CriterionStep(lines, open, options, seed: options.seed &+ UInt64(findings.count))
            if findings.isEmpty {
                extent.reaches = step.families.count
                extent.conditions = step.families.reduce(0) { $0 + $1.searched }
                extent.informative = step.families.first?.scope.lines.count ?? 0
                extent.strata = step.families.first?.scope.strata.count ?? 0
                limits = step.limits(lines, unexplained: unexplained.count, accepted: accepted)
            }
            guard let finding = step.finding(lines, open) else { break }
            findings.append(finding)
            // By the condition alone, never by what was decided: what is left of a part chosen by its decisions would look
            // decided on purpose.
            let holds = finding.condition.holds(on: lines)
            for line in open where holds[line] { covered.insert(line) }
            open.removeAll { holds[$0] }
        }
        if unexplained.isEmpty { limits = [.nothingUnexplained] }
        self.findings = findings
        self.extent = extent
        self.limits = limits
        left = unexplained.filter { !covered.contains($0) }
    }
}
