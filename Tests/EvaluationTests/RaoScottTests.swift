import Evaluation
import Testing

@Suite("Independence under a survey design")
struct RaoScottTests {
    private func codes(_ seed: UInt64, _ n: Int) -> (rows: [String], columns: [String]) {
        var random = Seeded(seed)
        let rows = (0..<n).map { _ in ["a", "b", "c"].randomElement(using: &random) ?? "a" }
        return (
            rows, rows.map { $0 == "a" && Bool.random(using: &random) ? "x" : Bool.random(using: &random) ? "x" : "y" }
        )
    }

    @Test(
        "A simple random sample gives Pearson's statistic times (n − 1)/n over its degrees of freedom", arguments: 1...5
    )
    func simple(seed: UInt64) throws {
        let n = 60
        let (rows, columns) = codes(seed, n)
        let test = try RaoScott(rows: rows, columns: columns, design: SurveyDesign(count: n))
        var pearson = 0.0
        for row in ["a", "b", "c"] {
            for column in ["x", "y"] {
                let observed = Double(zip(rows, columns).count { $0 == row && $1 == column })
                let expected = Double(rows.count { $0 == row } * columns.count { $0 == column }) / Double(n)
                pearson += (observed - expected) * (observed - expected) / expected
            }
        }
        #expect(close(test.statistic, pearson * Double(n - 1) / Double(n) / 2, 1e-10))
        #expect(close([test.numeratorDegrees, test.denominatorDegrees], [2, 2 * 59], 1e-10))
        // With two numerator degrees of freedom the tail has a closed form.
        let closed = powerOf(1 + test.statistic / 59, -59)
        #expect(close(test.pValue, closed, 1e-10))
    }

    private func powerOf(_ base: Double, _ exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1) { product, _ in product / base }
    }

    @Test("Names, order of rows and scale of weights do not matter, nor which classification comes first")
    func invariance() throws {
        var random = Seeded(8)
        let n = 80
        let (rows, columns) = codes(8, n)
        let weights = (0..<n).map { _ in Double.random(in: 0.1...9, using: &random) }
        let clusters = (0..<n).map { String($0 % 9) }
        let base = try RaoScott(
            rows: rows, columns: columns, design: SurveyDesign(count: n, weights: weights, clusters: [clusters]))
        let order = (0..<n).shuffled(using: &random)
        let names = ["a": "z", "b": "y", "c": "x"]
        let other = try RaoScott(
            rows: order.map { columns[$0] }, columns: order.map { names[rows[$0]] ?? "" },
            design: SurveyDesign(
                count: n, weights: order.map { 1e4 * weights[$0] }, clusters: [order.map { clusters[$0] }]))
        #expect(
            close(
                [other.statistic, other.numeratorDegrees, other.denominatorDegrees, other.pValue],
                [base.statistic, base.numeratorDegrees, base.denominatorDegrees, base.pValue], 1e-9))
    }

    @Test("One level is no classification")
    func refusals() {
        #expect(throws: EvaluationRefusal(.singleGroup)) {
            try RaoScott(rows: ["a", "a", nil], columns: ["x", "y", "x"], design: SurveyDesign(count: 3))
        }
    }
}
