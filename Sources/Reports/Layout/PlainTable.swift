/// A table as texts, which documents, pages and the command line show each in their own look.
public struct PlainTable: Sendable {
    /// A column with its heading.
    public struct Column: Sendable, Hashable {
        public var heading: String
        public var isNumber: Bool

        static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }
        static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    }

    /// One word of our own, for anchors.
    public var id: String
    public var title: String
    public var columns: [Column]
    public var rows: [[String]]
    /// What a reader must know of it.
    public var note: String?

    /// The same as a table of a document.
    func report(_ caption: String, source: String) -> ReportTable {
        ReportTable(
            caption: caption,
            columns: columns.enumerated().map { index, column in
                ReportTable.Column(column.heading, column.isNumber ? .number : .text, broad: index == 0)
            }, rows: rows.map { ReportTable.Row($0) }, notes: note.map { [("", $0)] } ?? [], source: source,
            look: .cardwise)
    }
}
