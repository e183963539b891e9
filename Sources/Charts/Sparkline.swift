/// A line as large as a word, for a table cell: shape only, the numbers stand beside it.
public struct Sparkline: Figure {
    public var caption: Caption
    /// Values in order; missing ones leave a gap.
    public var values: [Double?]
    /// Headings of the table: place in the row, value.
    public var header: (place: String, value: String)
    /// Writes a value in the table.
    public var text: @Sendable (Double) -> String

    public init(
        caption: Caption, values: [Double?], header: (place: String, value: String),
        text: @escaping @Sendable (Double) -> String
    ) {
        self.caption = caption
        self.values = values
        self.header = header
        self.text = text
    }

    public var table: DataTable {
        DataTable(
            header: [header.place, header.value],
            rows: values.enumerated().map { [String($0 + 1), $1.map(text) ?? "–"] })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let (width, height) = (96.0, 24.0)
        let known = values.compactMap { $0 }.filter(\.isFinite)
        let (low, high) = (min(0, known.min() ?? 0), max(known.max() ?? 0, 0))
        func point(_ index: Int, _ value: Double) -> (x: Double, y: Double) {
            let across = values.count > 1 ? Double(index) / Double(values.count - 1) : 0.5
            let up = high > low ? (value - low) / (high - low) : 0
            return (4 + across * (width - 8), height - 4 - up * (height - 8))
        }
        canvas.line(2, point(0, 0).y, width - 2, point(0, 0).y)
        var run: [(x: Double, y: Double)] = []
        for (index, value) in values.enumerated() {
            if let value, value.isFinite {
                run.append(point(index, value))
            } else {
                canvas.polyline(run, stroke: Ink.of(0).ink.line, width: 1.6, kind: "curve")
                run = []
            }
        }
        canvas.polyline(run, stroke: Ink.of(0).ink.line, width: 1.6, kind: "curve")
        if let last = values.indices.last(where: { values[$0]?.isFinite == true }), let value = values[last] {
            let end = point(last, value)
            canvas.circle(end.x, end.y, radius: 2.4, fill: Ink.of(2).ink.fill, kind: "point")
        }
        return canvas.document(width: width, height: height)
    }
}
