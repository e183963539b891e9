import Evaluation
import Testing

@Suite("How weights are spread over the rows")
struct WeightSpreadTests {
    private func spread(_ weights: [Double]?, count: Int? = nil) throws -> WeightSpread {
        try SurveyDesign(count: count ?? weights?.count ?? 0, weights: weights).weightSpread
    }

    @Test("Kish's effective size and the largest share, whatever the scale and beside rows of weight 0")
    func figures() throws {
        let found = try spread([1, 1, 0, 2])
        #expect(found.rows == 3 && close(found.effectiveSize, 16.0 / 6) && found.largestShare == 0.5)
        let large = try spread([1e300, 1e300, 0, 2e300])
        #expect(close(large.effectiveSize, found.effectiveSize) && large.largestShare == found.largestShare)
        let even = try spread(nil, count: 5)
        #expect(even.effectiveSize == 5 && even.largestShare == 0.2 && even.warnings.isEmpty)
    }

    @Test("Told where one row outweighs the others, or a few do")
    func concentrated() throws {
        let one = try spread([59] + Array(repeating: 1, count: 59))
        #expect(one.isConcentrated && one.warnings.map(\.code) == [.concentratedWeights])
        #expect(one.warnings[0].arguments == ["n": "60", "effective": "3.9", "percent": "50.0"])
        // 6 of 60 rows weigh 40 times as much: 294²/9654 = 8.95 rows, and none holds more than 14 %.
        #expect(try spread((0..<60).map { $0 % 10 == 0 ? 40 : 1 }).isConcentrated)
        // One of a thousand holds a tenth of the weight while the effective size is 99 of 1000.
        #expect(try spread([111] + Array(repeating: 1, count: 999)).isConcentrated)
    }

    @Test("Not told for weights as surveys have them, nor for a handful of rows")
    func usual() throws {
        #expect(try !spread((0..<60).map { 1 + Double($0 % 4) }).isConcentrated)
        #expect(try !spread([1, 10, 3]).isConcentrated)
        #expect(try !spread([7]).isConcentrated)
    }
}
