import Evaluation
import Problems

/// The tables *Ranks* and *Test Statistics* as SPSS prints them, and the estimates that SPSS leaves out.
struct SignedRankLayout {
    let result: SignedRankResult
    let caption: LocalText
    let unit: StudyUnit

    var ranks: StudyTable {
        let test = result.test
        func line(_ key: String, _ mark: String, _ n: Int, _ mean: Double?, _ sum: Double) -> StudyTable.Row {
            .init([
                .text(Wording.text(key)), .marked(.count(n), mark), .number(mean ?? 0, places: 2),
                .number(sum, places: 2),
            ])
        }
        return StudyTable(
            .ranks, IncidenceLayout.joined(caption, Wording.text("table.ranks")),
            columns: [
                .init(Wording.text("column.after-before")), .init(Wording.text("column.spss-n"), numeric: true),
                .init(Wording.text("column.mean-rank"), numeric: true),
                .init(Wording.text("column.sum-ranks"), numeric: true),
            ],
            rows: [
                line("row.negative-ranks", "a", test.negative, test.meanRankMinus, test.rankSumMinus),
                line("row.positive-ranks", "b", test.positive, test.meanRankPlus, test.rankSumPlus),
                .init([.text(Wording.text("row.ties")), .marked(.count(test.zero), "c"), .empty, .empty]),
                .init([.text(Wording.text("row.total")), .count(result.n), .empty, .empty], total: true),
            ],
            footnotes: [
                .init("a", Wording.text("note.after-less")), .init("b", Wording.text("note.after-more")),
                .init("c", Wording.text("note.after-equal")),
            ])
    }

    var statistics: StudyTable {
        let basedOnNegative = result.test.rankSumMinus <= result.test.rankSumPlus
        return StudyTable(
            .testStatistics, IncidenceLayout.joined(caption, Wording.text("table.test-statistics")),
            columns: [.init(LocalText("")), .init(Wording.text("column.after-before"), numeric: true)],
            rows: [
                .init([.text(Wording.text("row.z")), .marked(.number(result.zSPSS, places: 3), "b")]),
                .init([.text(Wording.text("row.asymptotic")), .pValue(result.asymptotic.value)]),
                .init([.text(Wording.text("row.exact")), .pValue(result.exact.value)]),
            ],
            footnotes: [
                .init("a", Wording.text("note.signed-rank-test")),
                .init("b", Wording.text(basedOnNegative ? "note.based-on-negative" : "note.based-on-positive")),
            ])
    }

    var estimates: StudyTable {
        let effect = result.effect
        let wilson = result.improved.wilson
        let (all, nonzero) = (result.shiftAll, result.shiftNonzero)
        let rows: [(String, StudyCell)] = [
            ("row.median-before", amount(result.medianBefore)), ("row.median-after", amount(result.medianAfter)),
            ("row.median-difference", amount(effect.medianDifference)),
            ("row.hodges-lehmann", amount(all.estimate)), ("row.hodges-lehmann-interval", amounts(all.interval)),
            ("row.hodges-lehmann-nonzero", amount(nonzero.estimate)),
            ("row.hodges-lehmann-nonzero-interval", amounts(nonzero.interval)),
            ("row.rank-biserial", .number(effect.rankBiserial, places: 2)),
            ("row.r", .number(effect.zOverRootN, places: 2)),
            ("row.improved", .percent(result.improved.successes, of: result.n, places: 1)),
            ("row.improved-interval", .interval(100 * wilson.lower, 100 * wilson.upper, places: 1)),
            ("row.sign-test", .pValue(result.signTest.pValue)),
        ]
        return StudyTable(
            .estimates, IncidenceLayout.joined(caption, Wording.text("table.effect")),
            columns: [.init(Wording.text("column.quantity")), .init(Wording.text("column.value"), numeric: true)],
            rows: rows.map { .init([.text(Wording.text($0)), $1]) })
    }

    private func amount(_ value: Double) -> StudyCell { .amount(value, unit: unit.rawValue) }

    private func amounts(_ interval: Interval) -> StudyCell {
        .range(amount(interval.lower), amount(interval.upper))
    }
}
