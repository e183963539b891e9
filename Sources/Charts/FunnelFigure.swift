/// Stages that fewer and fewer pass, with what was lost between them split by reason.
///
/// Stage bars start at the left and are as long as their counts. What is lost stands under the end of the stage's bar,
/// exactly as long as the difference, split by reason.
public struct FunnelFigure: Figure {
    /// Why some did not reach the next stage.
    public struct Loss: Sendable, Hashable {
        public var reason: String
        public var count: Int
        /// The class whose look the part takes, the same for the same reason at every stage.
        public var series: Int

        public init(reason: String, count: Int, series: Int) {
            self.reason = reason
            self.count = count
            self.series = series
        }
    }

    /// One stage.
    public struct Stage: Sendable, Hashable {
        public var label: String
        /// Who acts at this stage, in small letters under the label; may be empty.
        public var actor: String
        public var count: Int
        /// What was lost after this stage.
        public var losses: [Loss]

        public init(label: String, actor: String = "", count: Int, losses: [Loss] = []) {
            self.label = label
            self.actor = actor
            self.count = count
            self.losses = losses
        }
    }

    public var caption: Caption
    public var stages: [Stage]
    public var numbers: NumberStyle
    /// Headings of the table: stage or reason, count, share of the first stage.
    public var header: (stage: String, count: String, share: String)

    public init(
        caption: Caption, stages: [Stage], numbers: NumberStyle,
        header: (stage: String, count: String, share: String)
    ) {
        self.caption = caption
        self.stages = stages
        self.numbers = numbers
        self.header = header
    }

    public var table: DataTable {
        var rows: [[String]] = []
        for stage in stages {
            rows.append([stage.label, numbers.integer(stage.count), share(stage.count)])
            for loss in stage.losses {
                rows.append(["− " + loss.reason, numbers.integer(loss.count), share(loss.count)])
            }
        }
        return DataTable(header: [header.stage, header.count, header.share], rows: rows)
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let left = Layout.margin
        let room = Layout.width - 2 * Layout.margin
        let first = stages.map(\.count).max() ?? 0
        func length(_ count: Int) -> Double { first > 0 ? Double(max(0, count)) / Double(first) * room : 0 }
        var y = Layout.margin
        for stage in stages {
            y = heading(stage, on: &canvas, y: y, room: room)
            canvas.block(left, y, length(stage.count), 20, series: 0, kind: "stage")
            y += 20
            let losses = stage.losses.filter { $0.count > 0 }
            if !losses.isEmpty {
                let lost = losses.map(\.count).reduce(0, +)
                var x = left + max(0, length(stage.count) - length(lost))
                y += 3
                for loss in losses {
                    canvas.block(x, y, length(loss.count), 12, series: loss.series, kind: "loss")
                    x += length(loss.count)
                }
                y += 12 + 4
                let legend = Legend(
                    losses.map {
                        Legend.Entry(
                            label: "−\(numbers.integer($0.count)) \($0.reason)", series: $0.series, sample: .block)
                    }, width: room - 16)
                legend.draw(on: &canvas, x: left + 16, y: y)
                y += legend.height
            }
            y += 10
        }
        return canvas.document(width: Layout.width, height: max(y, 30))
    }

    private func heading(_ stage: Stage, on canvas: inout Canvas, y: Double, room: Double) -> Double {
        let value = numbers.integer(stage.count) + " (" + share(stage.count) + ")"
        let valueWidth = TextMetrics.width(value, size: Layout.size, bold: true)
        let label = TextMetrics.wrap(stage.label, within: room - valueWidth - 12, size: Layout.size, bold: true)
        canvas.lines(label, Layout.margin, y + Layout.size, bold: true)
        canvas.text(value, Layout.margin + room, y + Layout.size, anchor: .end, bold: true)
        var next = y + Double(label.count) * Layout.leading(Layout.size)
        if !stage.actor.isEmpty {
            let lines = TextMetrics.wrap(stage.actor, within: room, size: Layout.small)
            canvas.lines(lines, Layout.margin, next + Layout.small, size: Layout.small, fill: Ink.quiet)
            next += Double(lines.count) * Layout.leading(Layout.small)
        }
        return next + 3
    }

    private func share(_ count: Int) -> String {
        guard let first = stages.first?.count, first > 0 else { return "–" }
        return numbers.percent(Double(count) / Double(first), 1)
    }
}
