import Problems
import Studies
import Testing

@Suite("Each kind of table: a right one passes, each fault is found by its code")
struct PaperKindTests {
    @Test(
        "Categories",
        arguments: [
            ("rows: [{label: a, count: 11}, {label: b, count: 3}]", 10, ["count-above-n", "counts-do-not-add"]),
            ("rows: [{label: a, count: 6}, {label: b, count: 4}]\ntotal: {count: 11}", 10, ["total-differs"]),
            (
                "rows: [{label: a, percent: '60'}, {label: b, percent: '40'}]\ntotal: {count: 12}", 10,
                ["total-is-not-n"]
            ),
            ("rows: [{label: a, percent: '60'}, {label: b, percent: '30'}]", 10, ["percents-do-not-add"]),
            (
                "rows: [{label: a, percent: '60'}, {label: b, percent: '40'}]\ntotal: {percent: '102'}", 10,
                ["percent-total-differs"]
            ),
            ("rows: [{label: a, percent: '61'}, {label: b, percent: '40'}]", 10, ["percent-impossible-for-n"]),
            ("rows: [{label: a, percent: '66.6'}, {label: b, percent: '33.3'}]", 9, ["percent-truncated-alone"]),
            ("rows: [{label: a, count: 2}, {label: b, rest: true}]", 10, []),
            ("rows: [{label: a, count: 12}, {label: b, rest: true}]", 10, ["count-above-n", "counts-exceed-n"]),
            ("complete: false\nrows: [{label: a, count: 6}, {label: b, count: 6}]", 10, ["counts-exceed-n"]),
            (
                "multiple: true\nrows: [{label: a, count: 9, percent: '90'}, {label: b, count: 8, percent: '80'}]\ntotal: {count: 17, percent: '170'}",
                10, []
            ),
            (
                "multiple: true\nrows: [{label: a, count: 9, percent: '91'}, {label: b, count: 8, percent: '80'}]", 10,
                ["percent-impossible"]
            ),
            ("of: 1\nrows: [{label: a, percent: '0,47'}, {label: b, percent: '.53'}]", 30, []),
            (
                "of: 1\nrows: [{label: a, percent: '0,45'}, {label: b, percent: '.55'}]", 30,
                ["percent-impossible-for-n", "percent-impossible-for-n"]
            ),
            ("of: 1\nshares-of: amounts\nrows: [{label: a, percent: '0,45'}, {label: b, percent: '.55'}]", 30, []),
            (
                "rows: [{label: Rp1.000.000 - Rp2.000.000, count: 5}, {label: Rp2.000.000 - Rp3.000.000, count: 5}]",
                10, ["categories-overlap"]
            ),
            ("rows: [{label: 17 – 25 tahun, count: 5}, {label: 26 – 35 tahun, count: 5}]", 10, []),
            ("rows: [{label: married women, count: 5}, {label: women, count: 5}]", 10, []),
            ("rows: [{label: 2019-2020, count: 5}, {label: 2020-2021, count: 5}]", 10, []),
            ("rows: [{label: father of mother, count: 5}, {label: mother of father, count: 5}]", 10, []),
            ("rows: [{label: Food trading, count: 5}, {label: food trades, count: 5}]", 10, ["label-repeated"]),
            ("rows: [{label: a, n: 5, count: 2, percent: '40'}, {label: b, n: 8, count: 2, percent: '25'}]", 10, []),
            ("rows: [{label: a, count: 1, percent: '12'}, {label: b, count: 7, percent: '88'}]", 8, []),
            ("rows: [{label: a, count: 1.234, percent: '61,7'}, {label: b, count: 766, percent: '38,3'}]", 2000, []),
        ] as [(String, Int, [String])])
    func categories(yaml: String, n: Int, codes: [String]) throws {
        #expect(try PaperFixture.codes(yaml, n: n) == codes)
    }

    @Test("No n: which sizes fit, and that none does")
    func sizes() throws {
        let thirds = try PaperFixture.audit("rows: [{label: a, percent: '33.3'}, {label: b, percent: '66.7'}]")
        #expect(thirds.findings.map(\.code) == ["paper.size-inferred"])
        #expect(thirds.findings.first?.possible.prefix(3) == ["3", "6", "9"])
        let none = try PaperFixture.codes(
            "multiple: true\nrows: [{label: a, percent: '33.3333333'}, {label: b, percent: '14.2857142'}, {label: c, percent: '9.1234567'}]"
        )
        #expect(none == ["no-size-fits"])
        #expect(try PaperFixture.codes("rows: [{label: a, percent: '0'}, {label: b, percent: '100'}]").isEmpty)
    }

    @Test(
        "Means",
        arguments: [
            ("rows: [{label: a, mean: 3.45, sd: 1.19}]", 20, []),
            ("rows: [{label: a, mean: 3.47}]", 20, ["mean-impossible"]),
            ("rows: [{label: a, mean: '3,66'}]", 3, ["mean-truncated"]),
            ("rows: [{label: a, mean: 5.2}]", 20, ["outside-range"]),
            ("rows: [{label: a, mean: 3.00, sd: 2.2}]", 20, ["spread-too-large"]),
            ("rows: [{label: a, mean: 3.50, sd: 0.20}]", 4, ["spread-impossible"]),
            ("rows: [{label: a, mean: 3.50, sd: 0.50}]", 4, ["spread-of-population"]),
            ("rows: [{label: a, mean: 3.50, sd: 0.58, se: 0.29}]", 4, []),
            ("rows: [{label: a, mean: 3.50, sd: 0.58, se: 0.58}]", 4, ["error-differs"]),
            ("rows: [{label: a, mean: 3.50, sum: 14}]", 4, []),
            ("rows: [{label: a, mean: 3.50, sum: 15}]", 4, ["sum-is-not-mean-times-n"]),
            ("rows: [{label: a, mean: 3.50, sd: 0.58, min: 1, max: 5}]", 4, ["spread-too-small"]),
            ("rows: [{label: a, min: 1, max: 6}]", 4, ["outside-range"]),
            ("rows: [{label: a, median: 3.5}]", 5, ["median-impossible"]),
            ("rows: [{label: a, median: 3.5}]", 6, []),
            ("rows: [{label: a, mean: 3.00, sd: -1.0}]", 4, ["spread-negative"]),
            (
                "rows: [{label: a, n: 10, mean: 3.0}, {label: b, n: 30, mean: 4.0}]\ntotal: {label: all, n: 40, mean: 3.8}",
                40, []
            ),
            (
                "rows: [{label: a, n: 10, mean: 3.0}, {label: b, n: 30, mean: 4.0}]\ntotal: {label: all, n: 41, mean: 3.5}",
                40, ["total-differs", "total-mean-differs"]
            ),
        ] as [(String, Int, [String])])
    func means(yaml: String, n: Int, codes: [String]) throws {
        #expect(try PaperFixture.codes("kind: means\nstep: 1\nscale: {min: 1, max: 5}\n" + yaml, n: n) == codes)
    }

    @Test(
        "Tests",
        arguments: [
            ("t: 2.31, df: 28, p: 0.028", []), ("t: 2.31, df: 28, p: '.014'", ["p-one-sided"]),
            ("t: 2.31, df: 28, p: '.014', tails: one", []), ("t: 2.31, df: 28, p: 0.28", ["p-differs"]),
            ("t: 2.31, df: 28, p: '< .05'", []), ("t: 2.31, df: 28, p: '< .01'", ["p-differs"]),
            ("t: 2.31, df: 28, p: '> .05'", ["p-differs"]), ("z: -4.372, p: '0,000'", ["p-printed-as-zero"]),
            ("z: 1.96, p: 0.05", []), ("chi2: 3.84, df: 1, p: 0.05", []),
            ("chi2: -3.8, df: 1", ["statistic-impossible"]),
            ("f: 4.20, df: 1, df2: 28, p: 0.05", []), ("f: 4.20, df: 1, df2: 28, p: 0.5", ["p-differs"]),
            ("r: 0.36, n: 30, p: 0.05", []), ("r: 1.2, n: 30", ["statistic-impossible"]),
            ("z: 1, p: 1.3", ["p-above-one"]),
            ("z: 1.00, p: 0.317, significant: true", ["decision-differs"]),
            ("z: 2.50, p: 0.012, significant: false", ["decision-differs"]), ("t: 2.3, p: 0.02", []),
        ] as [(String, [String])])
    func tests(row: String, codes: [String]) throws {
        #expect(try PaperFixture.codes("kind: tests\nrows: [{label: a, \(row)}]") == codes)
    }

    @Test("A p-value below what is printed is offered as a limit, not as zero")
    func smallP() throws {
        let audit = try PaperFixture.audit(
            "kind: tests\nrows: [{label: a, z: 5.00, p: '0,03'}, {label: b, z: 2.00, p: .5}]")
        #expect(audit.findings.map(\.possible) == [["< 0,01"], ["< 0.1"]])
    }

    @Test(
        "Signed ranks",
        arguments: [
            (
                "negative: {n: 3, mean: 4.00, sum: 12.00}\npositive: {n: 9, mean: 7.33, sum: 66.00}\nties: 2\ntotal: 14\nz: -2.118\np: .034",
                []
            ),
            ("negative: {n: 3, sum: 12.00}\npositive: {n: 9, sum: 67.00}\nties: 2", ["rank-sums-do-not-add"]),
            ("negative: {n: 3, mean: 5.00, sum: 12.00}\npositive: {n: 9, sum: 66.00}", ["mean-rank-differs"]),
            ("negative: {n: 3, mean: '4,00', sum: 12}\npositive: {n: 9, mean: '7,33', sum: 66}", []),
            ("negative: {n: 3, mean: '4,17', sum: 12}\npositive: {n: 9, mean: '7,28', sum: 66}", []),
            ("negative: {n: 3, mean: '4,00', sum: 12}\npositive: {n: 9, mean: '7,40', sum: 66}", ["mean-rank-differs"]),
            ("negative: {n: 3, mean: '4,25', sum: 12}\npositive: {n: 9, mean: '7,33', sum: 66}", ["mean-rank-differs"]),
            (
                "negative: {n: 3, sum: 2.00}\npositive: {n: 9, sum: 76.00}",
                ["rank-sum-impossible", "rank-sum-impossible"]
            ),
            ("negative: {n: 3, sum: 12.00}\npositive: {n: 9, sum: 66.00}\nz: -3.9", ["z-outside-range"]),
            ("negative: {n: 3, sum: 12.00}\npositive: {n: 9, sum: 66.00}\nz: -2.118\np: .5", ["rank-p-differs"]),
            ("negative: {n: 3, sum: 12.00}\npositive: {n: 9, sum: 66.00}\nties: 2\ntotal: 15", ["total-differs"]),
            (
                "negative: {n: 0}\npositive: {n: 3, sum: 6}\nheading: Sesudah - Sebelum\npositive-means: Sesudah > Sebelum",
                []
            ),
            (
                "negative: {n: 0}\npositive: {n: 3, sum: 6}\nheading: Sebelum - Sesudah\npositive-means: Sebelum < Sesudah",
                ["heading-reversed"]
            ),
        ] as [(String, [String])])
    func signedRanks(yaml: String, codes: [String]) throws {
        #expect(try PaperFixture.codes("kind: signed-ranks\n" + yaml) == codes)
    }

    @Test(
        "Rank sums, correlations, intervals, regressions",
        arguments: [
            (
                "kind: rank-sums\ngroups: [{n: 4, mean: 2.50, sum: 10.00}, {n: 5, mean: 7.00, sum: 35.00}]\nu: 0\nz: -2.449\np: .014",
                []
            ),
            (
                "kind: rank-sums\ngroups: [{n: 4, sum: 10.00}, {n: 5, sum: 36.00}]",
                ["rank-sum-impossible", "rank-sums-do-not-add"]
            ),
            ("kind: rank-sums\ngroups: [{n: 4, sum: 12.00}, {n: 5, sum: 33.00}]\nu: 3.000", ["u-differs"]),
            ("kind: rank-sums\ngroups: [{n: 4}, {n: 5}]\nu: 21", ["u-impossible"]),
            ("kind: rank-sums\ngroups: [{n: 4, sum: 10}, {n: 5, sum: 35}]\nu: 0\nz: -0.5", ["z-too-small"]),
            ("kind: correlations\nrows: [{pair: [a, b], r: .9}, {pair: [a, c], r: .8}, {pair: [b, c], r: .7}]", []),
            (
                "kind: correlations\nrows: [{pair: [a, b], r: .9}, {pair: [a, c], r: .9}, {pair: [b, c], r: -.2}]",
                ["correlations-incompatible"]
            ),
            ("kind: correlations\nrows: [{pair: [a, b], r: .9}, {pair: [b, a], r: .7}]", ["correlation-twice"]),
            ("kind: correlations\nrows: [{pair: [a, b], r: -1.01}]", ["statistic-impossible"]),
            ("kind: intervals\nrows: [{label: a, estimate: 2.0, lower: 1.0, upper: 3.0, se: 0.5}]", []),
            (
                "kind: intervals\nrows: [{label: a, estimate: 4.0, lower: 1.0, upper: 3.0}]",
                ["estimate-outside-interval"]
            ),
            ("kind: intervals\nrows: [{label: a, estimate: 2.5, lower: 1.0, upper: 3.0}]", ["interval-not-symmetric"]),
            ("kind: intervals\nrows: [{label: a, estimate: 2.0, lower: 3.0, upper: 1.0}]", ["interval-reversed"]),
            (
                "kind: intervals\nrows: [{label: a, estimate: 2.0, lower: 1.0, upper: 3.0, se: 1.00}]",
                ["interval-width-differs"]
            ),
            ("kind: intervals\nof: ratio\nrows: [{label: a, estimate: 2.00, lower: 1.00, upper: 4.00}]", []),
            (
                "kind: intervals\nof: ratio\nrows: [{label: a, estimate: 2.50, lower: 1.00, upper: 4.00}]",
                ["interval-not-symmetric"]
            ),
            (
                "kind: intervals\nof: percent\nrows: [{label: a, estimate: 98, lower: 93, upper: 103}]",
                ["outside-range"]
            ),
            (
                "kind: regression\ndf: 96\nrows: [{label: a, b: 0.52, se: 0.21, t: 2.48, p: 0.015, lower: 0.10, upper: 0.94}]",
                []
            ),
            ("kind: regression\ndf: 96\nrows: [{label: a, b: 0.52, se: 0.21, t: 3.48, p: 0.001}]", ["ratio-differs"]),
            (
                "kind: regression\nstatistic: wald\nrows: [{label: a, b: 0.69, se: 0.30, wald: 5.3, p: 0.021, odds: 1.99, lower: 1.11, upper: 3.59}]",
                []
            ),
            ("kind: regression\nstatistic: z\nrows: [{label: a, b: 0.69, odds: 3.10}]", ["odds-differ"]),
        ] as [(String, [String])])
    func models(yaml: String, codes: [String]) throws {
        #expect(try PaperFixture.codes(yaml) == codes)
    }

    @Test(
        "Classes, indices, calculations, loans, formulas",
        arguments: [
            (
                "kind: classes\nrows: [{label: a, limits: 1 - 10}, {label: b, limits: 11 - 20}, {label: c, limits: 21 - 30}]",
                []
            ),
            ("kind: classes\nrows: [{label: a, limits: 1 - 10}, {label: b, limits: 12 - 20}]", ["class-hole"]),
            ("kind: classes\nrows: [{label: a, limits: 1 - 10}, {label: b, limits: 10 - 20}]", ["class-overlap"]),
            (
                "kind: classes\nrows: [{label: a, limits: '0% - 49,9%'}, {label: b, limits: '50% - 100%'}]",
                ["class-hole"]
            ),
            (
                "kind: classes\nstep: 0.1\nrows: [{label: a, limits: '0% - 49,9%'}, {label: b, limits: '50% - 100%'}]",
                []
            ),
            (
                "kind: classes\nmin: 0\nmax: 30\nwidth: 12\nrows: [{label: a, limits: 0 - 10}, {label: b, limits: 11 - 20}, {label: c, limits: 21 - 30}]",
                ["class-width-differs"]
            ),
            (
                "kind: classes\nmin: 5\nmax: 30\nrows: [{label: a, limits: 0 - 10}, {label: b, limits: 11 - 30}]",
                ["class-end-differs"]
            ),
            ("kind: index\nparts: [{label: a, value: 87}, {label: b, value: 70}]\nsum: 157\nvalue: '79'", []),
            (
                "kind: index\nparts: [{label: a, value: 87}, {label: b, value: 70}]\nsum: 157\nvalue: '78,5'",
                ["index-too-precise"]
            ),
            (
                "kind: index\nparts: [{label: a, value: 87}, {label: b, value: 70}]\nsum: 158\nvalue: '90'",
                ["total-differs", "index-differs"]
            ),
            ("kind: arithmetic\nrows: [{label: a, product: [475, 1.200.000], result: 570.000.000}]", []),
            (
                "kind: arithmetic\nrows: [{label: a, product: [475, 1.200.000], result: 560.000.000}]",
                ["arithmetic-differs"]
            ),
            (
                "kind: arithmetic\nrows: [{label: a, percent: [9, 475], result: '1,9'}, {label: b, difference: [5, 2], result: 4}]",
                ["arithmetic-differs"]
            ),
            (
                "kind: arithmetic\nrows: [{label: a, sum: ['1,25', '2,5'], result: '3,8'}, {label: b, quotient: [1, 0], result: 4}]",
                []
            ),
            (
                "kind: loans\nrows: [{label: a, principal: 2000000, instalment: 50000, periods: 50, total: 2500000, flat: 25}]",
                []
            ),
            (
                "kind: loans\nrows: [{label: a, principal: 2000000, instalment: 50000, periods: 50, total: 2400000}]",
                ["loan-figure-differs"]
            ),
            (
                "kind: loans\nrows: [{label: a, principal: 2000000, instalment: 50000, periods: 50, yearly-rate: 30}]",
                ["loan-rate-differs"]
            ),
            (
                "kind: loans\nrows: [{label: a, principal: 2000000, instalment: 50000, periods: 50}, {label: b, principal: 3000000, instalment: 80000, periods: 50}]",
                ["loan-terms-differ"]
            ),
            ("kind: loans\nsays: light\nrows: [{label: a, principal: 2000000, instalment: 40000, periods: 50}]", []),
            ("kind: formulas\nrows: [{label: a, printed: n / 2, must-equal: sqrt(n), with: {n: 4}}]", []),
            (
                "kind: formulas\nrows: [{label: a, printed: n / 2, must-equal: sqrt(n), with: {n: 9}}]",
                ["formula-differs"]
            ),
            ("kind: formulas\nrows: [{label: a, printed: n / 0, must-equal: 1, with: {n: 9}}]", []),
        ] as [(String, [String])])
    func rules(yaml: String, codes: [String]) throws {
        #expect(try PaperFixture.codes(yaml) == codes)
    }

    @Test("An index is held to the tables it is taken from, and to its class table")
    func index() throws {
        let yaml = """
            paper: test
            title: Uji
            n: 40
            tables:
              - {name: x, rows: [{label: good, count: 30, percent: "75"}, {label: bad, count: 10, percent: "25"}]}
              - {name: k, kind: classes, rows: [{label: low, limits: "< 60"}, {label: mid, limits: 60 - 79}, {label: high, limits: "> 80"}]}
              - name: i
                kind: index
                classes: k
                parts:
                  - {label: a, value: 75, class: high, table: x, row: good}
                  - {label: b, value: 80, class: high, table: x, row: good}
                  - {label: c, value: 59, class: poor}
                value: "71,3"
            """
        let findings = try PaperFixture.paper(yaml).audit().findings
        #expect(
            findings.map { ($0.place.row ?? "-") + " " + $0.code }.sorted() == [
                "- paper.index-too-precise", "a paper.class-of-other-value", "b paper.part-differs",
                "b paper.value-in-no-class", "c paper.class-label-differs", "high paper.class-hole",
            ])
    }
}
