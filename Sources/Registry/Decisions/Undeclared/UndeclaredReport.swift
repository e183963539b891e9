public import Evaluation
public import Indonesia
public import Problems

/// Refusals of a list held against the rules: what the rules explain, conditions that go together with the rest and how they
/// stand towards the catalogue, and who decides.
public struct UndeclaredReport: Sendable {
    /// A row of the list.
    public struct Line: Sendable {
        public var row: Int
        /// Whole: whoever shows it masks it.
        public var nik: String?
        /// What was said about its refusal, where it was refused.
        public var reason: String?
        public var statedRule: String?
    }

    /// A reason as it was stated, with the number of people.
    public struct Reason: Sendable, Hashable {
        /// nil where none was stated.
        public var text: String?
        public var rule: String?
        public var people: Int
    }

    /// A condition with how it stands, and what was said to those it met.
    public struct Finding: Sendable {
        public var evidence: CriterionFinding
        public var standing: FindingStanding
        /// The most frequent first.
        public var reasons: [Reason]
        /// Rupiah that those refused would have got; 0 where no rule says.
        public var withheld: Int64
        /// Reasons that were stated of those refused are not the condition itself.
        public var withoutReason: Int { reasons.filter { $0.text == nil }.reduce(0) { $0 + $1.people } }
    }

    /// How long lines stayed at a stage, in hours.
    public struct Staying: Sendable {
        public var decider: DecisionStep.Decider
        public var times: StayingTimes
    }

    public var list: String
    public var stagesFile: String
    public var programme: String
    public var day: CalendarDate
    /// Rules that decide, and the rest of the catalogue, which is only compared.
    public var declared: [ProgrammeRule]
    public var compared: [ProgrammeRule]
    /// In the order of the list.
    public var lines: [Line]
    public var stages: [String]
    /// Rows of decisions, and how many of them could not be read: what they decided is not in any count.
    public var decisionRows: Int
    public var unreadRows: Int
    public var result: UndeclaredCriteria
    public var findings: [Finding]
    public var dominance: DecisionDominance
    /// In the order of the stages.
    public var staying: [Staying]
    /// By area, and by kind of area where a column tells it.
    public var areas: [AreaRefusals.Area]
    public var kinds: [AreaRefusals.Area]
    /// What was wrong in the files, and people of the one who are not on the other.
    public var problems: [Problem]

    /// The reasons stated for lines, the most frequent first.
    static func reasons(_ places: [Int], _ lines: [Line]) -> [Reason] {
        struct Key: Hashable {
            var text: String?
            var rule: String?
        }
        return Dictionary(grouping: places) { Key(text: lines[$0].reason, rule: lines[$0].statedRule) }
            .map { Reason(text: $0.key.text, rule: $0.key.rule, people: $0.value.count) }
            .sorted { ($1.people, $0.text ?? "") < ($0.people, $1.text ?? "") }
    }
}
