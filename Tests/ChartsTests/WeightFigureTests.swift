import Charts
import Testing

@Suite("Figures of sums, shares and counts along a measure")
struct WeightFigureTests {
    private func end(_ mark: Drawing.Element) -> Double { mark.number("x") + mark.number("width") }

    @Test("each bar of a waterfall begins where the one before ended; the last is the sum from zero")
    func waterfall() throws {
        let drawing = try Drawing.read(Samples.waterfall([-10, 30, -5, 10], reference: 12).svg())
        let steps = drawing.marks("step")
        let total = try #require(drawing.marks("total").first)
        #expect(steps.count == 4)
        let unit = steps[1].number("width") / 30
        #expect(unit > 2)
        for (mark, length) in zip(steps, [10.0, 30, 5, 10]) {
            #expect(abs(mark.number("width") - length * unit) < 0.05)
        }
        // Down to −10, up to 20, down to 15, up to 25.
        #expect(abs(steps[0].number("x") - steps[1].number("x")) < 0.05)
        #expect(abs(end(steps[1]) - end(steps[2])) < 0.05)
        #expect(abs(steps[2].number("x") - steps[3].number("x")) < 0.05)
        #expect(abs(end(total) - end(steps[3])) < 0.05)
        #expect(abs(total.number("x") - end(steps[0])) < 0.05 && abs(total.number("width") - 25 * unit) < 0.05)
        // What raises and what lowers differ in look, and the threshold stands at its value.
        #expect(Set(steps.map { $0.attributes["fill"] }).count == 2)
        let reference = try #require(drawing.marks("reference").first)
        #expect(abs(reference.number("x1") - total.number("x") - 12 * unit) < 0.05)
        #expect(drawing.marks("joint").count == 4)
    }

    @Test("a waterfall's table ends with the sum")
    func waterfallTable() {
        let figure = Samples.waterfall([1, 2])
        #expect(figure.table.rows.count == 3 && figure.table.rows.last?.last == "jumlah")
    }

    @Test("columns are as high as their counts; beyond the marked value they look another way")
    func histogram() throws {
        let drawing = try Drawing.read(Samples.histogram([10, 20, 0, 40], reference: 0).svg())
        let bars = drawing.marks("bar")
        #expect(bars.count == 3)
        let heights = bars.map { $0.number("height") }
        #expect(abs(heights[1] - 2 * heights[0]) < 0.05 && abs(heights[2] - 4 * heights[0]) < 0.05)
        #expect(bars[0].attributes["fill"] == bars[1].attributes["fill"])
        #expect(bars[1].attributes["fill"] != bars[2].attributes["fill"])
        // The empty bin leaves its room: one step lies between the second and the third column.
        #expect(abs(bars[2].number("x") - end(bars[1]) - bars[0].number("width")) < 0.05)
        let reference = try #require(drawing.marks("reference").first)
        #expect(abs(reference.number("x1") - bars[2].number("x")) < 0.05)
    }

    @Test("with ratios, ten times as much is one step higher, and a single one is seen")
    func ratios() throws {
        let bars = try Drawing.read(Samples.histogram([1, 10, 100, 1000], logarithmic: true).svg()).marks("bar")
        let heights = bars.map { $0.number("height") }
        #expect(heights.count == 4 && heights[0] > 5)
        #expect(abs((heights[1] - heights[0]) - (heights[3] - heights[2])) < 0.05)
        #expect(heights[1] - heights[0] > 20)
    }

    @Test("a gap breaks a line of shares; higher shares stand higher, later places further right")
    func shares() throws {
        let drawing = try Drawing.read(Samples.shares([[0.2, 0.4, nil, 0.9, 0.6]], reference: 1).svg())
        let curves = drawing.marks("curve").map(Drawing.points)
        #expect(curves.map(\.count) == [2, 2])
        #expect(curves[0][1].y < curves[0][0].y && curves[1][0].y < curves[0][1].y && curves[1][1].y > curves[1][0].y)
        let step = curves[0][1].x - curves[0][0].x
        #expect(step > 10 && abs(curves[1][0].x - curves[0][0].x - 3 * step) < 0.05)
        let reference = try #require(drawing.marks("reference").first)
        #expect(abs(reference.number("x1") - curves[1][0].x) < 0.05)
        #expect(Samples.shares([[0.2, nil]]).table.rows == [["-2.0", "20.0 %"], ["-1.0", "–"]])
    }

    @Test("marks of one row lie apart as their ratio says")
    func dots() throws {
        let drawing = try Drawing.read(Samples.dots([[1, 0.01, nil], [0.1, 0.001, 0.1]], logarithmic: true).svg())
        let spans = drawing.marks("span")
        #expect(spans.count == 2)
        let lengths = spans.map { $0.number("x2") - $0.number("x1") }
        #expect(abs(lengths[0] - lengths[1]) < 0.05 && lengths[0] > 50)
        #expect(drawing.marks("dot").count == 5)
        let table = Samples.dots([[1, nil, 2]]).table
        #expect(table.header.count == 5 && table.rows[0].suffix(4) == ["1.0", "–", "2.0", "+0"])
    }
}
