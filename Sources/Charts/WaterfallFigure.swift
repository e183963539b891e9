/// A sum taken apart: bars one below the other, each beginning where the one before ended, and the sum as the last.
public struct WaterfallFigure: Figure {
    /// One part of the sum.
    public struct Step: Sendable, Hashable {
        public var label: String
        /// What it adds; a value that is not finite adds nothing.
        public var value: Double
        /// The value as the reader sees it, such as `+12,3`.
        public var text: String

        public init(label: String, value: Double, text: String) {
            self.label = label
            self.value = value
            self.text = text
        }
    }

    public var caption: Caption
    public var steps: [Step]
    /// How the sum is called and written; its length is that of the steps together.
    public var total: (label: String, text: String)
    /// Names of the three looks: what raises the sum, what lowers it, the sum.
    public var classes: (raises: String, lowers: String, total: String)
    /// A vertical line, such as a threshold, with its name.
    public var reference: (value: Double, label: String)?
    /// Writes a tick: value and the places it needs.
    public var tick: @Sendable (_ value: Double, _ places: Int) -> String
    /// Headings of the table.
    public var header: (label: String, value: String)

    public init(
        caption: Caption, steps: [Step], total: (label: String, text: String),
        classes: (raises: String, lowers: String, total: String), reference: (value: Double, label: String)? = nil,
        header: (label: String, value: String), tick: @escaping @Sendable (_ value: Double, _ places: Int) -> String
    ) {
        self.caption = caption
        self.steps = steps
        self.total = total
        self.classes = classes
        self.reference = reference
        self.header = header
        self.tick = tick
    }

    public var table: DataTable {
        DataTable(
            header: [header.label, header.value],
            rows: steps.map { [$0.label, $0.text] } + [[total.label, total.text]])
    }

    /// Where each bar begins and ends; the last is the sum.
    private var bars: [(from: Double, to: Double)] {
        var sum = 0.0
        var bars: [(from: Double, to: Double)] = []
        for step in steps {
            let next = step.value.isFinite ? sum + step.value : sum
            bars.append((sum, next))
            sum = next
        }
        return bars + [(0, sum)]
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let (bars, texts) = (bars, steps.map(\.text) + [total.text])
        let labels = LabelColumn(steps.map(\.label) + [total.label], limit: Layout.width * 0.4)
        let left = Layout.margin + labels.width + 12
        let textWidth = texts.map { TextMetrics.width($0, size: Layout.small, bold: true) }.max() ?? 0
        let room = max(170, Layout.width - left - textWidth - 14 - Layout.margin)
        let width = left + room + 14 + textWidth + Layout.margin
        let ends = bars.map(\.to) + [0] + (reference.map { [$0.value] } ?? [])
        let axis = HorizontalAxis(
            scale: Scale(covering: ends.min() ?? 0, ends.max() ?? 1, count: 4), left: left, room: room, width: width)
        let legend = Legend(
            zip([classes.raises, classes.lowers, classes.total], Self.looks).map {
                Legend.Entry(label: $0, series: $1, sample: .block)
            }, width: width - 2 * Layout.margin)
        legend.draw(on: &canvas, x: Layout.margin, y: Layout.margin)
        let top = Layout.margin + legend.height + 6 + (reference == nil ? 0 : 18)
        let heights = bars.indices.map { max(26, labels.height($0) + 8) }
        let bottom = top + heights.reduce(0, +)
        axis.draw(on: &canvas, from: top, to: bottom, tick: tick)
        canvas.line(axis.x(0), top, axis.x(0), bottom, stroke: Ink.outline)
        var y = top
        for (index, bar) in bars.enumerated() {
            let (middle, isTotal) = (y + heights[index] / 2, index == steps.count)
            labels.draw(index, on: &canvas, right: left - 10, middle: middle)
            let (from, to) = (axis.x(min(bar.from, bar.to)), axis.x(max(bar.from, bar.to)))
            canvas.block(
                from, middle - 8, to - from, 16, series: Self.looks[isTotal ? 2 : bar.to < bar.from ? 1 : 0],
                kind: isTotal ? "total" : "step")
            // The end of a bar is the beginning of the next: a thin line joins them, also through a bar without length.
            if !isTotal {
                let next = middle + heights[index] / 2 + heights[index + 1] / 2 - 8
                canvas.line(
                    axis.x(bar.to), bar.from == bar.to ? middle - 8 : middle + 8, axis.x(bar.to), next,
                    stroke: Ink.quiet, kind: "joint")
            }
            canvas.text(
                texts[index], width - Layout.margin, middle + 4, size: Layout.small, anchor: .end, bold: isTotal)
            y += heights[index]
        }
        if let reference {
            axis.drawReference(reference, on: &canvas, y: top - 8, from: top, to: bottom)
        }
        return canvas.document(width: width, height: bottom + 28)
    }

    /// The looks of what raises, what lowers and of the sum.
    private static let looks = [0, 1, 3]
}
