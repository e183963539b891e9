/// One row of a sheet that holds something.
public struct SheetRow: Sendable, Hashable {
    /// The row's number as the spreadsheet shows it, beginning with 1. Rows without content are left out, and the
    /// numbers tell where they were.
    public var number: Int
    /// The cells from column A to the last one that holds something; blank cells are empty.
    public var cells: [String]
    /// Whether the row is hidden, by hand or by a filter.
    public var isHidden: Bool

    public init(number: Int, cells: [String], isHidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.isHidden = isHidden
    }
}
