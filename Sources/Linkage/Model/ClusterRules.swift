/// A third state between one person and two strangers: two people of one household.
///
/// They agree on the shared comparisons as one person's records do, and on the others as strangers do. How many such
/// pairs there are follows from how many pairs agree on the anchor beyond those that are one person.
public struct Household: Sendable, Hashable, Codable {
    /// The comparison that tells a household: the family card.
    public var anchor: String
    /// How many of its first levels, neutral ones left out, mean one household.
    public var levels: Int

    public init(anchor: String, levels: Int = 1) {
        self.anchor = anchor
        self.levels = levels
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case anchor, levels }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
        anchor = try values.decode(String.self, forKey: .anchor)
        levels = try values.decode(Int.self, forKey: .levels)
    }
}

/// What must not be joined, whatever the pairs say.
public struct ClusterRules: Sendable, Hashable, Codable {
    /// Two records of one cluster contradict each other where all conditions of one of these hold.
    public var contradictions: [[Condition]]
    /// No cluster holds more records of one list than this.
    public var largestPerList: Int?
    /// Whether a union must make the whole partition more likely: the log odds of all pairs across, summed.
    public var weighsAllPairs: Bool

    public init(contradictions: [[Condition]] = [], largestPerList: Int? = nil, weighsAllPairs: Bool = true) {
        self.contradictions = contradictions
        self.largestPerList = largestPerList
        self.weighsAllPairs = weighsAllPairs
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case contradictions
        case largestPerList = "largest_per_list"
        case weighsAllPairs = "weighs_all_pairs"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
        contradictions = try values.decodeIfPresent([[Condition]].self, forKey: .contradictions) ?? []
        largestPerList = try values.decodeIfPresent(Int.self, forKey: .largestPerList)
        weighsAllPairs = try values.decodeIfPresent(Bool.self, forKey: .weighsAllPairs) ?? true
    }
}
