public import Problems
public import Store

/// A batch that was undone, and what went quiet with it.
public struct UndoneBatch: Sendable {
    public var batch: BatchRecord
    /// Proposed pairs that are gone with its records.
    public var proposals: Int
    /// Decisions about pairs of its records that are told but no longer hold.
    public var decisions: Int
    /// Decisions in stages that went with it. They do not come back with the same rows: they have to be sent again.
    public var stages: Int
}

extension Registry {
    /// Takes a staged batch into the registry, whole or not at all.
    ///
    /// The outcomes of its lines are worked out anew first: the registry may have changed since the batch was staged, and what
    /// somebody made of them beside the program counts for nothing.
    /// Decisions about rows of a list that was undone go over to the same rows sent again. Nothing is proposed about the
    /// new records: see ``commitAndPropose(_:)``.
    ///
    /// - Parameter searchFollows: whether the caller goes on to search for matches of the new records. The log keeps it, so
    ///   that a search which was cut short can be told from one that was put off.
    /// - Throws: `import.unknown`, `import.not-staged`.
    public func commit(_ id: Int64, searchFollows: Bool = false) throws(Problem) -> BatchRecord {
        try change(.commit) { connection, log in
            let batches = BatchQueries(connection)
            guard var batch = try batches.find(id) else { throw Problem("import.unknown", .refuse, ["id": String(id)]) }
            guard batch.state == .staged else {
                throw Problem("import.not-staged", .refuse, ["id": String(id), "state": batch.state.rawValue])
            }
            try connection.expect(rows: batch.counts.read)
            try LineQueries(connection).settleOutcomes(of: batch)
            batch.counts = try batches.recount(id, revision: batches.revision())
            let act = try CommitQueries(connection).commit(batch)
            let digests = ContentDigest(connection)
            let digest = try digests.digest(of: LogObject(.batch, id), digests.aspect(ofCommit: id))
            try ActQueries(connection).add(
                ActRecord(number: act, batch: id, kind: .commit, at: log.instant, actor: log.actor))
            try batches.setState(.committed, of: id, at: log.instant)
            try log.tell(
                .commit, LogObject(.batch, id), content: digest,
                detail: searchFollows ? [LogDetail.searchFollows: 1] : [:])
            try DecisionDesk(connection, log).carryOver()
            return try batches.find(id) ?? batch
        }
    }

    /// Takes a committed batch out of the registry again, or discards a staged one. Its lines stay as evidence; what was
    /// proposed about them goes too, and what was decided stays told.
    ///
    /// - Parameter reason: why, in the user's words; kept with the history of everything it takes back. Long numbers
    ///   in it are hidden.
    /// - Returns: the batch, and how many proposals and decisions went quiet.
    /// - Throws: `import.unknown`, `import.undone-already`, `import.blocked` naming the later batches about the same
    ///   people, in the order in which undoing them frees this one.
    public func undo(_ id: Int64, reason: String? = nil) throws(Problem) -> UndoneBatch {
        try change(.undo) { connection, log in
            let batches = BatchQueries(connection)
            let stages = try EnrolmentQueries(connection).stageCount(of: id)
            let (candidates, decisions) = (CandidateQueries(connection), MatchDecisionQueries(connection))
            let (proposed, decided) = (
                try candidates.counts().values.reduce(0, +), try decisions.standing().count
            )
            guard let batch = try batches.find(id) else { throw Problem("import.unknown", .refuse, ["id": String(id)]) }
            switch batch.state {
            case .undone, .discarded:
                throw Problem("import.undone-already", .refuse, ["id": String(id)])
            case .staged:
                try batches.setState(.discarded, of: id, at: log.instant)
                try log.tell(.discard, LogObject(.batch, id))
            case .committed:
                let commits = CommitQueries(connection)
                let blockers = try Self.order(of: id, commits)
                guard blockers.isEmpty else {
                    throw Problem(
                        "import.blocked", .refuse,
                        ["id": String(id), "blockers": blockers.map(String.init).joined(separator: ", ")])
                }
                let examined = try log.examine([.proposals])
                let act = try commits.undo(id)
                try ActQueries(connection).add(
                    ActRecord(
                        number: act, batch: id, kind: .undo, at: log.instant, actor: log.actor,
                        reason: Self.stated(reason)))
                try batches.setState(.undone, of: id, at: log.instant)
                try MatchQueries(connection).withdraw(id)
                try log.tellUndoing(of: id, guarding: examined)
                try DecisionDesk(connection, log).carryOver()
            }
            return UndoneBatch(
                batch: try batches.find(id) ?? batch,
                proposals: max(0, proposed - (try candidates.counts().values.reduce(0, +))),
                decisions: max(0, decided - (try decisions.standing().count)), stages: stages)
        }
    }

    /// Later batches that must be undone before this one can be, in that order.
    public func blockers(of id: Int64) throws(Problem) -> [Int64] {
        try database.read { try Self.order(of: id, CommitQueries($0)) }
    }

    /// Also those that stand in the way of the ones in the way, each before what it stands in the way of.
    private static func order(of id: Int64, _ commits: CommitQueries) throws -> [Int64] {
        var order: [Int64] = []
        func visit(_ batch: Int64) throws {
            for blocker in try commits.blockers(of: batch) where !order.contains(blocker) {
                try visit(blocker)
                order.append(blocker)
            }
        }
        try visit(id)
        return order
    }
}
