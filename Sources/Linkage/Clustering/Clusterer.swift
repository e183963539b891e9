import Kernels
import Problems

/// Joins records along the strongest pairs first and refuses what contradicts itself.
struct Clusterer {
    /// A pair and its weight.
    struct Edge: Sendable {
        var left: UInt32
        var right: UInt32
        var weight: Float
    }

    /// Two clusters with more pairs across than this are not joined any more.
    static let mostPairsAcross = 20_000
    /// No single pair counts for more than this many bits when all pairs across are weighed.
    static let mostBits = 30.0

    private let rules: ClusterRules
    private let lists: [UInt16]
    private let scorer: Scorer
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private var parent: [UInt32]
    /// The next member of the same cluster; the last points to itself.
    private var next: [UInt32]
    private var last: [UInt32]
    private var size: [UInt32]
    /// Edges that were refused.
    private(set) var bridges: [Edge] = []

    init(
        _ rules: ClusterRules, _ frame: RecordFrame, _ program: PairProgram, _ scorer: Scorer, lists: [UInt16],
        compiler: ComparisonCompiler
    ) throws(Problem) {
        self.rules = rules
        self.lists = lists
        self.scorer = scorer
        runner = PairRunner(program, frame.records)
        if rules.contradictions.isEmpty {
            contradictions = nil
        } else {
            let compiled = try compiler.compile([rules.contradictions], name: "contradictions")
            contradictions = PairProgram([compiled]).map { PairRunner($0, frame.records) }
        }
        let rows = UInt32(frame.records.count)
        parent = Array(0..<rows)
        next = parent
        last = parent
        size = [UInt32](repeating: 1, count: Int(rows))
    }

    /// Joins along the edges, strongest first; equal ones in the order of the records' ranks.
    mutating func join(_ edges: [Edge], ranks: [UInt64], isCancelled: () -> Bool) throws(Problem) {
        let sorted = edges.sorted { a, b in
            if a.weight != b.weight { return a.weight > b.weight }
            let (one, other) = (Self.order(a, ranks), Self.order(b, ranks))
            return one < other
        }
        for (place, edge) in sorted.enumerated() {
            if place & 0xFFFF == 0, isCancelled() { throw Problem("linkage.cancelled") }
            let (a, b) = (root(edge.left), root(edge.right))
            if a == b { continue }
            if mayJoin(a, b, edge) { unite(a, b) } else { bridges.append(edge) }
        }
    }

    private static func order(_ edge: Edge, _ ranks: [UInt64]) -> (UInt64, UInt64) {
        let (a, b) = (ranks[Int(edge.left)], ranks[Int(edge.right)])
        return (min(a, b), max(a, b))
    }

    /// The cluster of a record: the row of one of its members.
    mutating func root(_ row: UInt32) -> UInt32 {
        var row = row
        while parent[Int(row)] != row {
            parent[Int(row)] = parent[Int(parent[Int(row)])]
            row = parent[Int(row)]
        }
        return row
    }

    private mutating func unite(_ a: UInt32, _ b: UInt32) {
        let (big, small) = size[Int(a)] >= size[Int(b)] ? (a, b) : (b, a)
        parent[Int(small)] = big
        size[Int(big)] += size[Int(small)]
        next[Int(last[Int(big)])] = small
        last[Int(big)] = last[Int(small)]
    }

    /// The rows of a cluster.
    func members(_ root: UInt32) -> [UInt32] {
        var rows = [root]
        var row = root
        while next[Int(row)] != row {
            row = next[Int(row)]
            rows.append(row)
        }
        return rows
    }

    private func mayJoin(_ a: UInt32, _ b: UInt32, _ edge: Edge) -> Bool {
        let across = Int(size[Int(a)]) * Int(size[Int(b)])
        guard across <= Self.mostPairsAcross else { return false }
        let (first, second) = (members(a), members(b))
        if let most = rules.largestPerList {
            var counts: [UInt16: Int] = [:]
            for row in first + second { counts[lists.isEmpty ? 0 : lists[Int(row)], default: 0] += 1 }
            if counts.values.contains(where: { $0 > most }) { return false }
        }
        let left = first.flatMap { row in second.map { min(row, $0) } }
        let right = first.flatMap { row in second.map { max(row, $0) } }
        if let contradictions, contradictions.vectors(left, right).contains(0) { return false }
        guard rules.weighsAllPairs, across > 1 else { return true }
        var sum = 0.0
        for (place, vector) in runner.vectors(left, right).enumerated() {
            sum += max(-Self.mostBits, min(Self.mostBits, scorer.weight(Int(vector), Int(left[place]))))
        }
        return sum > 0
    }
}
