/// Lines over equally spaced periods, from zero.
public struct TrendFigure: Figure {
    public var caption: Caption
    /// Names of the periods.
    public var periods: [String]
    public var series: [LineSeries]
    /// Heading of the table's first column.
    public var periodHeader: String
    public var numbers: NumberStyle
    /// Decimal places of values in the table and at the last points.
    public var places: Int

    public init(
        caption: Caption, periods: [String], series: [LineSeries], periodHeader: String, numbers: NumberStyle,
        places: Int = 0
    ) {
        self.caption = caption
        self.periods = periods
        self.series = series
        self.periodHeader = periodHeader
        self.numbers = numbers
        self.places = places
    }

    public var table: DataTable {
        DataTable(
            header: [periodHeader] + series.map(\.label),
            rows: periods.enumerated().map { index, period in
                [period] + series.map { line in value(line, index).map { numbers.decimal($0, places) } ?? "–" }
            })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let legend = Legend(
            series.enumerated().map { Legend.Entry(label: $1.label, series: $0, sample: .line) },
            width: Layout.width - 2 * Layout.margin)
        if series.count > 1 { legend.draw(on: &canvas, x: Layout.margin, y: Layout.margin) }
        let top = Layout.margin + (series.count > 1 ? legend.height : 0) + 14
        let all = series.flatMap { line in periods.indices.compactMap { value(line, $0) } }
        let scale = Scale(covering: min(0, all.min() ?? 0), max(0, all.max() ?? 1), wholeNumbers: places == 0)
        let ticks = scale.ticks.map { numbers.decimal($0, scale.places) }
        let left = Layout.margin + (ticks.map { TextMetrics.width($0, size: Layout.small) }.max() ?? 0) + 8
        let ends = series.compactMap { line in lastPoint(line).map { numbers.decimal($0.value, places) } }
        let endWidth = ends.map { TextMetrics.width($0, size: Layout.small, bold: true) }.max() ?? 0
        let right = Layout.width - Layout.margin - endWidth - 12
        let height = 190.0
        func x(_ index: Int) -> Double {
            periods.count > 1
                ? left + 12 + Double(index) / Double(periods.count - 1) * (right - left - 12) : (left + right) / 2
        }
        func y(_ value: Double) -> Double { top + (1 - scale.position(value)) * height }
        for (tick, text) in zip(scale.ticks, ticks) {
            canvas.line(left, y(tick), right + 6, y(tick), stroke: tick == 0 ? Ink.outline : Ink.grid)
            canvas.text(text, left - 6, y(tick) + 4, size: Layout.small, anchor: .end, fill: Ink.quiet)
        }
        drawPeriods(on: &canvas, y: top + height + 18, x: x)
        for (index, line) in series.enumerated() {
            let ink = Ink.of(index).ink
            for run in runs(of: line) {
                let points = run.map { (x: x($0.index), y: y($0.value)) }
                canvas.polyline(points, stroke: ink.line, dash: ink.dash, kind: "curve")
                for point in points { canvas.circle(point.x, point.y, radius: 3, fill: ink.line, kind: "point") }
            }
        }
        drawEnds(on: &canvas, x: right + 10, limits: (top, top + height), y: y)
        return canvas.document(width: Layout.width, height: top + height + 34)
    }

    /// Every period that fits without touching its neighbour, always the last.
    private func drawPeriods(on canvas: inout Canvas, y: Double, x: (Int) -> Double) {
        var free = Double.infinity
        for index in periods.indices.reversed() {
            let width = TextMetrics.width(periods[index], size: Layout.small)
            let middle = max(x(index), width / 2 + 2)
            let centre = min(middle, Layout.width - width / 2 - 2)
            guard centre + width / 2 + 8 <= free else { continue }
            canvas.text(periods[index], centre, y, size: Layout.small, anchor: .middle, fill: Ink.quiet)
            free = centre - width / 2
        }
    }

    /// The last values at the right, moved apart where lines end close together.
    private func drawEnds(
        on canvas: inout Canvas, x: Double, limits: (top: Double, bottom: Double), y: (Double) -> Double
    ) {
        var ends: [(index: Int, value: Double, y: Double)] = []
        for (index, line) in series.enumerated() {
            if let last = lastPoint(line) { ends.append((index, last.value, y(last.value) + 4)) }
        }
        ends.sort { $0.y < $1.y }
        let gap = Layout.leading(Layout.small)
        for place in ends.indices.dropFirst() { ends[place].y = max(ends[place].y, ends[place - 1].y + gap) }
        if let last = ends.last, last.y > limits.bottom + 6 {
            let excess = last.y - limits.bottom - 6
            for place in ends.indices { ends[place].y -= excess }
        }
        for end in ends {
            canvas.text(
                numbers.decimal(end.value, places), x, end.y, size: Layout.small, bold: true,
                fill: Ink.of(end.index).ink.line)
        }
    }

    private func value(_ line: LineSeries, _ index: Int) -> Double? {
        guard index < line.values.count, let value = line.values[index], value.isFinite else { return nil }
        return value
    }

    private func lastPoint(_ line: LineSeries) -> (index: Int, value: Double)? {
        for index in periods.indices.reversed() {
            if let value = value(line, index) { return (index, value) }
        }
        return nil
    }

    private func runs(of line: LineSeries) -> [[(index: Int, value: Double)]] {
        var runs: [[(index: Int, value: Double)]] = []
        var run: [(index: Int, value: Double)] = []
        for index in periods.indices {
            if let value = value(line, index) {
                run.append((index, value))
            } else if !run.isEmpty {
                runs.append(run)
                run = []
            }
        }
        return run.isEmpty ? runs : runs + [run]
    }
}
