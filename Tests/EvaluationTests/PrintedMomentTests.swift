import Evaluation
import Foundation
import Testing

@Suite("Printed means and standard deviations")
struct PrintedMomentTests {
    /// Every multiset of n answers from 1 to 5, as sum and sum of squares.
    private func samples(_ n: Int) -> Set<[Int]> {
        var found: Set<[Int]> = [[0, 0]]
        for _ in 0..<n {
            found = Set(found.flatMap { pair in (1...5).map { [pair[0] + $0, pair[1] + $0 * $0] } })
        }
        return found
    }

    @Test("Possible means are those of some sum (GRIM), by trying every sum", arguments: 1...14)
    func grim(n: Int) throws {
        for units in -30...330 {
            let number = PrintedNumber(units: units, places: 2)
            let mean = try #require(PrintedMean(number, n: n))
            let sums = (-10 * n...10 * n).filter { sum in
                // Rounded with a tie either way, or cut off towards 0, in whole numbers.
                let distance = 100 * sum - units * n
                return 2 * distance.magnitude <= n.magnitude || 100 * sum / n == units
            }
            if mean.possibleSums().map(Array.init) ?? [] != sums { Issue.record("\(units) / \(n)") }
        }
    }

    @Test("A scale and several items narrow what is possible")
    func scales() throws {
        let mean = try #require(PrintedMean(PrintedNumber(units: 47, places: 1), n: 10))
        #expect(
            mean.possibleSums() == 47...47 && mean.possibleSums(1...4) == nil && mean.possibleSums(1...5) == 47...47)
        let items = try #require(PrintedMean(PrintedNumber(units: 335, places: 2), n: 10, items: 4))
        #expect(items.possibleSums() == 134...134)
        let half = try #require(
            PrintedMean(PrintedNumber(units: 335, places: 2), n: 10, grain: PrintedNumber(units: 5, places: 1)))
        #expect(half.possibleSums() == 67...67)
        #expect(PrintedMean(PrintedNumber(units: 1, places: 0), n: 0) == nil)
    }

    @Test("A mean and a standard deviation are possible together exactly when a sample has both", arguments: 2...6)
    func spreads(n: Int) throws {
        var real: Set<[Int]> = []
        for pair in samples(n) {
            let (sum, squares) = (pair[0], pair[1])
            // Σ(x − m)² · n = n · squares − sum², so the variance is a fraction of whole numbers.
            let variance = Double(n * squares - sum * sum) / Double(n * (n - 1))
            let spread = (variance.squareRoot() * 1e9).rounded() / 1e9
            for mean in printings(Double(sum) / Double(n)) {
                for spread in printings(spread) { real.insert([mean, spread]) }
            }
        }
        var possible = 0
        for mean in stride(from: 100, through: 500, by: n == 6 ? 7 : 3) {
            for spread in 0...230 {
                let printed = try #require(PrintedMean(PrintedNumber(units: mean, places: 2), n: n))
                let check = try #require(
                    PrintedSpread(PrintedNumber(units: spread, places: 2), mean: printed, range: 1...5))
                let isPossible = check.isPossible()
                if isPossible != real.contains([mean, spread]) { Issue.record("\(mean) ± \(spread), n = \(n)") }
                possible += isPossible ? 1 : 0
                // Without the scale no real sample may be called impossible.
                let free = try #require(PrintedSpread(PrintedNumber(units: spread, places: 2), mean: printed))
                if isPossible, !free.isPossible() { Issue.record("\(mean) ± \(spread), n = \(n), no scale") }
            }
        }
        #expect(possible > 0)
    }

    /// A value rounded with a tie either way, or cut off, in hundredths.
    private func printings(_ value: Double) -> Set<Int> {
        let scaled = value * 100
        var found: Set = [Int((scaled + 1e-7).rounded(.down)), Int((scaled + 0.5 - 1e-7).rounded(.down))]
        found.insert(Int((scaled + 0.5 + 1e-7).rounded(.down)))
        return found
    }

    @Test("No sample's standard deviation leaves the limits of its mean and range", arguments: 0..<200)
    func limits(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let values = (0..<Int.random(in: 2...30, using: &random)).map { _ in Double.random(in: -3...7, using: &random) }
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
        let (least, most) = (try #require(values.min()), try #require(values.max()))
        let largest = try #require(PrintedSpread.largest(mean: mean, from: least, to: most, n: values.count))
        let smallest = try #require(PrintedSpread.smallest(mean: mean, from: least, to: most, n: values.count))
        #expect(spread <= largest * (1 + 1e-12) && spread >= smallest * (1 - 1e-12))
        #expect(PrintedSpread.largest(mean: 9, from: 1, to: 5, n: 10) == nil)
    }

    @Test("The limits are reached")
    func tight() throws {
        // Half at each end, and all but the ends at the middle.
        #expect(close(try #require(PrintedSpread.largest(mean: 3, from: 1, to: 5, n: 4)), (16.0 / 3).squareRoot()))
        #expect(close(try #require(PrintedSpread.smallest(mean: 3, from: 1, to: 5, n: 4)), (8.0 / 3).squareRoot()))
    }
}
