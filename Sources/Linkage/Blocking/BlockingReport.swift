/// What one blocking rule brings together, counted exactly before anything is compared.
public struct BlockingReport: Sendable, Hashable, Codable {
    /// The rule as words.
    public var rule: String
    /// Pairs of records that share the rule's keys.
    public var pairs: Int
    /// Records of the largest group.
    public var largest: Int
    /// Groups too large to be compared whole, and split by further keys.
    public var splitGroups: Int
    /// Pairs that are not compared because their group was split.
    public var pairsLeftOut: Int
    /// Pairs compared that no earlier rule brought together; known after comparing.
    public var newPairs: Int = 0
    /// Of these, true ones, where the truth is given.
    public var newTruePairs: Int?
    /// True pairs that the rule brings together, whatever the rules before it do, where that was counted.
    public var truePairs: Int?

    public init(rule: String, pairs: Int, largest: Int, splitGroups: Int, pairsLeftOut: Int) {
        self.rule = rule
        self.pairs = pairs
        self.largest = largest
        self.splitGroups = splitGroups
        self.pairsLeftOut = pairsLeftOut
    }

    private enum CodingKeys: String, CodingKey {
        case rule, pairs, largest
        case splitGroups = "split_groups"
        case pairsLeftOut = "pairs_left_out"
        case newPairs = "new_pairs"
        case newTruePairs = "new_true_pairs"
        case truePairs = "true_pairs"
    }
}
