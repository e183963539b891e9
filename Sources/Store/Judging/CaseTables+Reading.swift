/// What the rules came to.
extension CaseTables {
    /// How many rows came to the same, with the numbers that count: words, numbers, rows.
    ///
    /// - Parameter counted: places of the numbers that tell rows apart.
    public func patterns(
        counted: [Int], _ each: ([Int64], [Int64?], Int) throws -> Void
    ) throws {
        let names = (0..<words).map { "word\($0)" } + counted.map { "number\($0)" }
        let list = names.joined(separator: ", ")
        try connection.query("SELECT \(list), COUNT(*) FROM rule_result GROUP BY \(list) ORDER BY \(list)", []) { row in
            try each(
                (0..<words).map { row.integer($0) ?? 0 },
                counted.indices.map { row.integer(words + $0) }, row.int(words + counted.count))
        }
    }

    /// Orders the rows, so that pieces of them are found at once; called before ``rows(_:_:)``.
    public func order() throws {
        try connection.execute("CREATE UNIQUE INDEX rule_result_row ON rule_result (row_number)")
        try connection.analyse("rule_result")
    }

    /// What the rules came to for some rows, in their order: row, words, numbers.
    public func rows(_ range: ClosedRange<Int>, _ each: (Int, [Int64], [Int64?]) throws -> Void) throws {
        try connection.query(
            """
            SELECT \(results.map(\.name).joined(separator: ", ")) FROM rule_result
            WHERE row_number BETWEEN ? AND ? ORDER BY row_number
            """, [.integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))]
        ) { row in
            try each(
                row.int(0), (0..<words).map { row.integer(1 + $0) ?? 0 },
                (0..<numbers).map { row.integer(1 + words + $0) })
        }
    }

    /// The rows of which the words say something, in no order.
    ///
    /// - Parameters:
    ///   - condition: over the words, `word0` and so on.
    ///   - first: only the first so many, by row; all when nil.
    public func rows(where condition: String, first: Int? = nil, _ each: (Int) -> Void) throws {
        let order = first.map { " ORDER BY row_number LIMIT \($0)" } ?? ""
        try connection.query("SELECT row_number FROM rule_result WHERE \(condition)\(order)", []) { each($0.int(0)) }
    }
}
