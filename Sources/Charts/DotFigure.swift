import Foundation

/// Several values of one thing as marks on a common axis, one row each, so that their distance can be seen.
public struct DotFigure: Figure {
    /// One row; a value that is missing is not drawn.
    public struct Row: Sendable, Hashable {
        public var label: String
        /// One value for each series.
        public var values: [Double?]
        /// The values as the reader sees them in the table.
        public var texts: [String]
        /// What stands at the end of the row, such as a ratio of the values; the last column of the table.
        public var note: String

        public init(label: String, values: [Double?], texts: [String], note: String) {
            self.label = label
            self.values = values
            self.texts = texts
            self.note = note
        }
    }

    public var caption: Caption
    public var rows: [Row]
    /// What the marks mean.
    public var series: [String]
    /// Whether equal distances are equal ratios. Values of 0 and below then stand at the low end.
    public var isLogarithmic: Bool
    /// Ends of the axis; the data's own where nil.
    public var range: ClosedRange<Double>?
    /// Headings of the table: the rows, and the notes.
    public var header: (label: String, note: String)
    /// Writes a tick: value and the places it needs.
    public var tick: @Sendable (_ value: Double, _ places: Int) -> String

    public init(
        caption: Caption, rows: [Row], series: [String], isLogarithmic: Bool = false,
        range: ClosedRange<Double>? = nil, header: (label: String, note: String),
        tick: @escaping @Sendable (_ value: Double, _ places: Int) -> String
    ) {
        self.caption = caption
        self.rows = rows
        self.series = series
        self.isLogarithmic = isLogarithmic
        self.range = range
        self.header = header
        self.tick = tick
    }

    public var table: DataTable {
        DataTable(
            header: [header.label] + series + [header.note],
            rows: rows.map { row in
                [row.label] + series.indices.map { row.texts.indices.contains($0) ? row.texts[$0] : "" } + [row.note]
            })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let labels = LabelColumn(rows.map(\.label), limit: Layout.width * 0.4)
        let left = Layout.margin + labels.width + 18
        let noteWidth = rows.map { TextMetrics.width($0.note, size: Layout.small) }.max() ?? 0
        let room = max(170, Layout.width - left - noteWidth - 20 - Layout.margin)
        let width = left + room + 20 + noteWidth + Layout.margin
        let values = rows.flatMap { $0.values.compactMap { $0 } }.filter(\.isFinite)
        let bounds = (range.map { [$0.lowerBound, $0.upperBound] } ?? values).map(place).filter(\.isFinite)
        let axis = HorizontalAxis(
            scale: Scale(
                covering: bounds.min() ?? 0, bounds.max() ?? 1, count: isLogarithmic ? 10 : 5,
                wholeNumbers: isLogarithmic),
            left: left, room: room, width: width)
        let legend = Legend(
            series.enumerated().map { Legend.Entry(label: $1, series: $0, sample: .mark) },
            width: width - 2 * Layout.margin)
        legend.draw(on: &canvas, x: Layout.margin, y: Layout.margin)
        let top = Layout.margin + legend.height + 6
        let heights = rows.indices.map { max(26, labels.height($0) + 8) }
        let bottom = top + heights.reduce(0, +)
        axis.draw(on: &canvas, from: top, to: bottom) { value, places in
            isLogarithmic ? tick(pow(10, value), max(0, Int(-value))) : tick(value, places)
        }
        var y = top
        for (index, row) in rows.enumerated() {
            let middle = y + heights[index] / 2
            labels.draw(index, on: &canvas, right: left - 14, middle: middle)
            let marks = row.values.prefix(series.count).map { value -> Double? in
                guard let value, value.isFinite else { return nil }
                return axis.x(place(value))
            }
            let drawn = marks.compactMap { $0 }
            if let first = drawn.min(), let last = drawn.max(), last > first {
                canvas.line(first, middle, last, middle, stroke: Ink.quiet, width: 1.5, kind: "span")
            }
            // The first series last, so that it lies on top of the others.
            for (place, x) in marks.enumerated().reversed() {
                if let x { canvas.mark(x, middle, series: place, kind: "dot") }
            }
            canvas.text(row.note, width - Layout.margin, middle + 4, size: Layout.small, anchor: .end)
            y += heights[index]
        }
        return canvas.document(width: width, height: bottom + 28)
    }

    /// Where a value stands on the axis.
    private func place(_ value: Double) -> Double {
        guard isLogarithmic else { return value }
        return value > 0 ? max(-12, log10(value)) : -.infinity
    }
}
