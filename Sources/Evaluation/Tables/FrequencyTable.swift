/// Counts of a categorical variable with both denominators: all rows, and rows that hold an answer.
public struct FrequencyTable: Sendable {
    /// One category.
    public struct Level: Sendable, Hashable {
        /// The category as the data write it.
        public var name: String
        /// Rows of the category.
        public var count: Int
    }

    /// The categories, sorted by Unicode code point.
    public let levels: [Level]
    /// All rows.
    public let n: Int
    /// Rows without an answer.
    public let missing: Int

    /// Rows with an answer.
    public var valid: Int { n - missing }

    /// Counts the categories.
    ///
    /// - Parameter cells: one cell per row; nil is missing. Cells are told apart by their code points.
    /// - Throws: `empty-data` when there is no row.
    public init(_ cells: [String?]) throws(EvaluationRefusal) {
        guard !cells.isEmpty else { throw EvaluationRefusal(.emptyData) }
        // Keyed by bytes: Swift's own equality would join texts that differ only in Unicode normal form, and the
        // order of UTF-8 bytes is the order of code points.
        var counts: [[UInt8]: Int] = [:]
        var missing = 0
        for cell in cells {
            if let cell { counts[Array(cell.utf8), default: 0] += 1 } else { missing += 1 }
        }
        levels = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { Level(name: String(decoding: $0.key, as: UTF8.self), count: $0.value) }
        n = cells.count
        self.missing = missing
    }

    /// The rows of a category; 0 for one that does not occur.
    public func count(of name: String) -> Int { levels.first { $0.name == name }?.count ?? 0 }

    /// Percent of all rows, one per category.
    public func percentOfAll(_ rounding: PercentRounding, _ mode: RoundingMode) throws(EvaluationRefusal) -> [Double] {
        try percents(n, rounding, mode)
    }

    /// Percent of the rows with an answer, one per category.
    public func percentOfValid(_ rounding: PercentRounding, _ mode: RoundingMode) throws(EvaluationRefusal) -> [Double]
    {
        try percents(valid, rounding, mode)
    }

    private func percents(_ total: Int, _ rounding: PercentRounding, _ mode: RoundingMode) throws(EvaluationRefusal)
        -> [Double]
    {
        var out: [Double] = []
        for level in levels { out.append(try rounding.percent(level.count, of: total, mode)) }
        return out
    }
}
