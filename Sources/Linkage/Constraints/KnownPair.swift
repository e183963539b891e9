public import Problems

/// Two records by their ids.
public struct RecordPair: Sendable, Hashable {
    public var left: String
    public var right: String

    public init(_ left: String, _ right: String) {
        self.left = left
        self.right = right
    }
}

/// Two records of which somebody knows whether they are one person.
///
/// Pairs known to be the same are joined whatever their weight (must-link); pairs known to be different are never in
/// one cluster, also not through others (cannot-link). Where a model is trained, they teach it as well.
public struct KnownPair: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case same, different
    }

    public var records: RecordPair
    public var verdict: Verdict

    public init(_ left: String, _ right: String, _ verdict: Verdict) {
        records = RecordPair(left, right)
        self.verdict = verdict
    }
}

extension KnownPair {
    /// Checks that known pairs can be: as ``Linker`` does before it begins.
    ///
    /// - Throws: `linkage.unknown-id`, `linkage.ambiguous-id`, `linkage.known-contradiction`.
    public static func check(_ known: [KnownPair], in records: LinkageRecords) throws(Problem) {
        _ = try KnownRows(known, records.ids)
    }
}

/// What became of a known pair.
public struct KnownLink: Sendable, Hashable {
    /// The pair with the weight that the model gives it.
    public var pair: LinkedPair
    public var verdict: KnownPair.Verdict
    /// Whether a blocking rule brought it together.
    public var isCompared: Bool
}
