public import Problems
public import Store

extension Registry {
    /// Takes a staged batch into the registry, whole or not at all.
    ///
    /// Where the registry has changed since the batch was staged, the outcomes of its lines are worked out anew first.
    /// Decisions about rows of a list that was undone go over to the same rows sent again. Nothing is proposed about the
    /// new records: see ``commitAndPropose(_:)``.
    ///
    /// - Throws: `import.unknown`, `import.not-staged`.
    public func commit(_ id: Int64) throws(Problem) -> BatchRecord {
        let instant = now
        let actor = self.actor
        return try database.write { connection in
            let batches = BatchQueries(connection)
            guard let batch = try batches.find(id) else { throw Problem("import.unknown", .refuse, ["id": String(id)]) }
            guard batch.state == .staged else {
                throw Problem("import.not-staged", .refuse, ["id": String(id), "state": batch.state.rawValue])
            }
            let revision = try batches.revision()
            if revision != batch.revision {
                try LineQueries(connection).settleOutcomes(of: batch)
                _ = try batches.recount(id, revision: revision)
            }
            try CommitQueries(connection).commit(batch, at: instant, by: actor)
            try batches.setState(.committed, of: id, at: instant, actor: actor)
            try DecisionDesk(connection, instant: instant, actor: actor).carryOver()
            return try batches.find(id) ?? batch
        }
    }

    /// Takes a committed batch out of the registry again, or discards a staged one. Its lines stay as evidence; what was
    /// proposed about them goes too, and what was decided stays told.
    ///
    /// - Parameter reason: why, in the user's words; kept with the history of everything it takes back.
    /// - Throws: `import.unknown`, `import.undone-already`, `import.blocked` naming the later batches about the same
    ///   people, in the order in which undoing them frees this one.
    public func undo(_ id: Int64, reason: String? = nil) throws(Problem) -> BatchRecord {
        let instant = now
        let actor = self.actor
        return try database.write { connection in
            let batches = BatchQueries(connection)
            guard let batch = try batches.find(id) else { throw Problem("import.unknown", .refuse, ["id": String(id)]) }
            switch batch.state {
            case .undone, .discarded:
                throw Problem("import.undone-already", .refuse, ["id": String(id)])
            case .staged:
                try batches.setState(.discarded, of: id, at: instant, actor: actor)
            case .committed:
                let commits = CommitQueries(connection)
                let blockers = try commits.blockers(of: id)
                guard blockers.isEmpty else {
                    throw Problem(
                        "import.blocked", .refuse,
                        ["id": String(id), "blockers": blockers.map(String.init).joined(separator: ", ")])
                }
                try commits.undo(id, at: instant, by: actor, reason: reason)
                try batches.setState(.undone, of: id, at: instant, actor: actor)
                try MatchQueries(connection).withdraw(id)
                try DecisionDesk(connection, instant: instant, actor: actor).carryOver()
            }
            return try batches.find(id) ?? batch
        }
    }

    /// Later batches that must be undone before this one can be, in that order.
    public func blockers(of id: Int64) throws(Problem) -> [Int64] {
        try database.read { try CommitQueries($0).blockers(of: id) }
    }
}
