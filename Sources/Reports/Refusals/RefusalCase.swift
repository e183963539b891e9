/// One programme in one place and year: who proposed, who was refused where and for which stated reason.
public struct RefusalCase: Sendable, Hashable {
    /// A step that proposals pass.
    public struct Stage: Sendable, Hashable {
        public var name: String
        /// Who decides at this step.
        public var actor: String
        /// Proposals that reached the step.
        public var entered: Int

        public init(name: String, actor: String = "", entered: Int) {
            self.name = name
            self.actor = actor
            self.entered = entered
        }
    }

    /// One reason for refusal, counted over all stages.
    public struct Reason: Sendable, Hashable {
        /// The reason in the words of who refused; nil where none was stated.
        public var text: String?
        /// The regulation that the reason rests on; nil where there is none.
        public var legalBasis: String?
        /// People refused for this reason, by the position of the stage in ``RefusalCase/stages``.
        public var people: [Int: Int]
        /// Of these, people who were on the programme's list of the year before.
        public var earlierRecipients: Int
        /// Regulations that say the opposite, each with its statement.
        public var contradictedBy: [String]

        public init(
            text: String?, legalBasis: String?, people: [Int: Int], earlierRecipients: Int = 0,
            contradictedBy: [String] = []
        ) {
            self.text = text
            self.legalBasis = legalBasis
            self.people = people
            self.earlierRecipients = earlierRecipients
            self.contradictedBy = contradictedBy
        }

        /// Whether the reason was stated, and rests on a regulation.
        public var standing: Standing { text == nil ? .unstated : legalBasis == nil ? .unfounded : .founded }

        public var total: Int { people.values.reduce(0, +) }
    }

    /// How a reason stands towards the regulation.
    public enum Standing: Int, Sendable, Hashable, CaseIterable {
        /// Stated and named by a regulation.
        case founded
        /// Stated, but no regulation in the catalogue names it.
        case unfounded
        /// No reason was stated.
        case unstated
    }

    /// Proposals of people who received in the year before, and of people who did not.
    public struct Earlier: Sendable, Hashable {
        public var applicants: Int
        public var refused: Int

        public init(applicants: Int, refused: Int) {
            self.applicants = applicants
            self.refused = refused
        }
    }

    public var programme: String
    /// Village or other area.
    public var place: String
    /// Year or period.
    public var period: String
    /// In the order of the procedure; the last is the payment.
    public var stages: [Stage]
    public var reasons: [Reason]
    /// Rupiah that one person gets.
    public var amountPerPerson: Int64
    /// What became of those who received the year before; nil where it is not known.
    public var earlier: Earlier?
    /// What the regulation says on those who received before, with its source; empty where there is nothing to say.
    public var ruleOnEarlier: String

    public init(
        programme: String, place: String, period: String, stages: [Stage], reasons: [Reason], amountPerPerson: Int64,
        earlier: Earlier? = nil, ruleOnEarlier: String = ""
    ) {
        self.programme = programme
        self.place = place
        self.period = period
        self.stages = stages
        self.reasons = reasons
        self.amountPerPerson = amountPerPerson
        self.earlier = earlier
        self.ruleOnEarlier = ruleOnEarlier
    }

    /// Proposals at the first stage.
    public var applicants: Int { stages.first?.entered ?? 0 }
    /// People who reached the last stage.
    public var paid: Int { stages.last?.entered ?? 0 }
    /// All refusals.
    public var refused: Int { reasons.map(\.total).reduce(0, +) }

    func refused(_ standing: Standing) -> Int {
        reasons.filter { $0.standing == standing }.map(\.total).reduce(0, +)
    }
}
