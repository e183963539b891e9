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

        /// The institutions whose step it is, the likeliest first: who refers proposes and withdraws, who is asked
        /// answers and serves, and either tells what came of it.
        public func actors(from: String?, to: String?) -> [String] {
            switch self {
            case .proposed, .withdrawn: [from].compactMap(\.self)
            case .accepted, .declined, .served: [to].compactMap(\.self)
            case .outcome: [to, from].compactMap(\.self)
            }
        }

        /// Days within which the next step is due, where nobody set a date: an answer within 14, help within 90, what
        /// came of it within 180.
        var daysForNext: Int? {
            switch self {
            case .proposed: 14
            case .accepted: 90
            case .served: 180
            case .declined, .outcome, .withdrawn: nil
            }
        }

        /// Whether the need still waits for an answer or for help.
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
