import Foundation

/// Counts in columns over equal steps of a measure, with one value marked.
public struct HistogramFigure: Figure {
    /// One column.
    public struct Bin: Sendable, Hashable {
        /// Where it begins; it ends where the next step begins.
        public var from: Double
        /// The height; negative counts and counts that are not finite draw no column.
        public var count: Double
        /// The count as the reader sees it.
        public var text: String

        public init(from: Double, count: Double, text: String) {
            self.from = from
            self.count = count
            self.text = text
        }
    }

    public var caption: Caption
    public var bins: [Bin]
    /// The width of a bin.
    public var step: Double
    /// Whether equal heights are equal ratios, from 1 on.
    public var isLogarithmic: Bool
    /// A vertical line, such as a threshold, with its name. Bins that begin there or later have another look.
    public var reference: (value: Double, label: String)?
    /// Names of the two axes; also the headings of the table.
    public var axes: (measure: String, count: String)
    public var numbers: NumberStyle

    public init(
        caption: Caption, bins: [Bin], step: Double, isLogarithmic: Bool = false,
        reference: (value: Double, label: String)? = nil, axes: (measure: String, count: String), numbers: NumberStyle
    ) {
        self.caption = caption
        self.bins = bins
        self.step = step
        self.isLogarithmic = isLogarithmic
        self.reference = reference
        self.axes = axes
        self.numbers = numbers
    }

    public var table: DataTable {
        DataTable(
            header: [axes.measure, axes.count], rows: bins.map { [numbers.decimal($0.from, places), $0.text] })
    }

    private var places: Int { step == step.rounded() ? 0 : 2 }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let drawn = bins.filter { $0.from.isFinite && $0.count.isFinite && $0.count > 0 }
        let most = height(drawn.map(\.count).max() ?? 1)
        let scale = Scale(covering: 0, max(1, most), count: 4, wholeNumbers: true)
        // One step below 1, so that a column of one is seen.
        let floor = isLogarithmic ? -0.3 : 0
        let ticks = scale.ticks.map { numbers.decimal(isLogarithmic ? pow(10, $0) : $0, 0) }
        let left = Layout.margin + (ticks.map { TextMetrics.width($0, size: Layout.small) }.max() ?? 0) + 8
        let (width, plot) = (Layout.width, 190.0)
        let heading = TextMetrics.wrap(axes.count, within: width - 2 * Layout.margin, size: Layout.small)
        canvas.lines(heading, Layout.margin, Layout.margin + 8, size: Layout.small, fill: Ink.quiet)
        let top =
            Layout.margin + Double(heading.count) * Layout.leading(Layout.small) + 12 + (reference == nil ? 0 : 18)
        let bottom = top + plot
        func y(_ count: Double) -> Double {
            bottom - max(0, min(1, (height(count) - floor) / (scale.high - floor))) * plot
        }
        let ends = drawn.map(\.from) + drawn.map { $0.from + step } + (reference.map { [$0.value] } ?? [])
        let axis = HorizontalAxis(
            scale: Scale(covering: ends.min() ?? 0, ends.max() ?? 1, count: 8, wholeNumbers: places == 0), left: left,
            room: width - Layout.margin - left, width: width)
        for (value, text) in zip(scale.ticks, ticks) {
            let place = y(isLogarithmic ? pow(10, value) : value)
            canvas.line(left, place, width - Layout.margin, place)
            canvas.text(text, left - 6, place + 4, size: Layout.small, anchor: .end, fill: Ink.quiet)
        }
        axis.draw(on: &canvas, from: bottom, to: bottom, tick: numbers.decimal)
        for bin in drawn {
            let (from, to) = (axis.x(bin.from), axis.x(bin.from + step))
            let isBeyond = reference.map { bin.from >= $0.value } ?? true
            canvas.rect(
                from, y(bin.count), to - from, bottom - y(bin.count), fill: canvas.paint(isBeyond ? 0 : 3),
                stroke: to - from > 6 ? Ink.outline : "none", kind: "bar")
        }
        canvas.line(left, bottom, width - Layout.margin, bottom, stroke: Ink.outline)
        if let reference { axis.drawReference(reference, on: &canvas, y: top - 8, from: top, to: bottom) }
        let foot = TextMetrics.wrap(axes.measure, within: width - 2 * Layout.margin, size: Layout.small)
        canvas.lines(foot, width / 2, bottom + 36, size: Layout.small, anchor: .middle, fill: Ink.quiet)
        return canvas.document(
            width: width, height: bottom + 30 + Double(foot.count) * Layout.leading(Layout.small))
    }

    private func height(_ count: Double) -> Double { isLogarithmic ? log10(max(count, 1e-300)) : count }
}
