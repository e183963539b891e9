/// A table for a reader: typed cells, so that each document writes them in its language and its own markup.
public struct StudyTable: Sendable {
    /// What the table is for, so that a report can lay out the ones its readers know.
    public enum Kind: String, Sendable {
        /// n, % of all, % of valid answers, missing.
        case frequency
        /// A proportion with its interval.
        case proportion
        /// Classes of equal width beside true quantiles.
        case incidence
        /// Indicators with their scores.
        case effectiveness
        /// The table *Ranks* as SPSS prints it.
        case ranks
        /// The table *Test Statistics* as SPSS prints it.
        case testStatistics = "test-statistics"
        /// Estimates with intervals.
        case estimates
        /// Published figure, recomputed figure, verdict.
        case audit
    }

    /// A column's heading and whether its cells are numbers (set right).
    public struct Column: Sendable {
        public var heading: LocalText
        public var isNumeric: Bool

        public init(_ heading: LocalText, numeric: Bool = false) {
            self.heading = heading
            self.isNumeric = numeric
        }
    }

    /// One row; a total row is set apart.
    public struct Row: Sendable {
        public var cells: [StudyCell]
        public var isTotal: Bool

        public init(_ cells: [StudyCell], total: Bool = false) {
            self.cells = cells
            self.isTotal = total
        }
    }

    /// A note below the table, with the mark that cells refer to (empty: a general note).
    public struct Footnote: Sendable {
        public var mark: String
        public var text: LocalText

        public init(_ mark: String, _ text: LocalText) {
            self.mark = mark
            self.text = text
        }
    }

    public var kind: Kind
    public var caption: LocalText
    public var columns: [Column]
    public var rows: [Row]
    public var footnotes: [Footnote]

    public init(
        _ kind: Kind, _ caption: LocalText, columns: [Column], rows: [Row], footnotes: [Footnote] = []
    ) {
        self.kind = kind
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.footnotes = footnotes
    }
}
