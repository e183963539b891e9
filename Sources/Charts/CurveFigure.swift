/// Shares along a measure as lines, with one value of the measure marked.
public struct CurveFigure: Figure {
    public var caption: Caption
    /// Places on the measure, ascending.
    public var places: [Double]
    public var series: [LineSeries]
    /// Ends of the upright axis; from 0 to the greatest value where nil.
    public var range: ClosedRange<Double>?
    /// A vertical line, such as a threshold, with its name.
    public var reference: (value: Double, label: String)?
    /// The measure's name; also the heading of the table's first column.
    public var measure: String
    public var numbers: NumberStyle

    public init(
        caption: Caption, places: [Double], series: [LineSeries], range: ClosedRange<Double>? = nil,
        reference: (value: Double, label: String)? = nil, measure: String, numbers: NumberStyle
    ) {
        self.caption = caption
        self.places = places
        self.series = series
        self.range = range
        self.reference = reference
        self.measure = measure
        self.numbers = numbers
    }

    public var table: DataTable {
        let isWhole = places.allSatisfy { $0 == $0.rounded() }
        return DataTable(
            header: [measure] + series.map(\.label),
            rows: places.indices.map { place in
                [numbers.decimal(places[place], isWhole ? 0 : 1)]
                    + series.map { line in value(line, place).map { numbers.percent($0, 1) } ?? "–" }
            })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let (width, plot) = (Layout.width, 200.0)
        let legend = Legend(
            series.enumerated().map { Legend.Entry(label: $1.label, series: $0, sample: .line) },
            width: width - 2 * Layout.margin)
        legend.draw(on: &canvas, x: Layout.margin, y: Layout.margin)
        let top = Layout.margin + legend.height + 10 + (reference == nil ? 0 : 18)
        let bottom = top + plot
        let all = series.flatMap { line in places.indices.compactMap { value(line, $0) } }
        let scale = Scale(
            covering: range?.lowerBound ?? min(0, all.min() ?? 0), range?.upperBound ?? (all.max() ?? 1), count: 4)
        let ticks = scale.ticks.map { numbers.percent($0, max(0, scale.places - 2)) }
        let left = Layout.margin + (ticks.map { TextMetrics.width($0, size: Layout.small) }.max() ?? 0) + 8
        let ends = places.filter(\.isFinite) + (reference.map { [$0.value] } ?? [])
        let axis = HorizontalAxis(
            scale: Scale(covering: ends.min() ?? 0, ends.max() ?? 1, count: 8), left: left,
            room: width - Layout.margin - left, width: width)
        func y(_ value: Double) -> Double { bottom - scale.position(value) * plot }
        for (tick, text) in zip(scale.ticks, ticks) {
            canvas.line(left, y(tick), width - Layout.margin, y(tick))
            canvas.text(text, left - 6, y(tick) + 4, size: Layout.small, anchor: .end, fill: Ink.quiet)
        }
        axis.draw(on: &canvas, from: bottom, to: bottom, tick: numbers.decimal)
        canvas.line(left, bottom, width - Layout.margin, bottom, stroke: Ink.outline)
        for (index, line) in series.enumerated() {
            let ink = Ink.of(index).ink
            for run in runs(of: line) {
                let points = run.map { (x: axis.x(places[$0.place]), y: y($0.value)) }
                canvas.polyline(points, stroke: ink.line, dash: ink.dash, kind: "curve")
                if points.count == 1 {
                    canvas.circle(points[0].x, points[0].y, radius: 3, fill: ink.line, kind: "point")
                }
            }
        }
        if let reference { axis.drawReference(reference, on: &canvas, y: top - 8, from: top, to: bottom) }
        let foot = TextMetrics.wrap(measure, within: width - 2 * Layout.margin, size: Layout.small)
        canvas.lines(foot, width / 2, bottom + 36, size: Layout.small, anchor: .middle, fill: Ink.quiet)
        return canvas.document(
            width: width, height: bottom + 30 + Double(foot.count) * Layout.leading(Layout.small))
    }

    private func value(_ line: LineSeries, _ place: Int) -> Double? {
        guard place < line.values.count, places[place].isFinite, let value = line.values[place], value.isFinite
        else { return nil }
        return value
    }

    private func runs(of line: LineSeries) -> [[(place: Int, value: Double)]] {
        var runs: [[(place: Int, value: Double)]] = [[]]
        for place in places.indices {
            if let value = value(line, place) {
                runs[runs.count - 1].append((place, value))
            } else if runs[runs.count - 1].isEmpty == false {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }
}
