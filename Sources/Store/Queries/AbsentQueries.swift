/// People whom a list held when it was taken in last, and whom it holds no more.
public struct AbsentPeople: Sendable, Hashable {
    /// The earlier sending.
    public var batch: Int64
    public var count: Int
    /// The first of them: row of the earlier sending and identity number.
    public var first: [(row: Int, nik: String)] { zip(rows, numbers).map { ($0, $1) } }
    private var rows: [Int] = []
    private var numbers: [String] = []

    fileprivate init(batch: Int64, _ found: [(row: Int, nik: String, count: Int)]) {
        self.batch = batch
        count = found.first?.count ?? 0
        rows = found.map(\.row)
        numbers = found.map(\.nik)
    }
}

extension LineQueries {
    /// Who is missing from a sending of a list that was taken in before; nil where it was not, or nobody is.
    ///
    /// Somebody whose row is refused now is not missing: the refusal says what became of it.
    ///
    /// - Parameter named: how many are named at most.
    public func absent(from batch: BatchRecord, named: Int) throws -> AbsentPeople? {
        let earlier = try connection.first(
            "SELECT MAX(id) FROM batch WHERE list = ? AND state = 'committed' AND id <> ?",
            [.integer(batch.list), .integer(batch.id)]
        ) { $0.integer(0) }
        guard let earlier = earlier.flatMap(\.self) else { return nil }
        let found = try connection.all(
            """
            SELECT MIN(l.row_number), l.nik, COUNT(*) OVER () FROM line l LEFT JOIN (
                SELECT DISTINCT nik FROM line WHERE id BETWEEN ? AND ? AND nik IS NOT NULL) n ON n.nik = l.nik
            WHERE l.id BETWEEN ? AND ? AND l.outcome <> 'refused' AND l.nik IS NOT NULL AND n.nik IS NULL
            GROUP BY l.nik ORDER BY 1 LIMIT ?
            """, Self.ids(of: batch.id) + Self.ids(of: earlier) + [.integer(Int64(named))]
        ) { (row: $0.int(0), nik: $0.string(1), count: $0.int(2)) }
        return found.isEmpty ? nil : AbsentPeople(batch: earlier, found)
    }
}
