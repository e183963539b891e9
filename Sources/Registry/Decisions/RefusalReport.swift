public import Problems
public import Store

/// Where proposals of one list ended, who refused them, by which rule, and which refusals have no legal basis.
public struct RefusalReport: Sendable {
    public struct Stage: Sendable {
        public var name: String
        /// People decided on at this stage.
        public var people: Int
        public var refused: Int
    }

    /// Refusals for one stated reason.
    public struct Refusal: Sendable {
        /// The rule the reason names; nil when no reason was stated.
        public var rule: RuleRecord?
        /// The reasons in the words of those who refused, the most frequent first.
        public var reasons: [String]
        public var people: Int
        public var byStage: [(stage: String, people: Int)]
        /// Those among them who received the same programme in the year before.
        public var receivedBefore: Int
        /// Rules with a legal basis that say the opposite of the one named.
        public var contradictedBy: [RuleRecord]

        /// What the catalogue names behind the refusal; nil where it names nothing.
        public var legalBasis: String? { rule?.legalBasis.flatMap { $0.isEmpty ? nil : $0 } }

        /// Whether a regulation stands behind the refusal, and no circular or practice alone.
        public var hasLegalBasis: Bool {
            legalBasis.map { ProgrammeRule.Basis.Kind(citation: $0) == .regulation } ?? false
        }

        /// What the named rule says; nil when no reason was stated.
        public func statement(_ language: Language) -> String? {
            language == .en ? rule?.statementEn ?? rule?.statementId : rule?.statementId
        }

        /// Regulations that say the opposite, each with what it says.
        public func contradictions(_ language: Language) -> [String] {
            contradictedBy.map { rule in
                let statement = language == .en ? rule.statementEn ?? rule.statementId : rule.statementId
                return (rule.legalBasis.map { $0 + ": " } ?? "") + statement
            }
        }
    }

    public var batch: BatchRecord
    public var applicants: Int
    /// In the order in which proposals pass them.
    public var stages: [Stage]
    /// The most people first.
    public var refusals: [Refusal]
    public var cashed: Int
    /// Rupiah paid.
    public var amount: Int64
    /// Applicants who received the programme in the year before; and those of them refused and paid.
    public var receivedBefore: Int
    public var receivedBeforeRefused: Int
    public var receivedBeforeCashed: Int
    /// People whose decisions follow one another as they cannot have.
    public var oddities: [StageOddity: Int]

    public var refused: Int { refusals.reduce(0) { $0 + $1.people } }
    public var refusedWithBasis: Int { refusals.filter(\.hasLegalBasis).reduce(0) { $0 + $1.people } }
    /// A reason was stated, and no regulation holds it.
    public var refusedWithoutBasis: Int {
        refusals.filter { $0.rule != nil && !$0.hasLegalBasis }.reduce(0) { $0 + $1.people }
    }
    public var refusedUnstated: Int { refusals.filter { $0.rule == nil }.reduce(0) { $0 + $1.people } }
}

extension Registry {
    /// Reports on the decisions about a batch; nil when none are known.
    public func refusals(of id: Int64) throws(Problem) -> RefusalReport? {
        let batch = try batch(id)
        let rules = try self.rules()
        let (events, applicants, before) = try database.read {
            connection -> ([StageEventRecord], [String: Int64], Set<String>) in
            let enrolments = EnrolmentQueries(connection)
            let events = try enrolments.stageEvents(batch: id)
            guard !events.isEmpty else { return (events, [:], []) }
            return (
                events, try enrolments.amounts(of: id),
                try enrolments.recipients(among: id, of: batch.programme, fiscalYear: batch.fiscalYear - 1)
            )
        }
        guard !events.isEmpty else { return nil }
        var stages: [String: (people: Set<String>, refused: Set<String>, order: Int)] = [:]
        var refused: [String: StageEventRecord] = [:]
        var cashed: Set<String> = []
        for event in events {
            var stage = stages[event.stage] ?? ([], [], stages.count)
            stage.people.insert(event.nik)
            if event.decision == StageDecision.refused.rawValue {
                stage.refused.insert(event.nik)
                refused[event.nik] = event
            }
            if event.decision == StageDecision.cashed.rawValue {
                // Whoever was paid after all, as after an appeal, is not refused any more.
                cashed.insert(event.nik)
                refused[event.nik] = nil
            }
            stages[event.stage] = stage
        }
        let byRule = Dictionary(grouping: refused.values) { $0.rule ?? "" }
        let order = stages.mapValues(\.order)
        let refusals = byRule.map { code, events -> RefusalReport.Refusal in
            let rule = rules.first { $0.code == code }
            return RefusalReport.Refusal(
                rule: rule,
                reasons: Self.ranked(events.compactMap(\.reason)).map(\.0), people: events.count,
                byStage: Self.ranked(events.map(\.stage)).map { (stage: $0.0, people: $0.1) }
                    .sorted { (order[$0.stage] ?? 0) < (order[$1.stage] ?? 0) },
                receivedBefore: events.filter { before.contains($0.nik) }.count,
                contradictedBy: rules.filter { rule?.contradictedBy.contains($0.code) ?? false })
        }.sorted { ($0.people, $1.rule?.code ?? "") > ($1.people, $0.rule?.code ?? "") }
        let earlier = before.intersection(applicants.keys)
        return RefusalReport(
            batch: batch, applicants: applicants.count,
            stages: stages.sorted { $0.value.order < $1.value.order }.map {
                RefusalReport.Stage(name: $0.key, people: $0.value.people.count, refused: $0.value.refused.count)
            },
            refusals: refusals, cashed: cashed.count,
            amount: cashed.reduce(into: 0) { $0.addRupiah(applicants[$1] ?? 0) }, receivedBefore: earlier.count,
            receivedBeforeRefused: earlier.filter { refused[$0] != nil }.count,
            receivedBeforeCashed: earlier.intersection(cashed).count, oddities: StageCourses(events).counts)
    }

    /// Distinct texts with their number, the most frequent first.
    private static func ranked(_ texts: [String]) -> [(String, Int)] {
        var counts: [String: Int] = [:]
        for text in texts { counts[text, default: 0] += 1 }
        return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { ($0.key, $0.value) }
    }
}
