import Charts
import Foundation
import Testing

@Suite("Marks are as large as their values")
struct GeometryTests {
    /// Rounding to hundredths of a pixel.
    static let tolerance = 0.05

    @Test("bars are proportional to values, and a common maximum fixes the scale")
    func bars() throws {
        let free = try Drawing.read(Samples.bars([30, 15, 0]).svg()).marks("bar").map { $0.number("width") }
        #expect(free.count == 3 && free[0] > 100)
        #expect(abs(free[1] * 2 - free[0]) < Self.tolerance)
        #expect(free[2] == 0)
        var half = Samples.bars([30, 15, 0])
        half.maximum = 60
        let fixed = try Drawing.read(half.svg()).marks("bar").map { $0.number("width") }
        #expect(abs(fixed[0] * 2 - free[0]) < Self.tolerance)
    }

    @Test("stacked parts join without gap; shares fill the same width, amounts keep their proportion")
    func stacked() throws {
        let rows: [[Double]] = [[10, 20, 30], [5, 5, 20]]
        let shares = try Drawing.read(Samples.stacked(rows, shares: true).svg()).marks("segment")
        #expect(shares.count == 6)
        for start in [0, 3] {
            for index in start..<start + 2 {
                let end = shares[index].number("x") + shares[index].number("width")
                #expect(abs(end - shares[index + 1].number("x")) < Self.tolerance)
            }
        }
        func total(_ marks: ArraySlice<Drawing.Element>) -> Double { marks.map { $0.number("width") }.reduce(0, +) }
        #expect(abs(total(shares[0..<3]) - total(shares[3..<6])) < Self.tolerance)
        let amounts = try Drawing.read(Samples.stacked(rows, shares: false).svg()).marks("segment")
        #expect(abs(total(amounts[0..<3]) - 2 * total(amounts[3..<6])) < Self.tolerance)
    }

    @Test("the funnel's stage and its losses end together, and the losses begin where the next stage ends")
    func funnel() throws {
        let drawing = try Drawing.read(Samples.funnel([600, 450, 300]).svg())
        let stages = drawing.marks("stage")
        let losses = drawing.marks("loss")
        func end(_ mark: Drawing.Element) -> Double { mark.number("x") + mark.number("width") }
        #expect(stages.count == 3 && losses.count == 4)
        #expect(abs(stages[0].number("width") - 2 * stages[2].number("width")) < Self.tolerance)
        #expect(abs(end(losses[1]) - end(stages[0])) < Self.tolerance)
        #expect(abs(losses[0].number("x") - end(stages[1])) < Self.tolerance)
        #expect(abs(end(losses[3]) - end(stages[1])) < Self.tolerance)
    }

    @Test("curves run monotone from corner to corner of the frame")
    func curves() throws {
        let points = (0...10).map { (Double($0) / 10, Double($0 * $0) / 100) }
        let drawing = try Drawing.read(Samples.curves(points).svg())
        let frame = try #require(drawing.marks("frame").first)
        let curve = Drawing.points(try #require(drawing.marks("curve").first))
        #expect(curve.count == 11)
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.x < $1.x && $0.y >= $1.y })
        #expect(abs(curve[0].x - frame.number("x")) < Self.tolerance)
        #expect(abs(curve[0].y - frame.number("y") - frame.number("height")) < Self.tolerance)
        #expect(abs(curve[10].x - frame.number("x") - frame.number("width")) < Self.tolerance)
        #expect(abs(curve[10].y - frame.number("y")) < Self.tolerance)
        // Half of the people hold a quarter: the point lies below the diagonal, at a quarter of the height.
        let height = frame.number("y") + frame.number("height") - curve[5].y
        #expect(abs(height - frame.number("height") / 4) < Self.tolerance)
        #expect(drawing.marks("point").count == 11)
    }

    @Test("UpSet: bars follow the counts, filled dots name exactly the lists, a link joins them")
    func upSet() throws {
        let drawing = try Drawing.read(
            Samples.upSet(sizes: [100, 50, 25], combinations: [([0], 80), ([0, 2], 20), ([0, 1, 2], 10)]).svg())
        let bars = drawing.marks("bar").map { $0.number("height") }
        #expect(bars.count == 3)
        #expect(abs(bars[0] - 4 * bars[1]) < 4 * Self.tolerance && abs(bars[1] - 2 * bars[2]) < 2 * Self.tolerance)
        let columns = Dictionary(grouping: drawing.marks("member"), by: { $0.number("cx") })
        #expect(columns.keys.sorted().compactMap { columns[$0]?.count } == [1, 2, 3])
        #expect(drawing.marks("link").count == 2)
        let sizes = drawing.marks("size").map { $0.number("width") }
        #expect(abs(sizes[0] - 2 * sizes[1]) < Self.tolerance && abs(sizes[1] - 2 * sizes[2]) < Self.tolerance)
    }

    @Test("UpSet ignores a list that does not exist")
    func upSetOutside() throws {
        let drawing = try Drawing.read(Samples.upSet(sizes: [5, 5], combinations: [([0, 7, -1], 3)]).svg())
        #expect(drawing.marks("member").count == 1)
        #expect(drawing.marks("link").isEmpty)
    }

    @Test("a matrix has a cell for each pair, the diagonal is set apart, darker means more")
    func matrix() throws {
        let drawing = try Drawing.read(Samples.matrix(3) { $0 == $1 ? nil : Double($0 * 3 + $1) }.svg())
        #expect(drawing.marks("cell").count == 6)
        #expect(drawing.marks("blank").count == 3)
        func lightness(_ mark: Drawing.Element) -> Int {
            let hex = (mark.attributes["fill"] ?? "").dropFirst()
            return (0..<3).compactMap { Int(hex.dropFirst($0 * 2).prefix(2), radix: 16) }.reduce(0, +)
        }
        let shades = drawing.marks("cell").map(lightness)
        #expect(shades == shades.sorted(by: >) && Set(shades).count == 6)
    }

    @Test("texts on shaded cells keep a contrast of 4.5 and more")
    func contrast() throws {
        let figure = Samples.matrix(20) { Double(($0 * 20 + $1) * ($0 * 20 + $1)) }
        let drawing = try Drawing.read(figure.svg())
        func luminance(_ hex: String) -> Double {
            let channels = (0..<3).map { index in
                Double(Int(hex.dropFirst(1 + index * 2).prefix(2), radix: 16) ?? 0) / 255
            }
            let linear = channels.map(transfer)
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        func transfer(_ channel: Double) -> Double {
            channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
        }
        for cell in drawing.marks("cell") {
            let inside = drawing.texts.filter {
                $0.number("x") > cell.number("x") && $0.number("x") < cell.number("x") + cell.number("width")
                    && $0.number("y") > cell.number("y") && $0.number("y") < cell.number("y") + cell.number("height")
            }
            for text in inside {
                let pair = [cell, text].map { luminance($0.attributes["fill"] ?? "") }.sorted()
                #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, "\(cell.attributes) \(text.attributes)")
            }
        }
    }

    @Test("a gap in a trend breaks its line; higher values stand higher")
    func trend() throws {
        let drawing = try Drawing.read(Samples.trend([[10, 20, nil, 40, 30]]).svg())
        let lines = drawing.marks("curve").map(Drawing.points)
        #expect(lines.map(\.count) == [2, 2])
        #expect(lines[0][1].y < lines[0][0].y && lines[1][0].y < lines[0][1].y && lines[1][1].y > lines[1][0].y)
        let step = lines[0][0].y - lines[0][1].y
        #expect(abs((lines[0][1].y - lines[1][1].y) - step) < Self.tolerance)
    }

    @Test("an interval encloses its dot; what does not exist is not drawn")
    func interval() throws {
        let drawing = try Drawing.read(Samples.intervals([(0.5, 0.25, 0.75), (0.5, nil, nil)]).svg())
        let whiskers = drawing.marks("interval")
        let dots = drawing.marks("dot")
        #expect(whiskers.count == 1 && dots.count == 2)
        let middle = (whiskers[0].number("x1") + whiskers[0].number("x2")) / 2
        #expect(abs(middle - dots[0].number("cx")) < Self.tolerance)
        #expect(abs(drawing.marks("reference")[0].number("x1") - dots[0].number("cx")) < Self.tolerance)
    }
}
