import Rules

/// What cells were read as that were met before: of most columns a few texts fill a list. One thread's own.
final class CellMemo {
    /// What a cell tells.
    struct Told {
        var value: RuleValue?
        /// The cell as it may be shown, where nothing can be made of it.
        var unread: String?
    }

    /// So many texts of a column are kept; one that holds more repeats few.
    private static let most = 1024

    private var columns: [[String: Told]]

    init(_ columns: FactColumns) { self.columns = Array(repeating: [:], count: columns.layout.entries.count) }

    func told(_ text: String, at place: Int, _ read: (String) -> Told) -> Told {
        // Texts that a dictionary takes for one may differ in their bytes, but for those of plain letters.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return read(text) }
        if let known = columns[place][text] { return known }
        let told = read(text)
        if columns[place].count < Self.most { columns[place][text] = told }
        return told
    }
}
