/// A table whose cells are shaded by their values: who meets whom.
public struct MatrixFigure: Figure {
    /// One cell.
    public struct Cell: Sendable, Hashable {
        /// Decides the shade; nil leaves the cell blank and unshaded (the diagonal, or nothing known).
        public var value: Double?
        /// The large text.
        public var text: String
        /// A small text below, such as a verdict; may be empty.
        public var note: String

        public init(value: Double?, text: String, note: String = "") {
            self.value = value
            self.text = text
            self.note = note
        }

        /// A cell that says nothing.
        public static let blank = Cell(value: nil, text: "")
    }

    public var caption: Caption
    /// Names of the rows.
    public var rows: [String]
    /// Names of the columns.
    public var columns: [String]
    /// `cells[row][column]`; missing cells are blank.
    public var cells: [[Cell]]
    /// The text of the table's upper left corner.
    public var corner: String

    public init(caption: Caption, rows: [String], columns: [String], cells: [[Cell]], corner: String = "") {
        self.caption = caption
        self.rows = rows
        self.columns = columns
        self.cells = cells
        self.corner = corner
    }

    public var table: DataTable {
        DataTable(
            header: [corner] + columns,
            rows: rows.indices.map { row in
                [rows[row]]
                    + columns.indices.map { column in
                        let cell = self.cell(row, column)
                        return cell.note.isEmpty ? cell.text : "\(cell.text) (\(cell.note))"
                    }
            })
    }

    public func svg() -> String {
        var canvas = Canvas(caption)
        let labels = LabelColumn(rows, limit: Layout.width * 0.3)
        let left = Layout.margin + labels.width + 10
        let fitting = (Layout.width - left - Layout.margin) / Double(max(1, columns.count))
        let needed = columns.indices.map { narrowest(column: $0) }.max() ?? 0
        let side = max(58, min(fitting, 120), needed)
        let heads = columns.map { TextMetrics.wrap($0, within: side - 8, size: Layout.small, bold: true) }
        let headHeight = Double(heads.map(\.count).max() ?? 0) * Layout.leading(Layout.small) + 8
        for (column, head) in heads.enumerated() {
            let middle = left + (Double(column) + 0.5) * side
            let top = Layout.margin + headHeight - 6 - Double(head.count - 1) * Layout.leading(Layout.small)
            canvas.lines(head, middle, top, size: Layout.small, anchor: .middle, bold: true)
        }
        let greatest = cells.joined().compactMap(\.value).filter(\.isFinite).max() ?? 0
        var y = Layout.margin + headHeight
        for row in rows.indices {
            let notes = columns.indices.map { self.notes(self.cell(row, $0), side: side) }
            let noteLines = notes.map(\.count).max() ?? 0
            let height = max(34, labels.height(row) + 10, 26 + Double(noteLines) * Layout.leading(Layout.small) + 4)
            labels.draw(row, on: &canvas, right: left - 10, middle: y + height / 2)
            for column in columns.indices {
                let cell = cell(row, column)
                let x = left + Double(column) * side
                draw(cell, notes[column], on: &canvas, x: x, y: y, side: side, height: height, greatest: greatest)
            }
            y += height
        }
        let width = left + side * Double(columns.count) + Layout.margin
        return canvas.document(width: max(width, Layout.width / 2), height: y + Layout.margin)
    }

    private func cell(_ row: Int, _ column: Int) -> Cell {
        row < cells.count && column < cells[row].count ? cells[row][column] : .blank
    }

    /// Words wider than this are broken; a value never is.
    private static let widestWord = 110.0

    private func narrowest(column: Int) -> Double {
        var width = TextMetrics.widestWord(columns[column], size: Layout.small, bold: true)
        for row in rows.indices {
            width = max(width, TextMetrics.widestWord(cell(row, column).note, size: Layout.small))
        }
        width = min(width, Self.widestWord)
        for row in rows.indices { width = max(width, TextMetrics.width(cell(row, column).text, size: 15, bold: true)) }
        return width + 10
    }

    private func notes(_ cell: Cell, side: Double) -> [String] {
        cell.note.isEmpty ? [] : TextMetrics.wrap(cell.note, within: side - 8, size: Layout.small)
    }

    private func draw(
        _ cell: Cell, _ notes: [String], on canvas: inout Canvas, x: Double, y: Double, side: Double, height: Double,
        greatest: Double
    ) {
        let value = cell.value.map { $0.isFinite ? max(0, $0) : 0 }
        // The root keeps small counts apart from zero without hiding the order.
        let share = value.map { greatest > 0 ? ($0 / greatest).squareRoot() : 0 }
        let (fill, text) = share.map { $0 > 0 ? Ink.shade($0) : (Ink.paper, Ink.words) } ?? (Ink.paper, Ink.quiet)
        canvas.rect(x, y, side, height, fill: fill, stroke: "#8c99a4", kind: value == nil ? "blank" : "cell")
        let block = 15.0 + Double(notes.count) * Layout.leading(Layout.small)
        let base = y + (height - block) / 2 + 13
        canvas.text(cell.text, x + side / 2, base, size: 15, anchor: .middle, bold: value != nil, fill: text)
        canvas.lines(notes, x + side / 2, base + 15, size: Layout.small, anchor: .middle, fill: text)
    }
}
