import Charts

/// A figure with its values as a table, as templates show it.
struct Drawing: Sendable {
    struct Row: Sendable {
        var head: String
        var cells: [String]
    }

    var caption: String
    /// Markup; `Charts` escapes its texts itself.
    var svg: String
    var header: [String]
    var rows: [Row]

    init(_ figure: some Figure) {
        caption = figure.caption.title
        svg = figure.svg()
        header = figure.table.header
        rows = figure.table.rows.map { Row(head: $0.first ?? "", cells: Array($0.dropFirst())) }
    }
}
