/// A table as pages show it: rows and columns on a desk, one card a row on a phone.
struct Grid: Sendable {
    /// A column.
    struct Column: Sendable {
        var heading: String
        var isFigure = false

        static func text(_ heading: String) -> Column { Column(heading: heading) }
        static func figure(_ heading: String) -> Column { Column(heading: heading, isFigure: true) }
    }

    /// A cell with its column's heading, which a phone shows before it.
    struct Cell: Sendable {
        var value: String
        /// Where the value leads.
        var href: String?
        /// The class of the chip it stands in.
        var chip: String?
        /// A small line below.
        var detail: String?
        /// Markup of a small drawing; `Charts` escapes its texts itself.
        var markup: String?
        var heading = ""
        var isFigure = false
        var isHead = false

        init(
            _ value: String, href: String? = nil, chip: String? = nil, detail: String? = nil, markup: String? = nil
        ) {
            self.value = value
            self.href = href
            self.chip = chip
            self.detail = detail
            self.markup = markup
        }
    }

    struct Line: Sendable {
        var cells: [Cell]
        /// `total`, `rest`, …
        var lineClass: String?

        init(_ cells: [Cell], _ lineClass: String? = nil) {
            self.cells = cells
            self.lineClass = lineClass
        }
    }

    var caption: String
    var columns: [Column]
    var columnCount: String
    var lines: [Line]
    /// What stands there when there are no lines.
    var noLines: String

    init(_ caption: String, _ columns: [Column], _ lines: [Line], none: String) {
        self.caption = caption
        self.columns = columns
        columnCount = String(columns.count)
        noLines = none
        self.lines = lines.map { line in
            var line = line
            for index in line.cells.indices where index < columns.count {
                line.cells[index].heading = columns[index].heading
                line.cells[index].isFigure = columns[index].isFigure
                line.cells[index].isHead = index == 0
            }
            return line
        }
    }
}
