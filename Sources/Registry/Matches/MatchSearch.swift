import Foundation
import Indonesia
public import Linkage
public import Problems
public import Store

/// A search for records that are one person, and what it found.
public struct MatchSearch: Sendable {
    /// A proposed pair.
    struct Found: Sendable {
        var pair: SubjectPair
        var weight: Double
        var stratum: Int
        var place = 0
        var levels: [Int]
    }

    public var run: LinkageRunRecord
    /// Candidates by band, from the first on.
    public var strata: [Int]
}

extension Registry {
    /// Compares all people and all refused lines that hold a name, and proposes pairs that may be one person.
    ///
    /// Nothing is merged: candidates wait for somebody's decision, and earlier decisions stay as they are. Every search
    /// looks at the whole registry; candidates of earlier searches give way to its own.
    ///
    /// - Throws: `match.nothing` where fewer than two records can be compared, and what the engine throws.
    @discardableResult
    public func findMatches(monitor: LinkageMonitor = LinkageMonitor()) throws(Problem) -> MatchSearch {
        let start = ContinuousClock.now
        let instant = now
        let actor = self.actor
        let model = try LinkageModelFile.named("persons")
        let (subjects, revision, columns) = try database.read { connection in
            let subjects = try SubjectRecordQueries(connection).all()
            return (subjects, try BatchQueries(connection).revision(), try Self.numberColumns(subjects, connection))
        }
        guard subjects.count > 1 else { throw Problem("match.nothing") }
        let table = try SubjectTable(subjects, model: model, numberColumns: columns, today: today)
        var options = Linker.Options()
        options.threshold = MatchStratum.bounds[MatchStratum.probable - 1]
        options.reported = MatchStratum.lowest
        // A small registry has no million different pairs to draw.
        options.samplePairs = min(options.samplePairs, max(200_000, 20 * subjects.count))
        let result = try Linker(model, options: options).link(table.records, monitor: monitor)
        var found = result.pairs.map { pair in
            MatchSearch.Found(
                pair: SubjectPair(subjects[pair.left].id, subjects[pair.right].id), weight: pair.weight,
                stratum: MatchStratum.stratum(pair.weight), levels: result.levels(pair.vector))
        }
        MatchStratum.draw(&found)
        let candidates = found.map { item in
            let fields = MatchField.fields(item.levels, result.model)
            return CandidateRecord(
                pair: item.pair, weight: Int((item.weight * 1000).rounded()),
                probability: Int((MatchWeight.probability(item.weight) * 1_000_000).rounded()), stratum: item.stratum,
                place: item.place, pattern: MatchField.pattern(fields), fields: LedgerJSON.text(fields))
        }
        let elapsed = ContinuousClock.now - start
        var run = LinkageRunRecord(
            startedAt: instant, actor: actor, model: result.model.name,
            document: try LinkageModelFile.json(result.model),
            lowerBound: Int(MatchStratum.lowest * 1_000_000), threshold: Int(options.threshold * 1_000_000),
            revision: revision, records: subjects.count, pairs: result.comparedPairs, candidates: candidates.count,
            isConverged: result.model.parameters?.convergence.isConverged ?? false,
            milliseconds: Int(elapsed / .milliseconds(1)))
        let stored = run
        run.id = try database.write { connection in
            let id = try MatchQueries(connection).replace(with: stored, candidates)
            try BatchQueries(connection).note(
                "match-find", LedgerJSON.text(["run": id, "candidates": Int64(candidates.count)]), at: instant,
                actor: actor)
            return id
        }
        return MatchSearch(
            run: run, strata: (1...MatchStratum.bounds.count).map { band in found.count { $0.stratum == band } })
    }

    /// Where the identity number stands among the cells of each batch that has a refused line among the subjects.
    static func numberColumns(
        _ subjects: some Sequence<SubjectRecord>, _ connection: any Connection
    ) throws -> [Int64: Int] {
        var columns: [Int64: Int] = [:]
        for batch in Set(subjects.lazy.filter { !$0.isPerson }.map(\.batch)) {
            let all = try BatchQueries(connection).columns(of: batch)
            columns[batch] = all.firstIndex { $0.field == Field.nik.rawValue }
        }
        return columns
    }
}
