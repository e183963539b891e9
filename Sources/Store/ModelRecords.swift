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
