import Foundation
public import Indonesia
public import Problems
public import Store
import Synchronization

extension Registry {
    /// Judges the lines of a committed list as ``judge(batch:by:on:given:against:)`` does, and stores what came of it with the
    /// text of the rule files.
    ///
    /// - Parameters:
    ///   - engine: what judges; rules that the database could not judge are told beside.
    ///   - plan: how many can be served: then it is kept too, with where each of the eligible stands.
    public func rule(
        batch id: Int64, by files: [RuleFile], on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(),
        against further: [ReferenceList] = [], forms: [ScoringForm] = [], engine: RuleEngine = .program,
        within plan: QuotaPlan? = nil
    ) throws(Problem) -> (ruling: RulingRecord, found: RuledBatch, cases: [RuledCase], ranking: QuotaRanking?) {
        let all = Mutex<[RuledCase]>([])
        let found = try judge(
            batch: id, by: files, on: day, given: given, against: further, forms: forms, engine: engine
        ) { ruled, _ in all.withLock { $0 += ruled } }
        let (judge, cases, tally) = (found.judge, all.withLock { $0 }, found.tally)
        let ranking = try plan.map { plan throws(Problem) in try QuotaRanking(cases, by: judge, plan) }
        let standings = ranking.map { RulingStandings($0) }
        let sources = Self.sources(of: judge, files: further.count, standings?.plan)
        let ruling = try change(.rule) { connection, log in
            // The list may have been undone in between.
            _ = try Self.committed(id, connection)
            var ruling = RulingRecord(
                batch: id, judge, tally, given: given.json, sources: sources)
            ruling.id = try log.add(
                ruling, files: RulingFileRecord.all(of: judge), cases: cases, standings?.places ?? [:], as: .rule)
            (ruling.recordedAt, ruling.actor) = (log.instant, log.actor)
            return ruling
        }
        return (ruling, found, cases, ranking)
    }

    /// - Parameter files: so many of the lists, the last ones, came from files.
    static func sources(of judge: RuleJudge, files: Int, _ plan: RulingStandings.Plan? = nil) -> String {
        let lists = judge.references.lists
        let sources = lists.enumerated().map { place, list in
            Ruling.Source(
                kind: list.kind, name: list.name, asOf: list.asOf.description, year: list.year,
                isFile: place >= lists.count - files)
        }
        return plan.map { LedgerJSON.text(Ruling.Grounds(lists: sources, plan: $0)) } ?? LedgerJSON.text(sources)
    }
}

extension RulingRecord {
    init(
        batch: Int64, appeals: Int64? = nil, _ judge: RuleJudge, _ tally: RuleTally, given: String, sources: String,
        evidence: String? = nil
    ) {
        self.init(
            batch: batch, appeals: appeals, programme: judge.programme, decidedOn: judge.dayText,
            fiscalYear: judge.year,
            rows: tally.rows, eligible: tally.eligible, refused: tally.refused, held: tally.held,
            benefit: tally.benefit, given: given, sources: sources, evidence: evidence)
    }
}

extension RulingFileRecord {
    /// The rules as they were kept; nil for a scoring form.
    ///
    /// - Throws: `rule-file.vocabulary`.
    public func rules() throws(Problem) -> RuleFile? {
        guard !ScoringFormReading.isForm(content) else { return nil }
        return RuleFileReading(Data(content.utf8), name: name, try FactSchema.bundled()).file
    }

    /// The rule files, and then the forms.
    static func all(of judge: RuleJudge) -> [RulingFileRecord] {
        judge.files.map {
            RulingFileRecord(name: $0.name, version: $0.version, digest: $0.digest, content: $0.content)
        }
            + judge.forms.map {
                RulingFileRecord(name: $0.name, version: $0.version, digest: $0.digest, content: $0.content)
            }
    }
}

extension ChangeLog {
    /// Adds a ruling and tells of it.
    ///
    /// - Returns: its number.
    func add(
        _ ruling: RulingRecord, files: [RulingFileRecord], cases: [RuledCase],
        _ places: [Int: RulingStandings.Place] = [:], as action: LogAction
    ) throws -> Int64 {
        var ruling = ruling
        (ruling.recordedAt, ruling.actor) = (instant, actor)
        let id = try store(
            ruling, files: files,
            cases.lazy.map { item in
                RulingCaseRecord(
                    row: item.row, nik: item.nik, verdict: item.verdict.rawValue, benefit: item.benefit,
                    reasons: LedgerJSON.text(StoredVerdict(item, places[item.row])))
            })
        var detail = ["batch": ruling.batch, "rows": Int64(ruling.rows)]
        detail["appeals"] = ruling.appeals
        try tell(action, LogObject(.ruling, id), isGuarded: true, detail: detail)
        return id
    }
}
