public import Linkage

/// A run of linking as a report tells it. Of people it holds the records' own ids alone.
public struct LinkageRun: Sendable {
    public var result: LinkageResult
    /// The records' own ids, by row.
    public var ids: RecordIDs
    /// The lists' names.
    public var lists: [String]
    /// The probability from which pairs are joined.
    public var threshold: Double
    /// Fields of the model that no list gives.
    public var missing: [String]
    /// On what the model was trained.
    public var training: Training

    /// Where a model's parameters come from.
    public enum Training: Sendable, Hashable {
        /// These records.
        case here
        /// These records, which taught too little to be relied on.
        case untaught
        /// Other records: the model came trained.
        case elsewhere
        /// Synthetic registrations: what ships with the program, since these records taught too little.
        case synthetic
    }

    public init(
        result: LinkageResult, ids: RecordIDs, lists: [String], threshold: Double, missing: [String] = [],
        training: Training = .here
    ) {
        self.result = result
        self.ids = ids
        self.lists = lists
        self.threshold = threshold
        self.missing = missing
        self.training = training
    }
}
