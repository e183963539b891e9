/// Horizontal bars, one per category, with the value written at the end of each.
public struct BarFigure: Figure {
    /// One bar.
    public struct Bar: Sendable, Hashable {
        public var label: String
        /// The length; negative values and values that are not finite draw no bar.
        public var value: Double
        /// The value as the reader sees it, such as `26 (86,7 %)`.
        public var text: String
        /// The class whose look the bar takes.
        public var series: Int

        public init(label: String, value: Double, text: String, series: Int = 0) {
            self.label = label
            self.value = value
            self.text = text
            self.series = series
        }
    }

    public var caption: Caption
    public var bars: [Bar]
    /// The value of a full-length bar; the greatest value where it is nil. 100 for percentages that fill the width.
    public var maximum: Double?
    /// Headings of the two columns of the table: category and value.
    public var header: (label: String, value: String)
    /// What stands in place of the bars where there are none.
    public var emptyText: String

    public init(
        caption: Caption, bars: [Bar], maximum: Double? = nil, header: (label: String, value: String),
        emptyText: String = "–"
    ) {
        self.caption = caption
        self.bars = bars
        self.maximum = maximum
        self.header = header
        self.emptyText = emptyText
    }

    public var table: DataTable {
        DataTable(header: [header.label, header.value], rows: bars.map { [$0.label, $0.text] })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let width = Layout.width
        guard !bars.isEmpty else {
            canvas.text(emptyText, Layout.margin, 28, fill: Ink.quiet)
            return canvas.document(width: width, height: 44)
        }
        let labels = LabelColumn(bars.map(\.label), limit: width * 0.38)
        let valueWidth = bars.map { TextMetrics.width($0.text, size: Layout.size) }.max() ?? 0
        let left = Layout.margin + labels.width + 10
        // A long value text keeps its room even where that leaves little for the bars: the drawing grows instead.
        let room = max(140, width - left - valueWidth - 8 - Layout.margin)
        let total = left + room + valueWidth + 8 + Layout.margin
        let top = maximum ?? bars.map { $0.value.isFinite ? $0.value : 0 }.max() ?? 0
        var y = Layout.margin
        for (index, bar) in bars.enumerated() {
            let height = max(26, labels.height(index) + 8)
            labels.draw(index, on: &canvas, right: left - 10, middle: y + height / 2)
            let share = top > 0 && bar.value.isFinite ? min(1, max(0, bar.value / top)) : 0
            canvas.block(left, y + height / 2 - 9, share * room, 18, series: bar.series)
            canvas.text(bar.text, left + share * room + 6, y + height / 2 + 4.5)
            y += height
        }
        canvas.line(left, Layout.margin, left, y, stroke: Ink.outline)
        return canvas.document(width: total, height: y + Layout.margin)
    }
}
