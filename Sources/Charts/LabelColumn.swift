/// Row labels to the left of a plot: wrapped, right-aligned, as wide as they need and no wider than allowed.
struct LabelColumn {
    let width: Double
    private let lines: [[String]]
    private let size: Double

    init(_ labels: [String], limit: Double, size: Double = Layout.size) {
        self.size = size
        lines = labels.map { TextMetrics.wrap($0, within: limit, size: size) }
        width = lines.joined().map { TextMetrics.width($0, size: size) }.max() ?? 0
    }

    func height(_ row: Int) -> Double { Double(lines[row].count) * Layout.leading(size) }

    func draw(_ row: Int, on canvas: inout Canvas, right: Double, middle: Double) {
        let top = middle - height(row) / 2
        canvas.lines(lines[row], right, top + size, size: size, anchor: .end)
    }
}
