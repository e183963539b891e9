/// A legend that flows over as many lines as its width asks for.
struct Legend {
    /// How a class is shown.
    enum Sample: Sendable { case block, line, dot, mark }

    struct Entry {
        var label: String
        var series: Int
        var sample: Sample
    }

    private let placed: [(entry: Entry, lines: [String], x: Double, y: Double)]
    /// Height in all, 0 without entries.
    let height: Double

    private static let sampleWidth = 28.0
    private static let gap = 18.0

    init(_ entries: [Entry], width: Double) {
        var placed: [(entry: Entry, lines: [String], x: Double, y: Double)] = []
        var x = 0.0
        var y = 0.0
        var rowHeight = 0.0
        for entry in entries {
            let room = width - Self.sampleWidth
            let lines = TextMetrics.wrap(entry.label, within: room, size: Layout.small)
            let textWidth = lines.map { TextMetrics.width($0, size: Layout.small) }.max() ?? 0
            let needed = Self.sampleWidth + textWidth
            if x > 0, x + needed > width {
                x = 0
                y += rowHeight
                rowHeight = 0
            }
            placed.append((entry, lines, x, y))
            rowHeight = max(rowHeight, Double(lines.count) * Layout.leading(Layout.small) + 4)
            x += needed + Self.gap
        }
        self.placed = placed
        height = placed.isEmpty ? 0 : y + rowHeight
    }

    func draw(on canvas: inout Canvas, x: Double, y: Double) {
        for (entry, lines, dx, dy) in placed {
            let left = x + dx
            let middle = y + dy + 8
            let ink = Ink.of(entry.series).ink
            switch entry.sample {
            case .block:
                canvas.block(left, middle - 6, 20, 12, series: entry.series, kind: "key")
            case .line:
                canvas.line(left, middle, left + 22, middle, stroke: ink.line, width: 2.5, dash: ink.dash, kind: "key")
            case .dot:
                canvas.circle(left + 11, middle, radius: 4.5, fill: Ink.paper, stroke: ink.line, kind: "key")
            case .mark:
                canvas.mark(left + 11, middle, series: entry.series, kind: "key")
            }
            canvas.lines(lines, left + Self.sampleWidth, y + dy + 12, size: Layout.small)
        }
    }
}
