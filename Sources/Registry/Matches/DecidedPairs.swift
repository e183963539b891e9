import Linkage
import Store

/// What people decided about pairs of records, as the engine takes it: must-link and cannot-link, and where a model is
/// trained what it learns from.
///
/// Only decisions in force about records that are compared count; whoever was unsure says nothing. They never count as a
/// sample drawn from the pairs compared: most were picked from the queue, and the blind sample takes as many of each band
/// of weights, however many pairs that holds. So they teach how the data of one person agree, and not how many pairs are
/// one person.
public struct DecidedPairs: Sendable, Hashable {
    /// The decisions by verdict.
    public private(set) var same = 0
    public private(set) var different = 0
    /// Whether the parameters were trained on them; else they bind and part, and teach nothing.
    public internal(set) var taught = false
    let known: [KnownPair]

    /// - Parameters:
    ///   - decisions: those in force.
    ///   - records: the numbers of the records compared.
    init(_ decisions: [MatchDecisionRecord], among records: [Int64]) {
        let told = decisions.filter { $0.verdict == .same || $0.verdict == .different }
        let spoken = Set(told.flatMap { [$0.pair.a, $0.pair.b] })
        let there = Set(records.lazy.filter { spoken.contains($0) })
        let pairs = told.filter { there.contains($0.pair.a) && there.contains($0.pair.b) }
        known = pairs.map { KnownPair(String($0.pair.a), String($0.pair.b), $0.verdict == .same ? .same : .different) }
        same = pairs.count { $0.verdict == .same }
        different = pairs.count - same
    }

    public var count: Int { same + different }
}
