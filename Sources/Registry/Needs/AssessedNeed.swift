import Store

/// A need and how far it is answered.
public struct AssessedNeed: Sendable {
    /// How far a need is answered; the order is the order in which the states are tried.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// A referral of it was served, or the person (of a group, any member, where the programme is for groups) is a
        /// recipient on a list of a programme that answers it.
        case served
        /// A referral of it is open, or the person is a candidate on a list of a programme that answers it.
        case inProgress = "in-progress"
        /// Every referral was declined, or a list refused the line.
        case refused
        /// A programme answers it, and nobody offered it.
        case notOffered = "not-offered"
        /// No programme answers it.
        case absent
    }

    /// A programme that answers the need.
    public struct Answer: Sendable, Hashable, Codable {
        public var programme: String
        /// What is not known of the subject (`size`, `sector`, `target`); empty where the programme fits for sure.
        public var unknown: [String]
        public var isCertain: Bool { unknown.isEmpty }
    }

    /// What was tried, or what serves.
    public struct Attempt: Sendable, Hashable, Codable {
        /// `referral`, `list`, `stage`.
        public var way: String
        public var programme: String
        /// Code of the referral.
        public var referral: String?
        /// The referral's last step; on a list `listed` or `candidate`, or the decision that refused the line.
        public var outcome: String
        public var fiscalYear: Int?
        public var reason: String?
    }

    public var need: Need
    /// The subject's type of enterprise by the typology.
    public var type: String
    public var state: State
    /// Programmes that answer it, in the order of the register.
    public var answers: [Answer]
    public var attempts: [Attempt]
    /// Programmes to offer that nobody tried yet, the most fitting first; empty where it is served or under way.
    public var candidates: [String] = []

    /// The programme to offer next; nil where it is served, under way, or nothing is left to try.
    public var next: String? { candidates.first }

    /// Whether it is not offered and no programme that answers it is known to fit.
    public var isUncertain: Bool { state == .notOffered && !answers.contains(where: \.isCertain) }
    /// Codes of programmes that are known to fit.
    public var answeredBy: [String] { answers.filter(\.isCertain).map(\.programme) }
    /// Codes of programmes that may fit, for all that is known.
    public var perhaps: [String] { answers.filter { !$0.isCertain }.map(\.programme) }
    /// Whether a rule inferred it.
    public var isInferred: Bool { need.origin == "rule" }
}
