/// How records are brought together, compared, weighed and joined: a value that can be written down, read and compared.
public struct LinkageModel: Sendable, Hashable, Codable {
    /// The format of the written model.
    public static let currentVersion = 1

    public var version: Int
    public var name: String
    public var fields: [LinkageField]
    public var blocking: [BlockingRule]
    public var comparisons: [Comparison]
    public var household: Household?
    public var clustering: ClusterRules
    /// Groups of more records than this that share a blocking key are split by the rule's `refine` keys.
    public var largestBlock: Int
    /// Files that tell how common values are elsewhere, by the written form of a frequency key; names that the caller's
    /// reader knows, of no meaning here.
    public var frequencyFiles: [String: String]?
    /// What training found; nil before training.
    public var parameters: ModelParameters?
    /// What the weights that follow from the parameters are worth; nil where nobody told.
    public var calibration: Calibration?

    public init(
        name: String, fields: [LinkageField], blocking: [BlockingRule], comparisons: [Comparison],
        household: Household? = nil, clustering: ClusterRules = ClusterRules(), largestBlock: Int = 1000
    ) {
        version = Self.currentVersion
        self.name = name
        self.fields = fields
        self.blocking = blocking
        self.comparisons = comparisons
        self.household = household
        self.clustering = clustering
        self.largestBlock = largestBlock
    }

    private enum CodingKeys: String, CodingKey {
        case version, name, fields, blocking, comparisons, household, clustering, parameters, calibration
        case largestBlock = "largest_block"
        case frequencyFiles = "frequencies"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        version = try values.decodeIfPresent(Int.self, forKey: .version) ?? Self.currentVersion
        name = try values.decode(String.self, forKey: .name)
        fields = try values.decode([LinkageField].self, forKey: .fields)
        blocking = try values.decode([BlockingRule].self, forKey: .blocking)
        comparisons = try values.decode([Comparison].self, forKey: .comparisons)
        household = try values.decodeIfPresent(Household.self, forKey: .household)
        clustering = try values.decodeIfPresent(ClusterRules.self, forKey: .clustering) ?? ClusterRules()
        largestBlock = try values.decodeIfPresent(Int.self, forKey: .largestBlock) ?? 1000
        frequencyFiles = try values.decodeIfPresent([String: String].self, forKey: .frequencyFiles)
        parameters = try values.decodeIfPresent(ModelParameters.self, forKey: .parameters)
        calibration = try values.decodeIfPresent(Calibration.self, forKey: .calibration)
    }
}

/// A field of the records.
public struct LinkageField: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case text, digits, date, number
    }

    public var name: String
    public var kind: Kind
    /// How the caller's reader cleans the cells of this field; a name the reader knows, of no meaning here.
    public var cleaning: String?
    /// Column names by which a file may call the field.
    public var columns: [String]?
    /// A value that more records than this share says nothing of identity and counts as missing.
    public var commonest: Int?

    public init(
        _ name: String, _ kind: Kind, cleaning: String? = nil, columns: [String]? = nil, commonest: Int? = nil
    ) {
        self.name = name
        self.kind = kind
        self.cleaning = cleaning
        self.columns = columns
        self.commonest = commonest
    }
}

/// Records that share all keys are compared.
public struct BlockingRule: Sendable, Hashable, Codable {
    public var keys: [FieldKey]
    /// Further keys by which a group that is too large is split, one after the other.
    public var refine: [FieldKey]?

    public init(_ keys: [FieldKey], refine: [FieldKey]? = nil) {
        self.keys = keys
        self.refine = refine
    }

    /// The rule as words: `birth_date + village[1..6]`.
    public var text: String { keys.map(\.text).joined(separator: " + ") }
}

/// One comparison: its levels are tried in order, and the first that holds is the pair's level.
public struct Comparison: Sendable, Hashable, Codable {
    public var name: String
    /// Behind these a last level stands by itself: nothing of the above.
    public var levels: [ComparisonLevel]
    /// Whether members of one household agree here as one person's records do.
    public var isShared: Bool

    public init(_ name: String, isShared: Bool = false, _ levels: [ComparisonLevel]) {
        self.name = name
        self.levels = levels
        self.isShared = isShared
    }

    private enum CodingKeys: String, CodingKey {
        case name, levels
        case isShared = "shared"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        levels = try values.decode([ComparisonLevel].self, forKey: .levels)
        isShared = try values.decodeIfPresent(Bool.self, forKey: .isShared) ?? false
    }

    /// The label of a level; the one behind the last is `else`.
    public func label(_ level: Int) -> String { levels.indices.contains(level) ? levels[level].label : "else" }
}

/// A level of agreement.
public struct ComparisonLevel: Sendable, Hashable, Codable {
    public var label: String
    /// Alternatives, each a list of conditions that must all hold.
    public var when: [[Condition]]
    /// Says nothing for or against: a value is missing.
    public var isNeutral: Bool
    /// The key whose frequency replaces the average chance of agreement.
    public var frequency: FieldKey?
    /// Whether two people of one household may be here because one lends the other what should be one's own, as
    /// spouses do with an identity number. Blocking must bring all pairs of this level together.
    public var isLent: Bool
    /// The share of pairs of two people of one household that is here at least, though strangers hardly are: twins have
    /// one birth date and two numbers.
    public var relatives: Double?
    /// Whether it weighs what the next level weighs, because what tells the two apart is no evidence for one person: the
    /// first twelve digits of a NIK only repeat birth date and area.
    public var isTied: Bool

    public init(
        _ label: String, when: [[Condition]], isNeutral: Bool = false, frequency: FieldKey? = nil,
        isLent: Bool = false, relatives: Double? = nil, isTied: Bool = false
    ) {
        self.label = label
        self.when = when
        self.isNeutral = isNeutral
        self.frequency = frequency
        self.isLent = isLent
        self.relatives = relatives
        self.isTied = isTied
    }

    private enum CodingKeys: String, CodingKey {
        case label, when, frequency, relatives
        case isNeutral = "neutral"
        case isLent = "lent"
        case isTied = "tied"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let all = try? values.decode([Condition].self, forKey: .when) {
            when = [all]
        } else if let one = try? values.decode(Condition.self, forKey: .when) {
            when = [[one]]
        } else {
            when = try values.decode([[Condition]].self, forKey: .when)
        }
        isNeutral = try values.decodeIfPresent(Bool.self, forKey: .isNeutral) ?? false
        frequency = try values.decodeIfPresent(FieldKey.self, forKey: .frequency)
        isLent = try values.decodeIfPresent(Bool.self, forKey: .isLent) ?? false
        relatives = try values.decodeIfPresent(Double.self, forKey: .relatives)
        isTied = try values.decodeIfPresent(Bool.self, forKey: .isTied) ?? false
        let words = when.map { $0.map(\.text).joined(separator: ", ") }.joined(separator: " or ")
        label = try values.decodeIfPresent(String.self, forKey: .label) ?? words
    }
}

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

    private enum CodingKeys: String, CodingKey {
        case contradictions
        case largestPerList = "largest_per_list"
        case weighsAllPairs = "weighs_all_pairs"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        contradictions = try values.decodeIfPresent([[Condition]].self, forKey: .contradictions) ?? []
        largestPerList = try values.decodeIfPresent(Int.self, forKey: .largestPerList)
        weighsAllPairs = try values.decodeIfPresent(Bool.self, forKey: .weighsAllPairs) ?? true
    }
}
