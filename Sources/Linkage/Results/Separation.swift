import Kernels
import Problems

/// Why two records that reach the threshold are not in one cluster: what joining their clusters would contradict.
public struct Separation: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// People said that ``Separation/left`` and ``Separation/right`` are two.
        case verdict
        /// They contradict each other: all of these conditions hold, in their written form.
        case contradiction(String)
        /// Both clusters together hold more records of the list of ``Separation/left`` than the model allows.
        case list(most: Int)
        /// One of both records has a better partner, and each may have one.
        case partner
        /// All pairs across both clusters, summed, speak against one person.
        case weights
    }

    public var reason: Reason
    /// Rows of the two records, one of each cluster, that the reason is about.
    public var left: Int
    public var right: Int
}

/// Looks why the pair of a bridge was not joined.
struct Separations {
    private let linker: Linker
    private let result: LinkageResult
    private let lists: [UInt16]
    private let frame: RecordFrame
    private let known: KnownRows
    private let contradictions: PairRunner?

    /// Of larger clusters so many records are looked at.
    private static let mostMembers = 500

    init(
        _ linker: Linker, _ result: LinkageResult, lists: [UInt16], _ frame: RecordFrame, _ known: KnownRows,
        _ compiler: ComparisonCompiler
    ) throws(Problem) {
        (self.linker, self.result, self.lists, self.frame, self.known) = (linker, result, lists, frame, known)
        let rules = linker.model.clustering.contradictions
        // Each rule is a level of its own here, so that the answer is the rule.
        guard !rules.isEmpty else {
            contradictions = nil
            return
        }
        let compiled = try compiler.compile(rules.map { [$0] }, name: "contradictions")
        contradictions = PairProgram([compiled]).map { PairRunner($0, frame.records) }
    }

    /// nil for a pair that was not kept apart though it reaches the threshold.
    func separation(_ pair: LinkedPair) -> Separation? {
        let rows = RowPair(pair)
        guard result.bridges.contains(where: { RowPair($0) == rows }) else { return nil }
        let (left, right) = (members(pair.left), members(pair.right))
        for a in left {
            for b in right where known.isApart(a, b) {
                return Separation(reason: .verdict, left: Int(a), right: Int(b))
            }
        }
        if let found = contradiction(left, right, first: pair) { return found }
        if linker.options.isOneToOne { return Separation(reason: .partner, left: pair.left, right: pair.right) }
        if let most = linker.model.clustering.largestPerList {
            let lists = Dictionary(grouping: left + right) { self.lists.isEmpty ? 0 : self.lists[Int($0)] }
            if let full = lists.values.filter({ $0.count > most }).min(by: { ($0.first ?? 0) < ($1.first ?? 0) }),
                let one = full.first(where: { left.contains($0) }),
                let other = full.first(where: { right.contains($0) })
            {
                return Separation(reason: .list(most: most), left: Int(one), right: Int(other))
            }
        }
        return Separation(reason: .weights, left: pair.left, right: pair.right)
    }

    private func contradiction(_ left: [UInt32], _ right: [UInt32], first pair: LinkedPair) -> Separation? {
        guard let contradictions else { return nil }
        let rules = linker.model.clustering.contradictions
        // The pair itself comes first: what it contradicts is the nearest reason.
        let one = [UInt32(truncatingIfNeeded: pair.left)], other = [UInt32(truncatingIfNeeded: pair.right)]
        for (ones, others) in [(one, other)] + left.map({ (Array(repeating: $0, count: right.count), right) }) {
            for (place, rule) in contradictions.vectors(ones, others).enumerated() where Int(rule) < rules.count {
                return Separation(
                    reason: .contradiction(rules[Int(rule)].map(\.text).joined(separator: ", ")),
                    left: Int(ones[place]), right: Int(others[place]))
            }
        }
        return nil
    }

    /// The rows of a record's cluster.
    private func members(_ row: Int) -> [UInt32] {
        let name = result.clusters[row]
        let rows = result.clusters.indices.lazy.filter { result.clusters[$0] == name }.prefix(Self.mostMembers)
        return rows.map { UInt32(truncatingIfNeeded: $0) }
    }
}
