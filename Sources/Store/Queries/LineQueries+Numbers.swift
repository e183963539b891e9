/// Single lines.
extension LineQueries {
    /// The lines of these numbers, in no order.
    public func lines(_ ids: some Collection<Int64>) throws -> [(id: Int64, line: LineRecord)] {
        var found: [(id: Int64, line: LineRecord)] = []
        try ids.inPortions { marks, arguments in
            found += try connection.all(
                "SELECT \(Self.columns), id FROM line WHERE id IN (\(marks))", arguments
            ) { (id: $0.integer(26) ?? 0, line: Self.record($0)) }
        }
        return found
    }
}
