import Kernels

/// Holds pairs and clusters against the truth, pair by pair.
struct QualityCount {
    let truth: [UInt32]
    /// For each record its list where only pairs of different lists count; else empty.
    let lists: [UInt16]

    /// How many rows may be sorted by a key at once.
    var rowsAtOnce = Int.max
    private let threshold: Double
    private var steps = WeightSteps()
    private var sum = (found: 0, true: 0)

    /// - Parameter threshold: the weight from which on a pair counts as found.
    init(truth: [UInt32], lists: [UInt16], threshold: Double) {
        self.truth = truth
        self.lists = lists
        self.threshold = threshold
    }

    /// Counts a pair.
    mutating func add(_ pair: LinkedPair) {
        let isTrue = truth[pair.left] != 0 && truth[pair.left] == truth[pair.right]
        steps.add(pair.weight, isTrue)
        guard pair.weight >= threshold else { return }
        sum.found += 1
        sum.true += isTrue ? 1 : 0
    }

    /// What the pairs that were added, and the clusters, come to.
    func quality(clusters: ClusterNames, comparedTrue: Int) -> LinkageQuality {
        let sharing = SharedNumbers(lists: lists, rowsAtOnce: rowsAtOnce)
        let allTrue = sharing.pairs(truth)
        func figures(_ found: Int, _ true: Int) -> LinkageQuality.Figures {
            .init(found: found, foundTrue: `true`, allTrue: allTrue)
        }
        var curve: [LinkageQuality.Point] = []
        var above = (found: 0, true: 0)
        for step in steps.descending {
            above.found += step.found
            above.true += step.true
            curve.append(.init(weight: step.weight, figures: figures(above.found, above.true)))
        }
        let joined = sharing.pairs(in: clusters, truth)
        let best = curve.max { ($0.figures.f1, $0.weight) < ($1.figures.f1, $1.weight) }
        return LinkageQuality(
            pairs: figures(sum.found, sum.true), clusters: figures(joined.all, joined.true),
            best: best ?? .init(weight: 0, figures: figures(0, 0)), curve: curve.reversed(), comparedTrue: comparedTrue)
    }
}

/// Pairs by tenths of a bit.
private struct WeightSteps {
    private var lowest = 0
    private var counts: [(found: Int, true: Int)] = []

    mutating func add(_ weight: Double, _ isTrue: Bool) {
        let step = Int((max(-2000, min(2000, weight)) * 10).rounded(.down))
        if counts.isEmpty { lowest = step }
        if step < lowest {
            counts.insert(contentsOf: repeatElement((found: 0, true: 0), count: lowest - step), at: 0)
            lowest = step
        }
        while counts.count <= step - lowest { counts.append((0, 0)) }
        counts[step - lowest].found += 1
        if isTrue { counts[step - lowest].true += 1 }
    }

    /// Steps that have pairs, from the highest on.
    var descending: [(weight: Double, found: Int, true: Int)] {
        counts.enumerated().reversed().filter { $0.element.found > 0 }.map {
            (Double(lowest + $0.offset) / 10, $0.element.found, $0.element.true)
        }
    }
}

/// Counts pairs of rows that share a number; 0 is none.
private struct SharedNumbers {
    /// For each record its list where only pairs of different lists count; else empty.
    let lists: [UInt16]
    let rowsAtOnce: Int

    /// Pairs that share a number.
    func pairs(_ numbers: [UInt32]) -> Int {
        let largest = Int(numbers.max() ?? 0)
        guard lists.isEmpty, numbers.count <= rowsAtOnce, largest <= 8 * numbers.count else {
            return sorted(numbers.count) { UInt64(numbers[$0]) }
        }
        return Self.counted(below: largest + 1, numbers.lazy.map { Int($0) })
    }

    /// Pairs of one cluster, and those of them that share a number.
    func pairs(in clusters: ClusterNames, _ numbers: [UInt32]) -> (all: Int, true: Int) {
        guard lists.isEmpty, clusters.count <= rowsAtOnce else {
            return (
                sorted(clusters.count) { UInt64(clusters[$0]) + 1 },
                sorted(clusters.count) { numbers[$0] == 0 ? 0 : UInt64(clusters[$0]) << 32 | UInt64(numbers[$0]) }
            )
        }
        let all = Self.counted(below: clusters.count + 1, clusters.lazy.map { $0 + 1 })
        // Mostly all records of a cluster are the person of the one that names it; only the others are sorted.
        var alike = [UInt32](repeating: 0, count: clusters.count)
        var others: [UInt64] = []
        for (row, cluster) in clusters.enumerated() where numbers[row] != 0 {
            if numbers[row] == numbers[cluster] {
                alike[cluster] += 1
            } else {
                others.append(KeyMixer.mixed(UInt64(cluster) << 32 | UInt64(numbers[row])))
            }
        }
        let named = alike.reduce(0) { $0 + ($1 > 1 ? Int($1) * (Int($1) - 1) / 2 : 0) }
        return (all, named + SortedKeys(others, threads: 1).tally.pairs)
    }

    /// Pairs of rows that share a number, where need be of different lists.
    private func sorted(_ count: Int, _ number: @escaping @Sendable (Int) -> UInt64) -> Int {
        func shared(_ key: @escaping @Sendable (Int) -> UInt64) -> Int {
            let ranges = KeyRanges(rows: count, rowsAtOnce: rowsAtOnce, threads: 1, key: key)
            return ranges.ranges.reduce(0) { $0 + ranges.tally($1).pairs }
        }
        let all = shared { KeyMixer.mixed(number($0)) }
        guard !lists.isEmpty else { return all }
        let lists = lists
        return all
            - shared { row in
                let own = KeyMixer.mixed(number(row))
                return own == 0 ? 0 : KeyMixer.mixed(own ^ UInt64(lists[row]) << 48) | 1
            }
    }

    /// Pairs that share a number below `limit`, counted number by number.
    private static func counted(below limit: Int, _ numbers: some Sequence<Int>) -> Int {
        var counts = [UInt32](repeating: 0, count: limit)
        for number in numbers { counts[number] += 1 }
        return counts.dropFirst().reduce(0) { $0 + Int($1) * (Int($1) - 1) / 2 }
    }
}
