/// Lorenz and concentration curves in one square, with the line of equality.
///
/// Every curve runs through points (cumulative share of people, cumulative share of benefit or income), both between 0
/// and 1. The line of equality is the diagonal.
public struct ConcentrationFigure: Figure {
    /// A point: the first `people` share of persons holds the share `amount`.
    public struct Point: Sendable, Hashable {
        public var people: Double
        public var amount: Double

        public init(people: Double, amount: Double) {
            self.people = people
            self.amount = amount
        }
    }

    /// The limits of a curve at one share of people.
    public struct Limits: Sendable, Hashable {
        public var people: Double
        public var low: Double
        public var high: Double

        public init(people: Double, low: Double, high: Double) {
            self.people = people
            self.low = low
            self.high = high
        }
    }

    /// One curve.
    public struct Curve: Sendable, Hashable {
        public var label: String
        public var points: [Point]
        /// Whether every point is marked (class points); otherwise only the line is drawn.
        public var marked: Bool
        /// Whether the points are joined by a line.
        public var joined: Bool
        /// The band around the curve, by rising share of people; empty for none.
        public var band: [Limits]

        public init(
            label: String, points: [Point], marked: Bool = false, joined: Bool = true, band: [Limits] = []
        ) {
            self.band = band
            self.label = label
            self.points = points
            self.marked = marked
            self.joined = joined
        }

        /// The height of the curve over a share of people, on the line between its points; nil outside them.
        func amount(at share: Double) -> Double? {
            for point in points where abs(point.people - share) < 1e-9 { return point.amount }
            guard joined else { return nil }
            for (left, right) in zip(points, points.dropFirst()) where left.people < share && share < right.people {
                let part = (share - left.people) / (right.people - left.people)
                return left.amount + part * (right.amount - left.amount)
            }
            return nil
        }
    }

    public var caption: Caption
    public var curves: [Curve]
    public var equalityLabel: String
    /// Name of the horizontal axis, which is also the table's first column.
    public var peopleLabel: String
    /// Name of the vertical axis.
    public var amountLabel: String
    public var numbers: NumberStyle

    public init(
        caption: Caption, curves: [Curve], equalityLabel: String, peopleLabel: String, amountLabel: String,
        numbers: NumberStyle
    ) {
        self.caption = caption
        self.curves = curves
        self.equalityLabel = equalityLabel
        self.peopleLabel = peopleLabel
        self.amountLabel = amountLabel
        self.numbers = numbers
    }

    /// One row for each tenth of the people, one column for each curve; a curve of points alone has values only there.
    public var table: DataTable {
        let rows = (0...10).map { step -> [String] in
            let share = Double(step) / 10
            return [numbers.percent(share, 0)]
                + curves.map { curve in curve.amount(at: share).map { numbers.percent($0, 1) } ?? "–" }
        }
        return DataTable(header: [peopleLabel] + curves.map(\.label), rows: rows)
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
        let tickWidth = ticks.map { TextMetrics.width(numbers.percent($0, 0), size: Layout.small) }.max() ?? 0
        let side = 380.0
        let amount = TextMetrics.wrap(amountLabel, within: side, size: Layout.small, bold: true)
        let nameWidth = Double(amount.count) * Layout.leading(Layout.small)
        let left = Layout.margin + nameWidth + 4 + tickWidth + 6
        let top = Layout.margin + 6
        let width = max(Layout.width, left + side + tickWidth)
        func x(_ share: Double) -> Double { left + Self.held(share) * side }
        func y(_ share: Double) -> Double { top + (1 - Self.held(share)) * side }
        for tick in ticks {
            canvas.line(x(tick), top, x(tick), top + side)
            canvas.line(left, y(tick), left + side, y(tick))
            let text = numbers.percent(tick, 0)
            canvas.text(text, x(tick), top + side + 17, size: Layout.small, anchor: .middle, fill: Ink.quiet)
            canvas.text(text, left - 6, y(tick) + 4, size: Layout.small, anchor: .end, fill: Ink.quiet)
        }
        canvas.rect(left, top, side, side, fill: "none", stroke: Ink.outline, kind: "frame")
        canvas.line(x(0), y(0), x(1), y(1), stroke: Ink.quiet, width: 1.4, dash: "3 3", kind: "equality")
        // Bands lie below all curves. They end in the corners, where every curve begins and ends.
        for (index, curve) in curves.enumerated() where !curve.band.isEmpty {
            let upper = curve.band.map { (x: x($0.people), y: y($0.high)) }
            let lower = curve.band.reversed().map { (x: x($0.people), y: y($0.low)) }
            canvas.area(
                [(x(0), y(0))] + upper + [(x(1), y(1))] + lower, fill: Ink.of(index).ink.line, opacity: 0.16,
                kind: "band")
        }
        for (index, curve) in curves.enumerated() {
            let ink = Ink.of(index).ink
            let points = curve.points.map { (x: x($0.people), y: y($0.amount)) }
            if curve.joined {
                canvas.polyline(points, stroke: ink.line, width: 2.4, dash: ink.dash, kind: "curve")
            }
            if curve.marked {
                for point in points {
                    canvas.circle(point.x, point.y, radius: 4.5, fill: Ink.paper, stroke: ink.line, kind: "point")
                }
            }
        }
        for (row, line) in amount.enumerated() {
            let place = Layout.margin + Layout.small + Double(row) * Layout.leading(Layout.small)
            canvas.text(line, place, top + side / 2, size: Layout.small, anchor: .middle, bold: true, turned: true)
        }
        var bottom = top + side + 36
        let people = TextMetrics.wrap(peopleLabel, within: side, size: Layout.small, bold: true)
        canvas.lines(people, left + side / 2, bottom, size: Layout.small, anchor: .middle, bold: true)
        bottom += Double(people.count) * Layout.leading(Layout.small) + 4
        return finish(&canvas, left: left, bottom: bottom, width: width)
    }

    private func finish(_ canvas: inout Canvas, left: Double, bottom: Double, width: Double) -> String {
        let room = width - left - Layout.margin
        let equality = TextMetrics.wrap(equalityLabel, within: room - 28, size: Layout.small)
        let middle = bottom + 8
        canvas.line(left, middle, left + 22, middle, stroke: Ink.quiet, width: 1.4, dash: "3 3", kind: "key")
        canvas.lines(equality, left + 28, bottom + 12, size: Layout.small)
        let next = bottom + Double(equality.count) * Layout.leading(Layout.small) + 4
        let legend = Legend(
            curves.enumerated().map {
                Legend.Entry(label: $1.label, series: $0, sample: $1.joined ? .line : .dot)
            }, width: room)
        legend.draw(on: &canvas, x: left, y: next)
        return canvas.document(width: width, height: next + legend.height + Layout.margin)
    }

    private static func held(_ share: Double) -> Double { share.isFinite ? min(1, max(0, share)) : 0 }
}
