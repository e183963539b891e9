import Evaluation
import Foundation
import Testing

@Suite("Loan cost and satisfaction index")
struct LoanAndSatisfactionTests {
    @Test(
        "At the rate found the instalments are worth the principal",
        arguments: [(2e6, 5e4, 50), (2e6, 1e5, 50), (100, 1, 50), (1, 1e6, 3), (1e6, 1, 2)])
    func rate(principal: Double, instalment: Double, weeks: Int) throws {
        let loan = try LoanCost(principal: principal, instalment: instalment, weeks: weeks)
        let worth = (1...weeks).reduce(0.0) { $0 + instalment / pow(1 + loan.weeklyRate, Double($1)) }
        #expect(close(worth, principal, 1e-9))
        #expect(loan.total == instalment * Double(weeks))
        #expect((loan.weeklyRate > 0) == (loan.flat > 0))
    }

    @Test("A loan without cost has rate 0, one week has the flat rate")
    func edges() throws {
        let free = try LoanCost(principal: 50, instalment: 1, weeks: 50)
        #expect(free.weeklyRate == 0 && free.effectiveAnnualRate == 0 && free.flat == 0)
        #expect(close(try LoanCost(principal: 100, instalment: 110, weeks: 1).weeklyRate, 0.1))
        #expect(throws: EvaluationRefusal(.invalidOption, "weeks")) {
            try LoanCost(principal: 1, instalment: 1, weeks: 0)
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "instalment")) {
            try LoanCost(principal: 1, instalment: 0, weeks: 5)
        }
    }

    @Test("Perfect answers give 100, with the printed weight only 99; what is not answered does not count")
    func satisfaction() throws {
        let perfect = try SatisfactionIndex(items: Array(repeating: [4, 4], count: 9), printedWeight: 0.11)
        #expect(close(perfect.index, 100) && close(perfect.printedIndex ?? 0, 99))
        let gaps = try SatisfactionIndex(items: [[1, 4, .nan], [2, .nan, .nan]])
        #expect(gaps.itemMeans == [2.5, 2] && gaps.index == 56.25 && gaps.missing == 3 && gaps.n == 3)
        #expect(gaps.printedIndex == nil)
        #expect(close(try SatisfactionIndex(items: [[5]], highest: 5).index, 100))
    }

    @Test("Classes begin at their limits, and a shortfall of rounding does not cost one")
    func classes() throws {
        // Item means of 2.6 and thereabouts: exactly 65, class C, in whatever order they are added.
        let items: [[Double]] = [[2, 3, 3, 2, 3], [3, 3, 3, 3, 3], [2, 2, 2, 2, 3]]
        let index = try SatisfactionIndex(items: items).index
        #expect(SatisfactionIndex.Classes.permenpan2017.label(index) == "C")
        let labels = [100, 88.31, 88.3, 76.61, 76.6, 65, 64.9].map(SatisfactionIndex.Classes.permenpan2017.label)
        #expect(labels == ["A", "A", "B", "B", "C", "C", "D"])
        let older = [81.26, 81.25, 62.51, 43.76, 43.75].map(SatisfactionIndex.Classes.kepmenpan2004.label)
        #expect(older == ["A", "B", "B", "C", "D"])
    }

    @Test("Answers outside the scale and items without answers are refused")
    func refusals() {
        #expect(throws: EvaluationRefusal(.invalidOption, "scale")) { try SatisfactionIndex(items: [[5]]) }
        #expect(throws: EvaluationRefusal(.emptyData, "items")) { try SatisfactionIndex(items: [[4], [.nan]]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "items")) { try SatisfactionIndex(items: []) }
    }
}
