/// One step of a referral: a need handed from one institution to the programme of another, and what became of it.
public struct ReferralStep: Sendable, Hashable, Codable {
    /// How far a referral has come.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case proposed, accepted, declined, served, outcome, withdrawn

        /// The steps that may come after this one.
        public var next: [Kind] {
            switch self {
            case .proposed: [.accepted, .declined, .withdrawn]
            case .accepted: [.served, .declined, .withdrawn]
            case .served: [.outcome]
            case .declined, .outcome, .withdrawn: []
            }
        }

        /// Days within which the next step is due, where nobody set a date: an answer within 14, help within 90.
        var daysForNext: Int? {
            switch self {
            case .proposed: 14
            case .accepted: 90
            case .declined, .served, .outcome, .withdrawn: nil
            }
        }

        /// Whether somebody still has to act.
        public var isOpen: Bool { self == .proposed || self == .accepted }
    }

    public var code: String
    /// Code of the need.
    public var need: String?
    public var programme: String?
    /// The institution that refers.
    public var from: String?
    /// The institution that has to answer.
    public var to: String?
    public var step: Kind
    /// `yyyy-mm-dd`.
    public var date: String
    public var actor: String?
    public var reason: String?
    public var outcome: String?
    /// By when the next step is due.
    public var dueOn: String?
}
