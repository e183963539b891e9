import Evaluation

/// The combinations of values that some columns take, the first column varying fastest, values ascending: numbers by
/// size, text by code point.
struct CaseGroups {
    /// The values of each group, one per column.
    let keys: [[JSON]]
    /// Rows without a value in one of the columns.
    let unplaced: Int
    /// The group of each row of the table; -1 for none.
    let groups: [Int32]

    /// - Parameter rows: the rows to group.
    /// - Throws: `unknown-column`.
    init(_ columns: [String], _ data: StudyData, rows: [Int]) throws(EvaluationRefusal) {
        var ranks: [[Int]] = []
        var values: [[JSON]] = []
        for name in columns {
            guard let column = data.column(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            let (rank, value) = Self.ranked(column)
            ranks.append(rank)
            values.append(value)
        }
        let complete = rows.filter { row in ranks.allSatisfy { $0[row] >= 0 } }
        unplaced = rows.count - complete.count
        let sorted = Dictionary(grouping: complete) { row in ranks.map { $0[row] } }
            .sorted { $0.key.reversed().lexicographicallyPrecedes($1.key.reversed()) }
        keys = sorted.map { group in zip(values, group.key).map { $0[$1] } }
        var groups = [Int32](repeating: -1, count: data.count)
        for (number, group) in sorted.enumerated() {
            for row in group.value { groups[row] = Int32(truncatingIfNeeded: number) }
        }
        self.groups = groups
    }

    /// The place of each row's value among the distinct values, -1 where it is missing.
    private static func ranked(_ column: StudyData.Column) -> (ranks: [Int], values: [JSON]) {
        switch column {
        case .numbers(let cells):
            let distinct = Set(cells.filter { !$0.isNaN }).sorted()
            let place = Dictionary(distinct.enumerated().map { ($1, $0) }) { first, _ in first }
            return (
                cells.map { place[$0] ?? -1 }, distinct.map { Int(exactly: $0).map(JSON.integer) ?? .number($0) }
            )
        case .text(let cells):
            let distinct = Set(cells.compactMap { $0 })
                .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
            let place = Dictionary(distinct.enumerated().map { ($1, $0) }) { first, _ in first }
            return (cells.map { $0.flatMap { place[$0] } ?? -1 }, distinct.map(JSON.string))
        }
    }
}
