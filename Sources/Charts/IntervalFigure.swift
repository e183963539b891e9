/// Estimates as dots with their intervals, one row each, on a common axis.
public struct IntervalFigure: Figure {
    /// One estimate; an interval that is missing is not drawn.
    public struct Row: Sendable, Hashable {
        public var label: String
        public var estimate: Double
        public var low: Double?
        public var high: Double?
        /// Estimate and interval as the reader sees them.
        public var text: String

        public init(label: String, estimate: Double, low: Double? = nil, high: Double? = nil, text: String) {
            self.label = label
            self.estimate = estimate
            self.low = low
            self.high = high
            self.text = text
        }
    }

    public var caption: Caption
    public var rows: [Row]
    /// A vertical line, such as a threshold, with its name.
    public var reference: (value: Double, label: String)?
    /// Ends of the axis; the data's own where nil.
    public var range: ClosedRange<Double>?
    /// Writes a tick: value and the places it needs.
    public var tick: @Sendable (_ value: Double, _ places: Int) -> String
    /// Headings of the table.
    public var header: (label: String, value: String)

    public init(
        caption: Caption, rows: [Row], reference: (value: Double, label: String)? = nil,
        range: ClosedRange<Double>? = nil, header: (label: String, value: String),
        tick: @escaping @Sendable (_ value: Double, _ places: Int) -> String
    ) {
        self.caption = caption
        self.rows = rows
        self.reference = reference
        self.range = range
        self.header = header
        self.tick = tick
    }

    public var table: DataTable {
        DataTable(header: [header.label, header.value], rows: rows.map { [$0.label, $0.text] })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let labels = LabelColumn(rows.map(\.label), limit: Layout.width * 0.34)
        let left = Layout.margin + labels.width + 16
        let texts = rows.map { TextMetrics.wrap($0.text, within: 165, size: Layout.small) }
        let textWidth = texts.joined().map { TextMetrics.width($0, size: Layout.small) }.max() ?? 0
        let room = max(170, Layout.width - left - textWidth - 14 - Layout.margin)
        let width = left + room + 14 + textWidth + Layout.margin
        let values = rows.flatMap { [$0.estimate, $0.low, $0.high].compactMap { $0 } }.filter(\.isFinite)
        let bounds = range.map { [$0.lowerBound, $0.upperBound] } ?? values + (reference.map { [$0.value] } ?? [])
        let scale = Scale(covering: bounds.min() ?? 0, bounds.max() ?? 1, count: 4)
        let axis = HorizontalAxis(scale: scale, left: left, room: room, width: width)
        func x(_ value: Double) -> Double { axis.x(value) }
        let top = Layout.margin + (reference == nil ? 0 : 18)
        var y = top
        let heights = rows.indices.map { row in
            max(28, labels.height(row) + 8, Double(texts[row].count) * Layout.leading(Layout.small) + 8)
        }
        let bottom = top + heights.reduce(0, +)
        axis.draw(on: &canvas, from: top, to: bottom, tick: tick)
        if let reference {
            axis.drawReference(reference, on: &canvas, y: Layout.margin + 8, from: top, to: bottom)
        }
        for (index, row) in rows.enumerated() {
            let middle = y + heights[index] / 2
            labels.draw(index, on: &canvas, right: left - 14, middle: middle)
            if let low = row.low, let high = row.high, low.isFinite, high.isFinite {
                canvas.line(x(low), middle, x(high), middle, stroke: Ink.outline, width: 2, kind: "interval")
                for end in [low, high] {
                    canvas.line(x(end), middle - 5, x(end), middle + 5, stroke: Ink.outline, width: 2)
                }
            }
            if row.estimate.isFinite {
                canvas.circle(
                    x(row.estimate), middle, radius: 5, fill: Ink.of(0).ink.fill, stroke: Ink.paper, kind: "dot")
            }
            let textTop = middle - Double(texts[index].count) * Layout.leading(Layout.small) / 2
            canvas.lines(texts[index], left + room + 14, textTop + Layout.small, size: Layout.small)
            y += heights[index]
        }
        return canvas.document(width: width, height: bottom + 28)
    }
}
