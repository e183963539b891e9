import Problems
import Studies
import Testing

@Suite("Studies of very many rows")
struct LargeStudyTests {
    @Test("A drawn curve has as many corners as can be seen, and stays on the curve")
    func drawnCurve() throws {
        var workshop = StudyWorkshop()
        let count = 12_000
        // Row k of n spends k and receives the square of what is left to the top; one receives very much.
        let aid = { (row: Int) -> Double in row == 5000 ? 4e10 : Double((count - row) * (count - row)) }
        workshop.csv =
            "spend,aid\n" + (1...count).map { "\($0),\(Int(aid($0)))" }.joined(separator: "\n") + "\n"
        let item = try workshop.item("method: incidence, rank: spend, outcome: aid")
        let figure = try #require(item.figures.first)
        var sums = [0.0]
        for row in 1...count { sums.append(sums[row - 1] + aid(row)) }
        let curve = try #require(figure.curves.first { $0.role == .concentration })
        #expect(curve.points.count <= 2_002 && curve.points.count > 500)
        #expect(curve.points.first == StudyFigure.Point(0, 0))
        #expect(abs((curve.points.last?.y ?? 0) - 1) < 1e-12)
        for point in curve.points {
            let row = Int((point.x * Double(count)).rounded())
            #expect(abs(point.y - sums[row] / sums[count]) < 1e-9)
        }
        // Between two corners the curve moves by a thousandth, or by one row.
        for (left, right) in zip(curve.points, curve.points.dropFirst()) {
            #expect(right.x - left.x < 0.001 + 1.5 / Double(count))
        }
    }

    @Test("Of several analyses that cannot be carried out the first in the file is told, every time", arguments: 0..<20)
    func firstMistake(round: Int) throws {
        let analyses = (0..<6).map { "  - {name: a\($0), title: X, method: mean, outcome: none\($0)}\n" }.joined()
        let problem = #expect(throws: Problem.self) { try StudyWorkshop().run(analyses) }
        #expect(problem?.value == "none0")
    }
}
