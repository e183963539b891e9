public import Indonesia
public import Problems
public import Store

/// What committed lists come to, all together and by programme.
public struct Standing: Sendable, Hashable {
    public struct Programme: Sendable, Hashable {
        public var code: String
        public var people: Int
        public var families: Int
        /// Rupiah.
        public var amount: Int64
    }

    /// A list with what it says.
    public struct List: Sendable, Hashable {
        public var batch: BatchRecord
        public var sums: EnrolmentSums
    }

    public var sums: EnrolmentSums
    public var programmes: [Programme]
    /// The newest committed sending of each list.
    public var lists: [List]
}

/// What is out of the ordinary: rows of lists that were refused or warned of, and alerts.
public struct StandingFindings: Sendable {
    public struct Rows: Sendable, Hashable {
        public var batch: BatchRecord
        public var count: ProblemCountRecord
    }

    public var rows: [Rows]
    public var alerts: [Alert]
}

extension Registry {
    /// What the committed lists come to.
    ///
    /// - Parameter day: enrolments that end by this day are counted, and not as running.
    public func standing(runningOn day: CalendarDate? = nil) throws(Problem) -> Standing {
        let batches = try currentBatches()
        let day = (day ?? self.day).description
        return try database.read { connection in
            let queries = EnrolmentQueries(connection)
            let byList = try queries.sumsByList(runningOn: day)
            return Standing(
                sums: try queries.sums(runningOn: day),
                programmes: try queries.byProgramme().map {
                    Standing.Programme(code: $0.programme, people: $0.people, families: $0.families, amount: $0.amount)
                },
                lists: batches.map { Standing.List(batch: $0, sums: byList[$0.list] ?? EnrolmentSums()) })
        }
    }

    /// What stands out in lists that are staged or committed, and in the figures, which are searched anew.
    public func standingFindings() throws(Problem) -> StandingFindings {
        let batches = try batches().filter { $0.state == .staged || $0.state == .committed }
        let (day, instant) = (today, now)
        return try database.read { connection in
            let queries = BatchQueries(connection)
            let rows = try batches.flatMap { batch in
                try queries.problemCounts(of: batch.id).filter { $0.severity != Severity.note.rawValue }
                    .map { StandingFindings.Rows(batch: batch, count: $0) }
            }
            let alerts = try FigureCounting(connection, asOf: day).run(at: instant).findings["alert"] ?? []
            return StandingFindings(rows: rows, alerts: alerts.compactMap { LedgerJSON.value(Alert.self, $0) })
        }
    }
}
