import Store

/// A unit of support beside single people: former migrants, a business group, a co-operative, a cluster, or an anchor
/// firm that buys from and helps smaller businesses.
public struct SupportedGroup: Sendable, Hashable, Codable {
    public var code: String
    public var name: String
    /// `migrant-women`, `business`, `cooperative`, `cluster`, `anchor-firm`.
    public var kind: String
    /// Village code.
    public var region: String
    /// Identity numbers.
    public var members: [String]?
    public var leader: String?
    public var sector: String?
    public var foundedOn: String?
    /// `active`, `dormant`, `dissolved`.
    public var status: String?
    public var institution: String?
}

/// What a group and a partner have agreed on, and how it stands.
public struct Partnership: Sendable, Hashable, Codable {
    public var code: String
    public var group: String
    public var partner: String
    /// The partner's own code, where it is a unit of support itself.
    public var partnerUnit: String?
    /// `anchor-firm`, `cooperative`, `bank`, `university`, `other`.
    public var partnerKind: String
    public var startedOn: String?
    public var endedOn: String?
    /// `planned`, `running`, `stalled`, `ended`.
    public var state: String
    public var reason: String?
}
