import Problems
import Studies
import Testing

@Suite("Intervals: inside what the figure can be, and a warning where they say nothing")
struct IntervalRangeTests {
    /// Forty rows: one in twenty has the trait, and most amounts are one and the same.
    private var workshop: StudyWorkshop {
        var workshop = StudyWorkshop()
        let rows = (0..<40).map { row in
            "\(row % 2 == 0 ? "p" : "q"),\(row % 20 == 7 ? 1 : 0),\(row == 3 ? 900 : 0),\(row % 8 == 0 ? 250 + row : 300),"
                + "\(row % 20 == 7 ? 0 : 1),\(row - 20)"
        }
        workshop.csv = "g,rare,once,amount,common,signed\n" + rows.joined(separator: "\n") + "\n"
        workshop.head = "sampling: random\nsettings: {replicates: 1}\n"
        return workshop
    }

    private func interval(_ keys: String, _ key: String) throws -> StudyEstimate.Range {
        let estimate = try #require(try workshop.item(keys).estimates.first { $0.key == key })
        let value = try #require(estimate.value)
        let range = try #require(estimate.interval)
        #expect(range.low <= value && value <= range.high)
        return range
    }

    @Test("A mean of shares stays between 0 and 1, from either side")
    func shares() throws {
        #expect(try interval("method: mean, outcome: rare, unit: share", "mean").low == 0)
        #expect(try interval("method: mean, outcome: common, unit: share", "mean").high == 1)
        let parts = "method: ratio, denominator: common + rare, unit: share"
        #expect(try interval(parts + ", numerator: rare", "ratio").low == 0)
        #expect(try interval(parts + ", numerator: common", "ratio").high == 1)
    }

    @Test("Amounts that cannot be negative have no interval below 0; others do")
    func amounts() throws {
        #expect(try interval("method: total, outcome: once", "total").low == 0)
        #expect(try interval("method: mean, outcome: once", "mean").low == 0)
        #expect(try interval("method: mean, outcome: 0 - once", "mean").high == 0)
        #expect(try interval("method: total, outcome: signed", "total").low < -100)
        // A ratio whose parts may have either sign has no bound.
        #expect(try interval("method: ratio, numerator: signed, denominator: amount", "ratio").low < 0)
    }

    @Test("A ratio of amounts above 1 is not cut at 1")
    func ratios() throws {
        let range = try interval("method: ratio, numerator: amount, denominator: common", "ratio")
        #expect(range.low > 1)
    }

    @Test("Indices of inequality and shares of groups keep their bounds")
    func indices() throws {
        let item = try workshop.item("method: inequality, value: once + 1")
        for key in ["gini", "theil_t", "theil_l", "atkinson_05", "atkinson_1", "cv", "hoover"] {
            let range = try #require(item.estimates.first { $0.key == key }?.interval, "\(key)")
            #expect(range.low >= 0)
            if !["theil_t", "theil_l", "cv"].contains(key) { #expect(range.high <= 1, "\(key)") }
        }
        let shares = try workshop.item("method: incidence, outcome: once, rank: signed, groups: 5").estimates
        for share in shares where share.key == "benefit_share" {
            guard let range = share.interval else { continue }
            #expect(range.low >= 0 && range.high <= 1)
        }
    }

    @Test("A quantile among equal values says that its interval has no width")
    func heaped() throws {
        let item = try workshop.item("method: quantile, outcome: amount, shares: [0.5]")
        let estimate = try #require(item.estimates.first)
        #expect(estimate.interval == StudyEstimate.Range(300, 300))
        let warning = try #require(estimate.warnings.first { $0.code == "heaped-values" })
        #expect(warning.message.en.contains("87.5 percent"))
        #expect(warning.message.id.contains("87,5"))
        let spread = try workshop.item("method: quantile, outcome: signed, shares: [0.5]")
        #expect(spread.estimates.allSatisfy { $0.warnings.isEmpty })
    }
}
