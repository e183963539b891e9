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

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case version, name, fields, blocking, comparisons, household, clustering, parameters, calibration
        case largestBlock = "largest_block"
        case frequencyFiles = "frequencies"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
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
