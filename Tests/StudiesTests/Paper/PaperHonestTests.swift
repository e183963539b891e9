import Foundation
import Problems
import Studies
import Testing

@Suite("Honest tables pass, damaged cells do not")
struct PaperHonestTests {
    private enum Mode: CaseIterable { case halfUp, halfEven, halfDown, truncate }

    /// A percentage printed by whole-number arithmetic, independent of the library.
    private func printed(_ count: Int, _ n: Int, _ places: Int, _ mode: Mode) -> String {
        var scale = 100
        for _ in 0..<places { scale *= 10 }
        let (quotient, rest) = (count * scale).quotientAndRemainder(dividingBy: n)
        let isUp: Bool =
            switch mode {
            case .halfUp: 2 * rest >= n
            case .halfDown: 2 * rest > n
            case .halfEven: 2 * rest > n || (2 * rest == n && quotient % 2 == 1)
            case .truncate: false
            }
        let units = quotient + (isUp ? 1 : 0)
        guard places > 0 else { return String(units) }
        let digits = String(repeating: "0", count: max(0, places + 1 - String(units).count)) + String(units)
        return digits.dropLast(places) + "." + digits.suffix(places)
    }

    private func rows(_ counts: [Int], _ percents: [String], withCounts: Bool) -> String {
        zip(counts, percents).enumerated().map { index, row in
            "  - {label: row \(index), " + (withCounts ? "count: \(row.0), " : "") + "percent: \"\(row.1)\"}"
        }
        .joined(separator: "\n")
    }

    @Test("Tables rounded from whole counts raise nothing, cut ones only that they are cut", arguments: 0..<60)
    func honest(seed: Int) throws {
        var random = SeededNumbers(seed)
        for mode in Mode.allCases {
            let counts =
                (0..<Int.random(in: 2...7, using: &random)).map { _ in Int.random(in: 0...60, using: &random) } + [1]
            let n = counts.reduce(0, +)
            let places = Int.random(in: 0...3, using: &random)
            let percents = counts.map { printed($0, n, places, mode) }
            for withCounts in [true, false] {
                let yaml =
                    "rows:\n" + rows(counts, percents, withCounts: withCounts)
                    + "\ntotal: {count: \(n), percent: \"100\"}"
                let found = Set(try PaperFixture.codes(yaml, n: n))
                let allowed: Set<String> =
                    mode == .truncate
                    ? ["percent-truncated", "percent-truncated-alone", "truncated-throughout", "rounding-mixed"] : []
                #expect(found.subtracting(allowed).isEmpty, "n = \(n), \(mode): \(percents)")
            }
        }
    }

    @Test("Without n, the true n is among the sizes that fit, or every size does", arguments: 0..<30)
    func sizes(seed: Int) throws {
        var random = SeededNumbers(seed)
        let counts = (0..<4).map { _ in Int.random(in: 1...9, using: &random) }
        let n = counts.reduce(0, +)
        let percents = counts.map { printed($0, n, 1, .halfUp) }
        let audit = try PaperFixture.audit("rows:\n" + rows(counts, percents, withCounts: false))
        let least = audit.findings.first { $0.code == "paper.size-inferred" }?.possible.first.flatMap(Int.init)
        #expect(least.map { $0 <= n } ?? false)
        #expect(!audit.findings.contains { $0.weight == .impossible })
    }

    @Test("A cell moved out of what its count can print is found, and no other cell", arguments: 0..<80)
    func damaged(seed: Int) throws {
        var random = SeededNumbers(seed)
        let counts = (0..<Int.random(in: 2...6, using: &random)).map { _ in Int.random(in: 1...20, using: &random) }
        let n = counts.reduce(0, +)
        let places = Int.random(in: 0...2, using: &random)
        var percents = counts.map { printed($0, n, places, .halfUp) }
        let target = Int.random(in: 0..<counts.count, using: &random)
        let honest = Set(Mode.allCases.map { printed(counts[target], n, places, $0) })
        let step = Int.random(in: 1...9, using: &random)
        let value = try #require(Double(percents[target])) + Double(step) / pow(10, Double(places))
        percents[target] = String(format: "%.\(places)f", value)
        guard !honest.contains(percents[target]) else { return }
        let audit = try PaperFixture.audit("rows:\n" + rows(counts, percents, withCounts: true), n: n)
        let cells = audit.findings.filter { $0.place.field == "percent" }
        #expect(cells.map(\.place.row) == ["row \(target)"])
        #expect(["paper.percent-impossible", "paper.percent-of-other-count"].contains(cells.first?.code))
        // Impossible exactly where no count at all prints so.
        let isImpossible = !(0...n).contains { count in
            Mode.allCases.contains { printed(count, n, places, $0) == percents[target] }
        }
        #expect((cells.first?.code == "paper.percent-impossible") == isImpossible)
    }

    @Test("A count changed by one is found in the sum", arguments: 0..<20)
    func wrongSum(seed: Int) throws {
        var random = SeededNumbers(seed)
        var counts = (0..<4).map { _ in Int.random(in: 1...20, using: &random) }
        let n = counts.reduce(0, +)
        counts[Int.random(in: 0..<4, using: &random)] += Bool.random(using: &random) ? 1 : -1
        let lines = counts.enumerated().map { "  - {label: row \($0), count: \($1)}" }.joined(separator: "\n")
        #expect(try PaperFixture.codes("rows:\n" + lines, n: n) == ["counts-do-not-add"])
    }
}

/// A small repeatable random source (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
