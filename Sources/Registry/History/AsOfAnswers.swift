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

extension EnrolmentSums {
    /// The same with so many people less.
    fileprivate func without(_ surplus: Int) -> EnrolmentSums {
        var sums = self
        sums.people -= surplus
        return sums
    }
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
            // Whoever's number was corrected is one person, by whatever number lists have them.
            let joined = try JoinedPeople(connection)
            let byList = joined.surplus { $0.list }
            let lists = try queries.sumsByList(runningOn: day)
            let byProgramme = joined.surplus { $0.programme }
            return Standing(
                sums: try queries.sums(runningOn: day).without(joined.surplus),
                programmes: try queries.byProgramme().map {
                    Standing.Programme(
                        code: $0.programme, people: $0.people - (byProgramme[$0.programme] ?? 0), families: $0.families,
                        amount: $0.amount)
                },
                lists: batches.map { batch in
                    let sums = lists[batch.list] ?? EnrolmentSums()
                    return Standing.List(batch: batch, sums: sums.without(byList[batch.list] ?? 0))
                })
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
