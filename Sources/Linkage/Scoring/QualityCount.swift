import Kernels

/// Holds pairs and clusters against the truth.
struct QualityCount {
    let truth: [UInt32]
    /// For each record its list where only pairs of different lists count; else empty.
    let lists: [UInt16]

    private func isTrue(_ a: Int, _ b: Int) -> Bool { truth[a] != 0 && truth[a] == truth[b] }

    /// Pairs of rows that share a key and are of different lists, where that is asked.
    private func pairs(_ keys: [UInt64]) -> Int {
        let sorted = SortedKeys(keys, threads: 1)
        guard !lists.isEmpty else { return sorted.tally.pairs }
        let perList = keys.indices.map { keys[$0] == 0 ? 0 : KeyMixer.mixed(keys[$0] ^ UInt64(lists[$0]) << 48) | 1 }
        return sorted.tally.pairs - SortedKeys(perList, threads: 1).tally.pairs
    }

    func quality(_ pairs: [LinkedPair], threshold: Double, clusters: [Int], comparedTrue: Int) -> LinkageQuality {
        let allTrue = self.pairs(truth.map { KeyMixer.mixed(UInt64($0)) })
        func figures(_ found: Int, _ true: Int) -> LinkageQuality.Figures {
            .init(found: found, foundTrue: `true`, allTrue: allTrue)
        }
        var steps: [Int: (found: Int, true: Int)] = [:]
        var (found, foundTrue) = (0, 0)
        for pair in pairs {
            let isTrue = isTrue(pair.left, pair.right)
            steps[Int((pair.weight * 10).rounded(.down)), default: (0, 0)].found += 1
            if isTrue { steps[Int((pair.weight * 10).rounded(.down)), default: (0, 0)].true += 1 }
            guard pair.weight >= threshold else { continue }
            found += 1
            foundTrue += isTrue ? 1 : 0
        }
        var curve: [LinkageQuality.Point] = []
        var sum = (found: 0, true: 0)
        for step in steps.keys.sorted(by: >) {
            sum.found += steps[step]?.found ?? 0
            sum.true += steps[step]?.true ?? 0
            curve.append(.init(weight: Double(step) / 10, figures: figures(sum.found, sum.true)))
        }
        let inClusters = clusters.map { KeyMixer.mixed(UInt64($0) + 1) }
        let joint = clusters.indices.map {
            truth[$0] == 0 ? 0 : KeyMixer.mixed(UInt64(clusters[$0]) << 32 | UInt64(truth[$0]))
        }
        let best = curve.max { ($0.figures.f1, $0.weight) < ($1.figures.f1, $1.weight) }
        return LinkageQuality(
            pairs: figures(found, foundTrue), clusters: figures(self.pairs(inClusters), self.pairs(joint)),
            best: best ?? .init(weight: 0, figures: figures(0, 0)), curve: curve.reversed(), comparedTrue: comparedTrue)
    }
}
