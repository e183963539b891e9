import Evaluation

/// Releases for the tests on disclosure; random ones repeat for the same seed.
enum DisclosureTables {
    /// A table with margins: rows and columns with a total each at position 0.
    static func margins(_ inner: [[Int]]) throws -> CountRelease {
        let axes = [try TableAxis.margin(of: inner.count), try TableAxis.margin(of: inner[0].count)]
        let width = axes[1].size
        var counts = [Int](repeating: 0, count: width)
        for row in inner { counts += [0] + row }
        return try CountRelease(axes: axes, counts: CountRelease.rolledUp(axes: axes, leaves: counts))
    }

    /// Many zeros and small counts, some large ones.
    static func count(_ random: inout Seeded) -> Int {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...1: 0
        case 2...5: Int.random(in: 1...4, using: &random)
        default: Int.random(in: 5...40, using: &random)
        }
    }

    static func randomMargins(_ seed: Int) throws -> CountRelease {
        var random = Seeded(UInt64(seed))
        let columns = Int.random(in: 2...4, using: &random)
        let rows = Int.random(in: 2...4, using: &random)
        return try margins((0..<rows).map { _ in (0..<columns).map { _ in count(&random) } })
    }

    /// A random tree of regions × two breakdowns (× programmes), with counts from random people.
    static func randomTree(_ seed: Int) throws -> (axes: [TableAxis], release: CountRelease) {
        var random = Seeded(UInt64(seed) &+ 1_000_000)
        var parents: [Int?] = [nil]
        for node in 1..<Int.random(in: 4...7, using: &random) {
            parents.append(Int.random(in: max(0, node - 4)..<node, using: &random))
        }
        let inner = Set(parents.compactMap { $0 })
        let sizes = [2, Int.random(in: 2...3, using: &random)]
        let programmes = Int.random(in: 1...3, using: &random)
        let axes = [try TableAxis.tree(parents: parents), try .breakdowns(sizes), try .margin(of: programmes)]
        let (columns, lines) = (axes[1].size, axes[2].size)
        var leaves = [Int](repeating: 0, count: parents.count * columns * lines)
        for village in parents.indices where !inner.contains(village) {
            for programme in 1...programmes {
                for _ in 0..<count(&random) {
                    var start = 1
                    for size in sizes {
                        let category =
                            start
                            + min(
                                Int.random(in: 0..<size, using: &random), Int.random(in: 0..<size, using: &random))
                        leaves[(village * columns + category) * lines + programme] += 1
                        start += size
                    }
                }
            }
        }
        let counts = try CountRelease.rolledUp(axes: axes, leaves: leaves)
        return (axes, try CountRelease(axes: axes, counts: counts))
    }

    static func random(_ seed: Int) throws -> CountRelease {
        try seed.isMultiple(of: 2) ? randomMargins(seed) : randomTree(seed).release
    }
}
