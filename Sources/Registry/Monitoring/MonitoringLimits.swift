import Store

/// From where on something is told: limits of alerts, of contradictions and of traffic lights. Data that an office may
/// replace (`limits.json` of a catalogue); what a file leaves out keeps its usual value.
public struct MonitoringLimits: Sendable, Hashable, Codable {
    /// Days without a further step from which a proposal is stuck.
    public var stuckDays = 60
    /// The chance that a proposer's refusals are chance, below which they are told; divided by the number of proposers.
    public var refusalChance = 0.01
    /// Proposals from which a proposer's refusals are looked at.
    public var refusalProposals = 10
    /// People with one telephone number from which it is told; families share one.
    public var phonePeople = 5
    /// Officers of a programme and year from which one can stand out among them.
    public var officers = 4
    /// People above which an officer's load is looked at.
    public var officerPeople = 20
    /// How many times the median an officer's people have to exceed. That one officer looks after hundreds is usual in some
    /// programmes; being alone in it is not.
    public var officerTimes = 5
    /// A figure this many times the usual one, or this part of it, is a jump.
    public var jumpTimes = 5.0
    /// Figures up to this are too small to jump.
    public var jumpFrom: Int64 = 20
    /// People more than this share of the target are a reason to look.
    public var overTarget = 1.2
    /// A cash reserve of fewer days is a low one.
    public var lowCashDays = 10
    /// Shares of the target from which an indicator is green and amber, where neither it nor its target says otherwise.
    public var green = 0.9
    public var amber = 0.7

    public init() {}

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case stuckDays, refusalChance, refusalProposals, phonePeople, officers, officerPeople, officerTimes
        case jumpTimes, jumpFrom, overTarget, lowCashDays, green, amber
    }

    /// A limit with another name is refused: left out, the usual one would hold unnoticed. So is one that nothing could
    /// exceed, or everything.
    public init(from decoder: any Decoder) throws {
        let values = try KnownKeys.container(decoder, CodingKeys.self)
        func read<Value: Decodable & Comparable>(
            _ key: CodingKeys, _ usual: Value, _ range: ClosedRange<Value>
        ) throws -> Value {
            guard let own = try values.decodeIfPresent(Value.self, forKey: key) else { return usual }
            guard range.contains(own) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "\(own) ∉ \(range.lowerBound)…\(range.upperBound)")
            }
            return own
        }
        stuckDays = try read(.stuckDays, stuckDays, 1...36_500)
        refusalChance = try read(.refusalChance, refusalChance, 0...1)
        refusalProposals = try read(.refusalProposals, refusalProposals, 1...1_000_000)
        phonePeople = try read(.phonePeople, phonePeople, 2...1_000_000)
        officers = try read(.officers, officers, 2...1_000_000)
        officerPeople = try read(.officerPeople, officerPeople, 1...1_000_000)
        officerTimes = try read(.officerTimes, officerTimes, 1...1_000_000)
        jumpTimes = try read(.jumpTimes, jumpTimes, 1...1_000_000)
        jumpFrom = try read(.jumpFrom, jumpFrom, 0...1_000_000_000)
        overTarget = try read(.overTarget, overTarget, 1...1_000)
        lowCashDays = try read(.lowCashDays, lowCashDays, 1...36_500)
        green = try read(.green, green, 0...1)
        amber = try read(.amber, amber, 0...1)
        guard amber <= green else {
            throw DecodingError.dataCorruptedError(
                forKey: .amber, in: values, debugDescription: "\(amber) > green \(green)")
        }
    }

    static func current(_ ledger: LedgerQueries) throws -> MonitoringLimits {
        try CatalogueData.current(Self.self, CatalogueData.limits, ledger) ?? MonitoringLimits()
    }
}
