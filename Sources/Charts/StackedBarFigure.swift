/// Horizontal bars that are split into parts; each bar fills the same width, or its length follows its total.
public struct StackedBarFigure: Figure {
    /// One bar with a value for each part, in the order of ``StackedBarFigure/parts``.
    public struct Row: Sendable, Hashable {
        public var label: String
        public var values: [Double]

        public init(label: String, values: [Double]) {
            self.label = label
            self.values = values
        }
    }

    public var caption: Caption
    /// Heading of the table's first column.
    public var rowHeader: String
    /// Names of the parts.
    public var parts: [String]
    public var rows: [Row]
    /// Whether every bar fills the width (shares) instead of growing with its total.
    public var shares: Bool
    /// The class whose look each part takes; by position where nil.
    public var classes: [Int]?
    /// Writes a value inside its part where there is room, and in the table.
    public var text: @Sendable (Double) -> String

    public init(
        caption: Caption, rowHeader: String, parts: [String], rows: [Row], shares: Bool = false,
        classes: [Int]? = nil, text: @escaping @Sendable (Double) -> String
    ) {
        self.caption = caption
        self.rowHeader = rowHeader
        self.parts = parts
        self.rows = rows
        self.shares = shares
        self.classes = classes
        self.text = text
    }

    public var table: DataTable {
        DataTable(header: [rowHeader] + parts, rows: rows.map { row in [row.label] + row.values.map(text) })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let labels = LabelColumn(rows.map(\.label), limit: Layout.width * 0.38)
        let left = Layout.margin + labels.width + 10
        let room = max(180, Layout.width - left - Layout.margin)
        let total = left + room + Layout.margin
        let legend = Legend(
            parts.enumerated().map { Legend.Entry(label: $1, series: look($0), sample: .block) },
            width: total - 2 * Layout.margin)
        legend.draw(on: &canvas, x: Layout.margin, y: Layout.margin)
        var y = Layout.margin + legend.height + 6
        let plotTop = y
        let sums = rows.map { $0.values.map(Self.drawable).reduce(0, +) }
        let greatest = sums.max() ?? 0
        for (index, row) in rows.enumerated() {
            let height = max(30, labels.height(index) + 8)
            labels.draw(index, on: &canvas, right: left - 10, middle: y + height / 2)
            let full = shares ? sums[index] : greatest
            var x = left
            for (part, value) in row.values.prefix(parts.count).enumerated() {
                let width = full > 0 ? Self.drawable(value) / full * room : 0
                guard width > 0 else { continue }
                canvas.block(x, y + height / 2 - 11, width, 22, series: look(part), kind: "segment")
                label(text(value), on: &canvas, x: x, width: width, middle: y + height / 2, series: look(part))
                x += width
            }
            y += height
        }
        if !rows.isEmpty { canvas.line(left, plotTop, left, y, stroke: Ink.outline) }
        return canvas.document(width: total, height: y + Layout.margin)
    }

    private func label(
        _ text: String, on canvas: inout Canvas, x: Double, width: Double, middle: Double, series: Int
    ) {
        let needed = TextMetrics.width(text, size: Layout.small)
        guard needed + 8 <= width else { return }
        let ink = Ink.of(series).ink
        if ink.pattern != .plain {
            canvas.rect(x + width / 2 - needed / 2 - 2, middle - 7, needed + 4, 14, fill: ink.fill, radius: 2)
        }
        canvas.text(text, x + width / 2, middle + 4, size: Layout.small, anchor: .middle, fill: ink.text)
    }

    private func look(_ part: Int) -> Int { classes.flatMap { part < $0.count ? $0[part] : nil } ?? part }

    private static func drawable(_ value: Double) -> Double { value.isFinite ? max(0, value) : 0 }
}
