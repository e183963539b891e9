import Evaluation
import Testing

@Suite("Counts and percentages")
struct TableTests {
    @Test("Half-up percentages are the nearest, ties up, for every count of every n up to 120")
    func halfUp() throws {
        let rounding = try PercentRounding(decimals: 1)
        for n in 1...120 {
            for count in 0...n {
                let units = Int((try rounding.percent(count, of: n) * 10).rounded())
                // |units/10 − 100·count/n| ≤ 0.05, with the tie only from below.
                let error = 2 * (units * n - 1000 * count)
                #expect(error > -n && error <= n)
                let cut = Int((try rounding.percent(count, of: n, .truncate) * 10).rounded())
                #expect(cut * n <= 1000 * count && (cut + 1) * n > 1000 * count)
            }
        }
    }

    @Test(
        "Largest remainders add to 100, stay within one unit, and follow their counts when reordered", arguments: 0..<40
    )
    func largestRemainder(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let counts =
            (0..<Int.random(in: 1...7, using: &random)).map { _ in Int.random(in: 0...40, using: &random) } + [1]
        let rounding = try PercentRounding(decimals: 0)
        let parts = try rounding.largestRemainder(counts)
        let total = counts.reduce(0, +)
        #expect(parts.reduce(0, +) == 100)
        for (part, count) in zip(parts, counts) {
            #expect((part * Double(total) - Double(100 * count)).magnitude < Double(total))
        }
        let reversed = try rounding.largestRemainder(counts.reversed())
        #expect(reversed.sorted() == parts.sorted())
    }

    @Test("The published table: 47, 33, 3, 13, 3 make 99, and the unit goes to the larger count")
    func published() throws {
        let rounding = try PercentRounding(decimals: 0)
        #expect(try rounding.halfUp([14, 10, 1, 4, 1]) == [47, 33, 3, 13, 3])
        #expect(try rounding.sumHalfUp([14, 10, 1, 4, 1]) == 99)
        #expect(try rounding.largestRemainder([14, 10, 1, 4, 1]) == [47, 34, 3, 13, 3])
        #expect(throws: EvaluationRefusal(.zeroTotal)) { try rounding.halfUp([0, 0]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "counts")) { try rounding.halfUp([3, -1]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "decimals")) { try PercentRounding(decimals: -1) }
    }

    @Test(
        "Decimal text rounds as it is written, halves away from zero",
        arguments: [
            ("2.675", 2, "2.68"), ("1.005", 2, "1.01"), ("-0.005", 2, "-0.01"), ("-0.004", 2, "0.00"),
            ("9.995", 2, "10.00"),
            (".5", 0, "1"), ("1e-3", 3, "0.001"), ("12e2", 1, "1200.0"), ("99.949", 1, "99.9"), ("7", 2, "7.00"),
            ("0.00049", 3, "0.000"), ("-1.5", 0, "-2"), ("00012.50", 1, "12.5"),
        ])
    func decimalText(text: String, places: Int, expected: String) throws {
        #expect(try DecimalText.rounded(text, places: places) == expected)
    }

    @Test("What is no decimal number is refused", arguments: ["", "abc", "1,5", "1.2.3", "--1", "1e", "nan"])
    func noDecimal(text: String) {
        #expect(throws: EvaluationRefusal.self) { try DecimalText.rounded(text, places: 2) }
    }

    @Test("Levels are told apart and sorted by code point, whatever the order of rows")
    func frequency() throws {
        let cells: [String?] = ["b", "a", nil, "Z", "e\u{301}", "\u{e9}", "10", "9", "a"]
        let table = try FrequencyTable(cells)
        #expect(
            table.levels.map { Array($0.name.unicodeScalars) }
                == ["10", "9", "Z", "a", "b", "e\u{301}", "\u{e9}"].map { Array($0.unicodeScalars) })
        #expect(table.n == 9 && table.missing == 1 && table.valid == 8)
        #expect(try FrequencyTable(cells.reversed()).levels == table.levels)
        #expect(throws: EvaluationRefusal(.emptyData)) { try FrequencyTable([]) }
    }

    @Test("Several answers, three denominators")
    func multipleResponse() throws {
        let items: [[Double]] = [[1, 1, 0, 0], [1, 0, 0, 1], [0, 0, 0, 1]]
        let table = try MultipleResponse(items)
        #expect(table.counts == [2, 2, 1] && table.n == 4 && table.casesWithAny == 3)
        #expect(close(table.percentOfResponses, [40, 40, 20]))
        #expect(close(table.percentOfCases, [200.0 / 3, 200.0 / 3, 100.0 / 3]))
        let weighted = try MultipleResponse(items, weights: [5, 5, 5, 5])
        #expect(close(weighted.percentOfAll, table.percentOfAll))
        #expect(throws: EvaluationRefusal(.invalidOption, "items")) { try MultipleResponse([[2, 0]]) }
        #expect(throws: EvaluationRefusal.self) { try MultipleResponse([[0, 0]]) }
    }

    @Test("Every right figure is recognised, rounded or cut off; no count gives 94 % of 30")
    func printedPercent() throws {
        let rounding = try PercentRounding(decimals: 0)
        for n in [7, 9, 30] {
            for count in 0...n {
                let right = String(Int(try rounding.percent(count, of: n)))
                let cut = String(Int(try rounding.percent(count, of: n, .truncate)))
                #expect(PrintedPercent(right)?.verdict(count: count, of: n) == .rounded)
                #expect(PrintedPercent(cut)?.verdict(count: count, of: n) == (cut == right ? .rounded : .truncated))
            }
        }
        #expect(PrintedPercent("94 %")?.verdict(count: 28, of: 30) == .impossible)
        #expect(PrintedPercent(".14", whole: 1)?.verdict(count: 4, of: 30) == .impossible)
        #expect(PrintedPercent("22.2")?.verdict(count: 1, of: 9) == .otherCount)
        #expect(PrintedPercent("22.2")?.possibleCounts(of: 9) == 2...2)
        #expect(PrintedPercent("66,66")?.verdict(count: 6, of: 9) == .truncated)
        #expect(PrintedPercent("-") == nil && PrintedPercent("about 5") == nil)
    }
}
