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
    /// Whether the model was trained on these records, rather than elsewhere.
    public var isTrainedHere: Bool

    public init(
        result: LinkageResult, ids: RecordIDs, lists: [String], threshold: Double, missing: [String] = [],
        isTrainedHere: Bool = true
    ) {
        self.result = result
        self.ids = ids
        self.lists = lists
        self.threshold = threshold
        self.missing = missing
        self.isTrainedHere = isTrainedHere
    }
}
