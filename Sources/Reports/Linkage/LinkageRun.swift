public import Linkage

/// A run of linking as a report tells it. Of people it holds the records' own ids alone.
public struct LinkageRun: Sendable {
    /// Records that hold too little to be found by anything: weighed against themselves they stay below a weight.
    public struct Unlinkable: Sendable, Hashable {
        /// The share of records that stay below a weight.
        public struct Point: Sendable, Hashable {
            /// log₂ of the odds.
            public var weight: Double
            /// From 0 to 1.
            public var share: Double

            public init(weight: Double, share: Double) {
                self.weight = weight
                self.share = share
            }
        }

        /// How many records below the threshold lack the same fields.
        public struct Lacking: Sendable, Hashable {
            /// The fields without a value; empty where none is missing.
            public var fields: [String]
            public var records: Int

            public init(fields: [String], records: Int) {
                self.fields = fields
                self.records = records
            }
        }

        /// How many records were weighed.
        public var weighed: Int
        /// How many of them stay below the threshold.
        public var below: Int
        /// Weights ascending.
        public var points: [Point]
        public var lacking: [Lacking]

        public init(weighed: Int, below: Int, points: [Point], lacking: [Lacking] = []) {
            self.weighed = weighed
            self.below = below
            self.points = points
            self.lacking = lacking
        }
    }

    public var result: LinkageResult
    /// The records' own ids, by row.
    public var ids: [String]
    /// The lists' names.
    public var lists: [String]
    /// The probability from which pairs are joined.
    public var threshold: Double
    /// Fields of the model that no list gives.
    public var missing: [String]
    /// Whether the model was trained on these records, rather than elsewhere.
    public var isTrainedHere: Bool
    /// Nil where it was not looked at; the report then has no such section.
    public var unlinkable: Unlinkable?

    public init(
        result: LinkageResult, ids: [String], lists: [String], threshold: Double, missing: [String] = [],
        isTrainedHere: Bool = true, unlinkable: Unlinkable? = nil
    ) {
        self.result = result
        self.ids = ids
        self.lists = lists
        self.threshold = threshold
        self.missing = missing
        self.isTrainedHere = isTrainedHere
        self.unlinkable = unlinkable
    }
}
