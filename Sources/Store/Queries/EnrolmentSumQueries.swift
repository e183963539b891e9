/// Enrolments counted together.
public struct EnrolmentSums: Sendable, Hashable {
    public var enrolments = 0
    /// Distinct people.
    public var people = 0
    /// Distinct family cards.
    public var families = 0
    /// Rupiah.
    public var amount: Int64 = 0
    /// Enrolments that had not ended by the day asked for.
    public var running = 0

    public init() {}
}

extension EnrolmentQueries {
    private static let sums = """
        COUNT(*), COUNT(DISTINCT person), COUNT(DISTINCT family_card), COALESCE(SUM(amount), 0),
            COALESCE(SUM(CASE WHEN ended_on IS NULL OR ended_on > ? THEN 1 ELSE 0 END), 0)
        """

    private static func sums(_ row: any Row, from column: Int) -> EnrolmentSums {
        var sums = EnrolmentSums()
        sums.enrolments = row.int(column)
        sums.people = row.int(column + 1)
        sums.families = row.int(column + 2)
        sums.amount = row.integer(column + 3) ?? 0
        sums.running = row.int(column + 4)
        return sums
    }

    /// All enrolments together.
    ///
    /// - Parameter day: `yyyy-mm-dd`; what ends on it runs no more.
    public func sums(runningOn day: String) throws -> EnrolmentSums {
        try connection.first("SELECT \(Self.sums) FROM enrolment", [.text(day)]) { Self.sums($0, from: 0) }
            ?? EnrolmentSums()
    }

    /// The enrolments of each list, by its number.
    public func sumsByList(runningOn day: String) throws -> [Int64: EnrolmentSums] {
        var found: [Int64: EnrolmentSums] = [:]
        try connection.query("SELECT list, \(Self.sums) FROM enrolment GROUP BY list", [.text(day)]) {
            found[$0.integer(0) ?? 0] = Self.sums($0, from: 1)
        }
        return found
    }
}
