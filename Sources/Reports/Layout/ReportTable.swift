/// A table of a document: caption, typed columns, rows, notes and source.
struct ReportTable {
    enum Align {
        case text, number, middle
        /// Short codes, such as periods, which stay on one line.
        case code
    }

    enum Look: String {
        /// Rules above and below.
        case plain = ""
        /// Few columns: no wider than needed, so that a number stays near its name.
        case narrow
        /// Boxed, as SPSS prints.
        case spss
        /// Long texts: each row becomes a card on a phone.
        case cardwise
    }

    struct Column {
        var heading: String
        var align: Align
        /// Whether it holds the long texts and takes a third of the width.
        var isBroad: Bool

        init(_ heading: String, _ align: Align = .text, broad: Bool = false) {
            self.heading = heading
            self.align = align
            isBroad = broad
        }
    }

    struct Cell {
        var content: HTML
        var isEmpty: Bool
        /// Columns it spans.
        var span = 1

        init(_ text: String, mark: String? = nil) {
            let sign = mark.map { tag(.sup, "", $0) } ?? .empty
            content = .joined([.text(text), sign])
            isEmpty = text.isEmpty
        }

        init(_ content: HTML) {
            self.content = content
            isEmpty = content.markup.isEmpty
        }
    }

    enum RowKind: String { case plain = "", total, group }

    struct Row {
        var cells: [Cell]
        var kind: RowKind = .plain

        init(_ cells: [Cell], _ kind: RowKind = .plain) {
            self.cells = cells
            self.kind = kind
        }

        init(_ texts: [String], _ kind: RowKind = .plain) {
            self.init(texts.map { Cell($0) }, kind)
        }
    }

    var caption: String
    var columns: [Column]
    var rows: [Row]
    var notes: [(mark: String, text: String)] = []
    var source: String?
    var look: Look = .plain

    /// The same table without columns that say nothing in any row.
    func withoutVoidColumns() -> ReportTable {
        guard rows.allSatisfy({ $0.cells.count == columns.count }) else { return self }
        let kept = columns.indices.filter { column in
            column == 0 || rows.contains { !$0.cells[column].isEmpty }
        }
        var table = self
        table.columns = kept.map { columns[$0] }
        table.rows = rows.map { row in Row(kept.map { row.cells[$0] }, row.kind) }
        return table
    }

    var html: HTML {
        // Up to a dozen rows stay on one page, fewer where they hold long texts; longer tables repeat their head instead.
        tag(.div, rows.count <= (look == .cardwise ? 4 : 12) ? "tablebox short" : "tablebox") {
            HTML.element(
                .div,
                [
                    .cssClass("scroll"), Attribute(.role, "region"), Attribute(.tabindex, "0"),
                    Attribute(.ariaLabel, caption),
                ],
                HTML.element(.table, look == .plain ? [] : [.cssClass(look.rawValue)], inside))
            if !notes.isEmpty {
                tag(.ul, "notes") {
                    for note in notes {
                        tag(.li) {
                            note.mark.isEmpty ? HTML.empty : HTML.text(note.mark + ". ")
                            note.text
                        }
                    }
                }
            }
            if let source { tag(.p, "source", source) }
        }
    }

    @HTMLBuilder private var inside: HTML {
        tag(.caption, "", caption)
        tag(.thead) {
            tag(.tr) {
                for column in columns {
                    HTML.element(
                        .th,
                        [Attribute(.scope, "col")]
                            + (column.isBroad ? [.cssClass("broad")] : Self.alignment(column.align)),
                        .text(column.heading))
                }
            }
        }
        tag(.tbody) {
            for row in rows {
                HTML.element(.tr, row.kind == .plain ? [] : [.cssClass(row.kind.rawValue)], cells(of: row))
            }
        }
    }

    private func cells(of row: Row) -> HTML {
        var place = 0
        var out: [HTML] = []
        for (index, cell) in row.cells.enumerated() {
            let column = place < columns.count ? columns[place] : Column("")
            var attributes = Self.alignment(column.align)
            if cell.span > 1 { attributes.append(Attribute(.colspan, String(cell.span))) }
            if index == 0 {
                out.append(.element(.th, [Attribute(.scope, "row")] + attributes, cell.content))
            } else {
                if look == .cardwise {
                    attributes =
                        cell.isEmpty ? [.cssClass("void")] : attributes + [Attribute(.dataLabel, column.heading)]
                }
                out.append(.element(.td, attributes, cell.content))
            }
            place += cell.span
        }
        return .joined(out)
    }

    private static func alignment(_ align: Align) -> [Attribute] {
        switch align {
        case .text: []
        case .number: [.cssClass("num")]
        case .middle: [.cssClass("mid")]
        case .code: [.cssClass("code")]
        }
    }
}
