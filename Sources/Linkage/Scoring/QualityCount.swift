import Kernels

/// Holds pairs and clusters against the truth.
struct QualityCount {
    let truth: [UInt32]
    /// For each record its list where only pairs of different lists count; else empty.
    let lists: [UInt16]

    /// How many rows may be sorted by a key at once.
    var rowsAtOnce = Int.max
    private let threshold: Double
    private var steps: [Int: (found: Int, true: Int)] = [:]
    private var sum = (found: 0, true: 0)

    /// - Parameter threshold: the weight from which on a pair counts as found.
    init(truth: [UInt32], lists: [UInt16], threshold: Double) {
        self.truth = truth
        self.lists = lists
        self.threshold = threshold
    }

    private func isTrue(_ a: Int, _ b: Int) -> Bool { truth[a] != 0 && truth[a] == truth[b] }

    /// Pairs of rows that share a key and are of different lists, where that is asked.
    private func pairs(_ key: @escaping @Sendable (Int) -> UInt64) -> Int {
        func shared(_ key: @escaping @Sendable (Int) -> UInt64) -> Int {
            let ranges = KeyRanges(rows: truth.count, rowsAtOnce: rowsAtOnce, threads: 1, key: key)
            return ranges.ranges.reduce(0) { $0 + ranges.tally($1).pairs }
        }
        guard !lists.isEmpty else { return shared(key) }
        let lists = lists
        return shared(key)
            - shared { row in
                let own = key(row)
                return own == 0 ? 0 : KeyMixer.mixed(own ^ UInt64(lists[row]) << 48) | 1
            }
    }

    /// Counts a pair.
    mutating func add(_ pair: LinkedPair) {
        let isTrue = isTrue(pair.left, pair.right)
        let step = Int((pair.weight * 10).rounded(.down))
        steps[step, default: (0, 0)].found += 1
        if isTrue { steps[step, default: (0, 0)].true += 1 }
        guard pair.weight >= threshold else { return }
        sum.found += 1
        sum.true += isTrue ? 1 : 0
    }

    /// What the pairs that were added, and the clusters, come to.
    func quality(clusters: [Int], comparedTrue: Int) -> LinkageQuality {
        let truth = truth
        let allTrue = self.pairs { KeyMixer.mixed(UInt64(truth[$0])) }
        func figures(_ found: Int, _ true: Int) -> LinkageQuality.Figures {
            .init(found: found, foundTrue: `true`, allTrue: allTrue)
        }
        var curve: [LinkageQuality.Point] = []
        var above = (found: 0, true: 0)
        for step in steps.keys.sorted(by: >) {
            above.found += steps[step]?.found ?? 0
            above.true += steps[step]?.true ?? 0
            curve.append(.init(weight: Double(step) / 10, figures: figures(above.found, above.true)))
        }
        let together = self.pairs { KeyMixer.mixed(UInt64(clusters[$0]) + 1) }
        let rightly = self.pairs { row in
            truth[row] == 0 ? 0 : KeyMixer.mixed(UInt64(clusters[row]) << 32 | UInt64(truth[row]))
        }
        let best = curve.max { ($0.figures.f1, $0.weight) < ($1.figures.f1, $1.weight) }
        return LinkageQuality(
            pairs: figures(sum.found, sum.true), clusters: figures(together, rightly),
            best: best ?? .init(weight: 0, figures: figures(0, 0)), curve: curve.reversed(), comparedTrue: comparedTrue)
    }
}
