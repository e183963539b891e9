import Kernels

/// Known pairs as they compare.
struct KnownVectors: Sendable {
    struct Item: Sendable {
        var rows: RowPair
        var verdict: KnownPair.Verdict
        var vector: Int
        /// Whether a blocking rule brings the pair together.
        var isCompared: Bool
        /// Whether the pair is one of those that count: not where both are of one list and only pairs across do.
        var mayCompare: Bool
    }

    /// Those of one person, then those of two, ascending by rows.
    let items: [Item]

    init(_ known: KnownRows, _ search: PairSearch, _ program: PairProgram, _ frame: RecordFrame) {
        let pairs = known.same + known.different
        let vectors = PairRunner(program, frame.records).vectors(pairs.map(\.left), pairs.map(\.right))
        items = pairs.indices.map { place in
            let (left, right) = (Int(pairs[place].left), Int(pairs[place].right))
            return Item(
                rows: pairs[place], verdict: place < known.same.count ? .same : .different,
                vector: Int(vectors[place]), isCompared: search.firstRule(left, right) != nil,
                mayCompare: search.mayCompare(left, right))
        }
    }

    /// What training learns from them.
    var labels: LabelledVectors {
        var labels = LabelledVectors()
        for item in items where item.mayCompare {
            switch (item.verdict, item.isCompared) {
            case (.same, true): labels.same[item.vector, default: 0] += 1
            case (.same, false): labels.sameElsewhere[item.vector, default: 0] += 1
            case (.different, true): labels.different[item.vector, default: 0] += 1
            // What no rule brings together is taken for two people anyway.
            case (.different, false): continue
            }
        }
        return labels
    }

    /// The pairs with the weights that a model gives them.
    func links(_ scorer: Scorer) -> [KnownLink] {
        items.map { item in
            let (left, right) = (Int(item.rows.left), Int(item.rows.right))
            return KnownLink(
                pair: LinkedPair(
                    left: left, right: right, weight: scorer.weight(item.vector, left), vector: item.vector),
                verdict: item.verdict, isCompared: item.isCompared)
        }
    }
}

/// Comparison vectors of pairs whose state is known, by vector.
struct LabelledVectors: Sendable {
    /// Pairs of one person that blocking brought together, and others.
    var same: [Int: Double] = [:]
    var sameElsewhere: [Int: Double] = [:]
    /// Pairs of two people that blocking brought together.
    var different: [Int: Double] = [:]
    /// Whether the pairs were drawn at random, so that they tell how many pairs of one person there are.
    var areSample = false

    var isEmpty: Bool { same.isEmpty && sameElsewhere.isEmpty && different.isEmpty }

    /// Counted vectors without the pairs whose state is known.
    func taken(from counts: [UInt64]) -> [UInt64] {
        var counts = counts
        for (vector, count) in same.merging(different, uniquingKeysWith: +) {
            counts[vector] -= min(counts[vector], UInt64(count))
        }
        return counts
    }
}
