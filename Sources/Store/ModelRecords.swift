/// A business of a person. One person may run several.
public struct EnterpriseRecord: Sendable, Hashable {
    public var id: Int64
    /// The person who owns it.
    public var owner: Int64
    public var name: String?
    /// Field of business in the words of the list.
    public var business: String?
    public var sector: String?
    /// Business classification: a code means nothing without its edition.
    public var kbliEdition: String?
    public var kbliCode: String?
    public var nib: String?
    public var npwp: String?
    /// `micro`, `small`, `medium`, `large`, and the rule set that says so.
    public var sizeClass: String?
    public var sizeRuleSet: String?
    public var batch: Int64
}

/// A group of beneficiaries, such as a Mekaar group or a former migrants' business group.
public struct GroupRecord: Sendable, Hashable {
    public var id: Int64
    public var programme: String
    public var name: String
    public var village: String?
    /// Where a member belongs inside the group; nil where the list does not tell.
    public var subgroup: String?
    public var role: String?
}

/// Something a person or an enterprise needs: `K1` production … `K6` legality.
public struct NeedRecord: Sendable, Hashable {
    /// What has become of a need.
    public enum State: String, Sendable, Hashable, CaseIterable { case open, referred, met, withdrawn }

    public var id: Int64
    public var person: Int64?
    public var enterprise: Int64?
    public var kind: String
    public var statement: String?
    /// Who says so: the person, a field officer, a survey.
    public var source: String
    /// ISO 8601.
    public var recordedAt: String
    public var state: State

    public init(
        id: Int64, person: Int64?, enterprise: Int64?, kind: String, statement: String?, source: String,
        recordedAt: String, state: State
    ) {
        self.id = id
        self.person = person
        self.enterprise = enterprise
        self.kind = kind
        self.statement = statement
        self.source = source
        self.recordedAt = recordedAt
        self.state = state
    }
}

/// One step in passing a need on to a programme: who did what, when and why.
public struct ReferralRecord: Sendable, Hashable {
    /// How far a referral has come.
    public enum State: String, Sendable, Hashable, CaseIterable { case proposed, accepted, refused, served }

    public var id: Int64
    public var need: Int64
    public var programme: String
    public var actor: String
    /// ISO 8601.
    public var happenedAt: String
    public var state: State
    public var reason: String?

    public init(
        id: Int64, need: Int64, programme: String, actor: String, happenedAt: String, state: State, reason: String?
    ) {
        self.id = id
        self.need = need
        self.programme = programme
        self.actor = actor
        self.happenedAt = happenedAt
        self.state = state
        self.reason = reason
    }
}
