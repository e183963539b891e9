import Kernels

/// Holds pairs and clusters against the truth.
struct QualityCount {
    let truth: [UInt32]
    /// For each record its list where only pairs of different lists count; else empty.
    let lists: [UInt16]

    private func isTrue(_ a: Int, _ b: Int) -> Bool { truth[a] != 0 && truth[a] == truth[b] }

    /// Pairs of rows that share a number and are of different lists, where that is asked; 0 is no number.
    private func pairs(_ count: Int, _ number: (Int) -> UInt64) -> Int {
        let keys = (0..<count).map { KeyMixer.mixed(number($0)) }
        let sorted = SortedKeys(keys, threads: 1)
        guard !lists.isEmpty else { return sorted.tally.pairs }
        let perList = keys.indices.map { keys[$0] == 0 ? 0 : KeyMixer.mixed(keys[$0] ^ UInt64(lists[$0]) << 48) | 1 }
        return sorted.tally.pairs - SortedKeys(perList, threads: 1).tally.pairs
    }

    /// Pairs of rows that share a number below `limit`, counted number by number; 0 is none.
    private static func pairs(below limit: Int, _ numbers: some Sequence<Int>) -> Int {
        var counts = [UInt32](repeating: 0, count: limit)
        for number in numbers { counts[number] += 1 }
        return counts.dropFirst().reduce(0) { $0 + Int($1) * (Int($1) - 1) / 2 }
    }

    /// Pairs of one person.
    private func truePairs() -> Int {
        let largest = Int(truth.max() ?? 0)
        guard lists.isEmpty, largest <= 8 * truth.count else { return pairs(truth.count) { UInt64(truth[$0]) } }
        return Self.pairs(below: largest + 1, truth.lazy.map { Int($0) })
    }

    /// Pairs of one cluster, and those of them that are one person.
    private func pairs(in clusters: [Int]) -> (all: Int, true: Int) {
        guard lists.isEmpty else {
            return (
                pairs(clusters.count) { UInt64(clusters[$0]) + 1 },
                pairs(clusters.count) { truth[$0] == 0 ? 0 : UInt64(clusters[$0]) << 32 | UInt64(truth[$0]) }
            )
        }
        let all = Self.pairs(below: clusters.count + 1, clusters.lazy.map { $0 + 1 })
        // Mostly all records of a cluster are the person of the one that names it; only the others are sorted.
        var alike = [UInt32](repeating: 0, count: clusters.count)
        var others: [UInt64] = []
        for (row, cluster) in clusters.enumerated() where truth[row] != 0 {
            if truth[row] == truth[cluster] {
                alike[cluster] += 1
            } else {
                others.append(KeyMixer.mixed(UInt64(cluster) << 32 | UInt64(truth[row])))
            }
        }
        let named = alike.reduce(0) { $0 + ($1 > 1 ? Int($1) * (Int($1) - 1) / 2 : 0) }
        return (all, named + SortedKeys(others, threads: 1).tally.pairs)
    }

    /// Pairs by tenths of a bit, found and true; step 0 is the lowest that occurs.
    private func steps(_ pairs: [LinkedPair]) -> (lowest: Int, counts: [(found: Int, true: Int)]) {
        func step(_ weight: Double) -> Int { Int((weight * 10).rounded(.down)) }
        var (least, most) = (Double.infinity, -Double.infinity)
        for pair in pairs {
            least = min(least, pair.weight)
            most = max(most, pair.weight)
        }
        guard least <= most else { return (0, []) }
        var counts = [(found: Int, true: Int)](repeating: (0, 0), count: step(most) - step(least) + 1)
        for pair in pairs {
            counts[step(pair.weight) - step(least)].found += 1
            if isTrue(pair.left, pair.right) { counts[step(pair.weight) - step(least)].true += 1 }
        }
        return (step(least), counts)
    }

    func quality(_ pairs: [LinkedPair], threshold: Double, clusters: [Int], comparedTrue: Int) -> LinkageQuality {
        let allTrue = truePairs()
        func figures(_ found: Int, _ true: Int) -> LinkageQuality.Figures {
            .init(found: found, foundTrue: `true`, allTrue: allTrue)
        }
        let steps = steps(pairs)
        var (found, foundTrue) = (0, 0)
        for pair in pairs where pair.weight >= threshold {
            found += 1
            foundTrue += isTrue(pair.left, pair.right) ? 1 : 0
        }
        let joined = self.pairs(in: clusters)
        var curve: [LinkageQuality.Point] = []
        var sum = (found: 0, true: 0)
        for (place, step) in steps.counts.enumerated().reversed() where step.found > 0 {
            sum.found += step.found
            sum.true += step.true
            curve.append(.init(weight: Double(steps.lowest + place) / 10, figures: figures(sum.found, sum.true)))
        }
        let best = curve.max { ($0.figures.f1, $0.weight) < ($1.figures.f1, $1.weight) }
        return LinkageQuality(
            pairs: figures(found, foundTrue), clusters: figures(joined.all, joined.true),
            best: best ?? .init(weight: 0, figures: figures(0, 0)), curve: curve.reversed(), comparedTrue: comparedTrue)
    }
}
