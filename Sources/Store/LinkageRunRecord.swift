/// A search for records that are one person, as stored: of the whole registry, or of what one batch brought.
public struct LinkageRunRecord: Sendable, Hashable {
    /// Where the model's parameters come from.
    public enum Basis: String, Sendable, Hashable, Codable {
        /// Trained on this registry by this search.
        case trained
        /// Those of the last search that was trained.
        case earlier
        /// Those that ship with the program: they were trained on synthetic data.
        case bundled
    }

    public var id: Int64
    /// The batch whose records were held against the others; nil where the whole registry was searched.
    public var batch: Int64?
    public var basis: Basis
    /// When what it found was stored, and so became known; its work began ``milliseconds`` before. Kept as `started_at`.
    public var knownAt: String
    public var actor: String
    /// The model's name, and the model with what training found, as JSON.
    public var model: String
    public var document: String
    /// The least probability that is kept, and that from which a pair counts as probable; millionths.
    public var lowerBound: Int
    public var threshold: Int
    /// The registry's revision that was searched.
    public var revision: Int
    public var records: Int
    /// Pairs that were compared; in a search for a batch, those that were similar enough to be kept.
    public var pairs: Int
    public var candidates: Int
    /// Whether training came to rest before its rounds ran out.
    public var isConverged: Bool
    public var milliseconds: Int

    public init(
        id: Int64 = 0, batch: Int64? = nil, basis: Basis = .trained, knownAt: String, actor: String, model: String,
        document: String, lowerBound: Int, threshold: Int, revision: Int, records: Int, pairs: Int, candidates: Int,
        isConverged: Bool, milliseconds: Int
    ) {
        self.id = id
        self.batch = batch
        self.basis = basis
        self.knownAt = knownAt
        self.actor = actor
        self.model = model
        self.document = document
        self.lowerBound = lowerBound
        self.threshold = threshold
        self.revision = revision
        self.records = records
        self.pairs = pairs
        self.candidates = candidates
        self.isConverged = isConverged
        self.milliseconds = milliseconds
    }
}
