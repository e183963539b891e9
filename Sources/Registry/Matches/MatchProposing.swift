import Foundation
import Linkage
public import Problems
public import Store

/// A list taken into the registry, and what was proposed about its records.
public struct CommittedList: Sendable {
    public var batch: BatchRecord
    /// The search for what the list brought; nil where it failed.
    public var proposals: LinkageRunRecord?
    /// Why nothing could be proposed. The list is in the registry nevertheless, and the queue is known to be out of date.
    public var problem: Problem?
}

extension Registry {
    /// Takes a staged batch into the registry and proposes which of its records may be people who are there already. The list
    /// is in the registry before anything is searched.
    ///
    /// - Throws: as ``commit(_:)``; that proposing failed is no reason to refuse the list, and stands in the answer.
    public func commitAndPropose(_ id: Int64) throws(Problem) -> CommittedList {
        let batch = try commit(id, searchFollows: true)
        // Where making up for another list fails, what follows says why.
        _ = try? makeUp(except: id)
        do {
            return CommittedList(batch: batch, proposals: try proposeMatches(for: id), problem: nil)
        } catch {
            return CommittedList(batch: batch, proposals: nil, problem: error)
        }
    }

    /// Most rows of a list whose search, once it was cut short, the next list waits for.
    private static let madeUpFor = 100_000

    /// Searches for what small lists brought whose own search was meant to follow and did not come to its end. A list whose
    /// search was put off, and a large one, wait for ``proposeMissed()``.
    private func makeUp(except own: Int64) throws(Problem) {
        let cut = try database.read { connection in
            let missed = try MatchQueries(connection).unsearched(rows: Self.madeUpFor)
            guard missed.contains(where: { $0 != own }) else { return [Int64]() }
            let announced = try LogQueries(connection).commits(telling: LogDetail.searchFollows)
            return missed.filter { $0 != own && announced.contains($0) }
        }
        for id in cut { try proposeMatches(for: id) }
    }

    /// Does what ``proposeMatches(for:)`` does for every committed batch that no search has looked at, in the order they
    /// were committed: the search that follows a commit may have failed, or the program was stopped in the middle of it.
    ///
    /// - Throws: as ``proposeMatches(for:)``; what was done for earlier batches stays.
    @discardableResult
    public func proposeMissed() throws(Problem) -> [LinkageRunRecord] {
        var runs: [LinkageRunRecord] = []
        for id in try database.read({ try MatchQueries($0).unsearched() }) {
            runs.append(try proposeMatches(for: id))
        }
        return runs
    }

    /// Holds the records that a committed batch brought, and people of whom it told something new, against the whole
    /// registry, and adds pairs that may be one person to the queue.
    ///
    /// Nothing is trained: the parameters are those of the last search of the whole registry, or those that ship with the
    /// program where there was none. The registry is read and indexed once; then each record costs what it resembles.
    ///
    /// - Throws: `import.unknown`, `import.not-committed`, and what the engine throws.
    @discardableResult
    public func proposeMatches(for id: Int64) throws(Problem) -> LinkageRunRecord {
        let start = ContinuousClock.now
        let (actor, today) = (self.actor, self.today)
        let read = try database.read { connection -> (MatchModel, SubjectTable?, Set<Int64>, Int) in
            _ = try Self.committed(id, connection)
            let revision = try BatchQueries(connection).revision()
            let last = try MatchQueries(connection).lastWholeRun()
            let model = try MatchModel(last, records: last?.records ?? 1)
            let brought = try SubjectRecordQueries(connection).brought(by: id)
            guard !brought.isEmpty else { return (model, nil, brought, revision) }
            let table = try Self.subjects(model.model, connection, today: today)
            guard model.basis == .bundled else { return (model, table, brought, revision) }
            return (try MatchModel.bundled(records: table.ids.count), table, brought, revision)
        }
        let (model, table, brought, revision) = read
        let proposals = try Proposals(table, brought: brought, model.model)
        let run = LinkageRunRecord(
            batch: id, basis: model.basis, knownAt: now, actor: actor, model: model.model.name,
            // The parameters stand with the search that trained them, or ship with the program.
            document: "", lowerBound: Int(MatchStratum.lowest * 1_000_000),
            threshold: Int(MatchStratum.bounds[MatchStratum.probable - 1] * 1_000_000), revision: revision,
            records: proposals.records, pairs: proposals.pairs, candidates: proposals.candidates.count,
            isConverged: model.model.parameters?.convergence.isConverged ?? false,
            milliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)))
        return try change(.matchPropose) { connection, log in
            // Somebody may have undone the list meanwhile, or searched for it.
            _ = try Self.committed(id, connection)
            if let stored = try MatchQueries(connection).run(of: id) {
                log.changesNothing()
                return stored
            }
            let examined = try log.examine([.proposals])
            var known = run
            known.knownAt = log.instant
            let stored = try MatchQueries(connection).add(known, proposals.candidates)
            try log.tell(
                .matchPropose, LogObject(.run, stored.id), isGuarded: true, guarding: examined,
                detail: ["batch": id, "candidates": Int64(stored.candidates)])
            return stored
        }
    }

    /// A batch that is in the registry.
    ///
    /// - Throws: `import.unknown`, `import.not-committed`.
    static func committed(_ id: Int64, _ connection: any Connection) throws -> BatchRecord {
        guard let batch = try BatchQueries(connection).find(id) else {
            throw Problem("import.unknown", .refuse, ["id": String(id)])
        }
        guard batch.state == .committed else {
            throw Problem("import.not-committed", .refuse, ["id": String(id), "state": batch.state.rawValue])
        }
        return batch
    }

    /// What was proposed about a batch's records: how many candidates nobody has decided, of them probable ones; nil
    /// where nothing was searched for it.
    public func proposals(of batch: Int64) throws(Problem) -> (run: LinkageRunRecord, open: Int, probable: Int)? {
        try database.read { connection in
            guard let run = try MatchQueries(connection).run(of: batch) else { return nil }
            let queries = CandidateQueries(connection)
            return (
                run, try queries.open(ofRun: run.id, from: 1),
                try queries.open(ofRun: run.id, from: MatchStratum.probable)
            )
        }
    }
}

/// Pairs of new records with all others.
private struct Proposals: Sendable {
    var records = 0
    /// Pairs that are similar enough to be kept, each new record's own ones counted.
    var pairs = 0
    var candidates: [CandidateRecord] = []

    /// - Parameters:
    ///   - table: all records; nil where there is nothing to compare.
    ///   - brought: the numbers of those that are new.
    init(_ table: SubjectTable?, brought: Set<Int64>, _ model: LinkageModel) throws(Problem) {
        guard var table, table.ids.count > 1 else { return }
        records = table.ids.count
        let index = try LinkageIndex(try table.takeRecords(), model, spare: 0)
        var seen: Set<SubjectPair> = []
        for (row, id) in table.ids.enumerated() where brought.contains(id) {
            for match in index.matches(of: row, reported: MatchStratum.lowest) {
                pairs += 1
                let pair = SubjectPair(id, table.ids[match.row])
                // Two new records find each other.
                guard seen.insert(pair).inserted else { continue }
                candidates.append(CandidateRecord(pair, weight: match.weight, levels: match.levels, model))
            }
        }
        candidates.sort { $0.pair < $1.pair }
    }
}
