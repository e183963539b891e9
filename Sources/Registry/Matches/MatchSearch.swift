import Foundation
import Indonesia
public import Linkage
public import Problems
public import Store

/// A search for records that are one person, and what it found.
public struct MatchSearch: Sendable {
    public var run: LinkageRunRecord
    /// Candidates by band, from the first on.
    public var strata: [Int]
    /// The decisions that were used.
    public var decisions: DecidedPairs
}

extension Registry {
    /// Compares all people and all refused lines that hold a name, and proposes pairs that may be one person.
    ///
    /// Nothing is merged: candidates wait for somebody's decision, and earlier decisions stay as they are. The model is
    /// trained on the registry itself and on what people decided; where that has too little to teach, the parameters are
    /// those that ship with the program. Candidates of earlier searches give way to those of this one.
    ///
    /// - Throws: `match.nothing` where fewer than two records can be compared, and what the engine throws.
    @discardableResult
    public func findMatches(monitor: LinkageMonitor = LinkageMonitor()) throws(Problem) -> MatchSearch {
        let start = ContinuousClock.now
        let actor = self.actor
        let today = self.today
        let plain = try LinkageModelFile.named("persons")
        var (table, revision, standing) = try database.read { connection in
            (
                try Self.subjects(plain, connection, today: today), try BatchQueries(connection).revision(),
                try MatchDecisionQueries(connection).standing()
            )
        }
        guard table.ids.count > 1 else { throw Problem("match.nothing") }
        var decided = DecidedPairs(standing, among: table.ids)
        let records = try table.takeRecords()
        let found = try Self.link(records, plain, decided.known, monitor)
        decided.taught = found.basis == .trained && decided.count > 0
        // Pairs that people bound are among those found whatever they weigh.
        let lowest = MatchWeight.weight(MatchStratum.lowest)
        let candidates = found.result.pairs.filter { $0.weight >= lowest }.map { pair in
            CandidateRecord(
                SubjectPair(table.ids[pair.left], table.ids[pair.right]), weight: pair.weight,
                levels: found.result.levels(pair.vector), found.result.model)
        }.sorted { $0.pair < $1.pair }
        let elapsed = ContinuousClock.now - start
        var run = LinkageRunRecord(
            basis: found.basis, knownAt: now, actor: actor, model: found.result.model.name,
            document: try LinkageModelFile.json(found.result.model),
            lowerBound: Int(MatchStratum.lowest * 1_000_000),
            threshold: Int(MatchStratum.bounds[MatchStratum.probable - 1] * 1_000_000), revision: revision,
            records: table.ids.count, pairs: found.result.comparedPairs, candidates: candidates.count,
            isConverged: found.result.model.parameters?.convergence.isConverged ?? false,
            milliseconds: Int(elapsed / .milliseconds(1)))
        let (made, used) = (run, decided)
        run = try change(.matchFind) { connection, log in
            let examined = try log.examine([.proposals])
            var run = made
            run.knownAt = log.instant
            run.id = try MatchQueries(connection).replace(with: run, candidates)
            try log.tell(
                .matchFind, LogObject(.run, run.id), isGuarded: true, guarding: examined,
                detail: [
                    "candidates": Int64(candidates.count), "same": Int64(used.same), "different": Int64(used.different),
                ])
            return run
        }
        return MatchSearch(
            run: run,
            strata: MatchStratum.bounds.indices.map { band in candidates.count { $0.stratum == band + 1 } },
            decisions: decided)
    }

    /// Links all records: by what they teach, or else by what ships with the program.
    private static func link(
        _ records: LinkageRecords, _ plain: LinkageModel, _ known: [KnownPair], _ monitor: LinkageMonitor
    ) throws(Problem) -> (result: LinkageResult, basis: LinkageRunRecord.Basis) {
        var options = Linker.Options()
        options.threshold = MatchStratum.bounds[MatchStratum.probable - 1]
        options.reported = MatchStratum.lowest
        // A small registry has no million different pairs to draw.
        options.samplePairs = min(options.samplePairs, max(200_000, 20 * records.count))
        func linked(_ model: LinkageModel) throws(Problem) -> LinkageResult {
            var linker = Linker(model, options: options)
            linker.known = known
            return try linker.link(records, monitor: monitor)
        }
        let pairs = Double(records.count) * Double(records.count - 1) / 2
        let taught = try TaughtLinking(plain, records: records.count, pairs: pairs, link: linked)
        return (taught.result, taught.isSynthetic ? .bundled : .trained)
    }

    /// All records that may be matched, cleaned.
    static func subjects(
        _ model: LinkageModel, _ connection: any Connection, today: CalendarDate
    ) throws -> SubjectTable {
        var table = try SubjectTable(
            model, numberColumns: BatchQueries(connection).places(of: Field.nik.rawValue), today: today)
        try SubjectRecordQueries(connection).forEach { table.append($0) }
        return table
    }
}

extension CandidateRecord {
    /// - Parameter levels: the level of each comparison of the model.
    init(_ pair: SubjectPair, weight: Double, levels: [Int], _ model: LinkageModel) {
        let fields = MatchField.fields(levels, model)
        self.init(
            pair: pair, weight: Int((weight * 1000).rounded()),
            probability: Int((MatchWeight.probability(weight) * 1_000_000).rounded()),
            stratum: MatchStratum.stratum(weight), pattern: MatchField.pattern(fields),
            fields: LedgerJSON.text(fields))
    }
}
