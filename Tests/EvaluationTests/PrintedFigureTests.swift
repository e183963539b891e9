import Evaluation
import Foundation
import Testing

@Suite("Printed figures and the whole numbers behind them")
struct PrintedFigureTests {
    @Test(
        "Numbers as publications print them",
        arguments: [
            ("66,66", false, 6666, 2), (".14", false, 14, 2), ("94 %", false, 94, 0), ("−2.31", false, -231, 2),
            ("1.619.600", false, 1_619_600, 0), ("1.234,5", false, 12345, 1), ("1,234.5", false, 12345, 1),
            ("50.000", true, 50000, 0), ("50.000", false, 50000, 3), ("0,000", true, 0, 3), ("0.125", true, 125, 3),
            ("+7", false, 7, 0), ("570,000,000", false, 570_000_000, 0),
        ])
    func reading(text: String, grouped: Bool, units: Int, places: Int) {
        #expect(PrintedNumber(text, grouped: grouped) == PrintedNumber(units: units, places: places))
    }

    @Test("A declared decimal sign decides what is ambiguous")
    func signs() {
        #expect(PrintedNumber("50.000", decimalSign: .comma) == PrintedNumber(units: 50000, places: 0))
        #expect(PrintedNumber("50.000", decimalSign: .point) == PrintedNumber(units: 50000, places: 3))
        #expect(PrintedNumber("50,0", decimalSign: .point) == nil)
    }

    @Test(
        "What is no printed number",
        arguments: [
            "", "-", "about 5", "1.2.3", "12.34.567,8", "1,23,4", "5%%x", "nan", "1e5", "1234567890123456", ".",
            "1.23.456",
        ])
    func refused(text: String) { #expect(PrintedNumber(text) == nil) }

    /// The units that a fraction prints as in each honest way, by whole-number arithmetic.
    private func prints(_ count: Int, _ scale: Int, _ n: Int) -> Set<Int> {
        let (quotient, rest) = (count * scale).quotientAndRemainder(dividingBy: n)
        var found: Set<Int> = [quotient]
        if 2 * rest >= n { found.insert(quotient + 1) }
        return found
    }

    @Test("Possible counts equal those found by trying every count", arguments: [0, 1, 2])
    func counts(places: Int) throws {
        let scale = [100, 1000, 10000][places]
        for n in [1, 2, 3, 7, 8, 9, 16, 30, 37, 64] {
            var byUnits: [Int: [Int]] = [:]
            for count in 0...n { for units in prints(count, scale, n) { byUnits[units, default: []].append(count) } }
            for units in 0...scale {
                let figure = try #require(PrintedPercent(PrintedNumber(units: units, places: places)))
                let right = byUnits[units]
                // One expectation for each figure: millions of them would take minutes.
                let holds =
                    figure.possibleCounts(of: n).map(Array.init) == right
                    && (units % 7 != 0
                        || (0...n).allSatisfy { count in
                            let verdict = figure.verdict(count: count, of: n)
                            let isPossible = right?.contains(count) ?? false
                            return isPossible == (verdict == .rounded || verdict == .truncated)
                                && (right == nil) == (verdict == .impossible)
                        })
                if !holds { Issue.record("\(units) of \(n)") }
            }
        }
    }

    @Test("Samples of any size are answered at once, and without overflow")
    func large() throws {
        let third = try #require(PrintedPercent("33.3333333333333"))
        #expect(third.possibleCounts(of: .max) != nil && third.verdict(count: .max, of: .max) == .otherCount)
        #expect(third.possibleCounts(of: 3) == 1...1 && third.possibleCounts(of: 0) == nil)
        #expect(try #require(PrintedPercent("999999999999999")).possibleCounts(of: 5) == nil)
        #expect(third.nearestCounts(of: 5) == [1, 2])
    }

    @Test("Sizes that fit are those whose every figure has a count")
    func sizes() throws {
        let figures = try ["33.3", "66.7", "0"].map { (percent: try #require(PrintedPercent($0)), count: Int?.none) }
        #expect(PrintedPercent.sizes(fitting: figures, through: 12) == [3, 6, 9, 12])
        let counted = [(percent: try #require(PrintedPercent("33.3")), count: Int?.some(4))]
        #expect(PrintedPercent.sizes(fitting: counted, through: 100) == [12])
        #expect(PrintedPercent.sizes(fitting: [], through: 5).isEmpty)
    }

    @Test("A column's sum can be the whole exactly when its parts' roundings allow it", arguments: 0..<40)
    func columns(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let counts = (0..<6).map { _ in Int.random(in: 0...30, using: &random) } + [1]
        let n = counts.reduce(0, +)
        let figures = try counts.map { count in
            let units = try #require(prints(count, 1000, n).randomElement(using: &random))
            return try #require(PrintedPercent(PrintedNumber(units: units, places: 1)))
        }
        let column = PrintedColumn(figures)
        #expect(column.exactSum.contains(100))
        #expect(close(column.sum, figures.reduce(0) { $0 + $1.value }))
        #expect(!PrintedColumn(figures + figures).exactSum.contains(100))
    }

    @Test("Shares of money: every way is found, by trying all", arguments: 0..<25)
    func shares(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let people = (0..<4).map { _ in Int.random(in: 0...4, using: &random) } + [1]
        let larger = people.map { Int.random(in: 0...$0, using: &random) }
        func total(_ larger: [Int]) -> [Int] { zip(people, larger).map { 2 * $0 + $1 } }
        let all = total(larger).reduce(0, +)
        let shares = try total(larger).map { part in
            try #require(PrintedPercent(PrintedNumber(units: (200 * part + all) / (2 * all), places: 2), whole: 1))
        }
        var ways = [[Int]()]
        for count in people { ways = ways.flatMap { way in (0...count).map { way + [$0] } } }
        let right = ways.filter { way in
            let all = total(way).reduce(0, +)
            return zip(shares, total(way)).allSatisfy { share, part in
                // Half of a place on either side, in whole numbers.
                (2 * (100 * part - share.units * all)).magnitude <= all.magnitude
            }
        }
        let found = try #require(ShareSolutions(shares, people: people, amounts: (2, 3)))
        #expect(found.count == right.count && found.count > 0)
        #expect(found.smallest?.larger.reduce(0, +) == right.map { $0.reduce(0, +) }.min())
    }
}
