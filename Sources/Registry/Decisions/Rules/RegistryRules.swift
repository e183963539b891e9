public import Indonesia
public import Problems
public import Store
import Synchronization

/// What judges the lines of a stored list.
public enum RuleEngine: String, Sendable, Hashable, CaseIterable {
    /// The program, line by line.
    case program
    /// The database, all lines in one statement; the program explains.
    case sql
}

extension Registry {
    /// What a run of rules over a stored list came to.
    public struct RuledBatch: Sendable {
        public var judge: RuleJudge
        public var batch: BatchRecord
        public var tally: RuleTally
        /// Rules that the database could not judge, and why; the program did.
        public var leftOut: [(rule: ProgrammeRule, problem: Problem)] = []
    }

    /// Judges the lines of a committed list by rules, held against all other lists of the registry. Stores nothing; the log
    /// is told that the lines were read.
    ///
    /// - Parameters:
    ///   - id: the import.
    ///   - day: the day of the decision; the list's own when nil.
    ///   - further: lists beside those of the registry.
    ///   - forms: scoring forms whose sums are facts.
    /// - Throws: `import.unknown`, `import.not-committed`; what ``RuleJudge`` throws.
    public func judge(
        batch id: Int64, by files: [RuleFile], on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(),
        against further: [ReferenceList] = [], forms: [ScoringForm] = []
    ) throws(Problem) -> (judge: RuleJudge, batch: BatchRecord, cases: [RuledCase], tally: RuleTally) {
        let cases = Mutex<[RuledCase]>([])
        let found = try judge(batch: id, by: files, on: day, given: given, against: further, forms: forms) { ruled, _ in
            cases.withLock { $0 += ruled }
        }
        return (found.judge, found.batch, cases.withLock { $0 }, found.tally)
    }

    /// The same for a list of any length: memory holds some thousands of lines, beside the lists that they are held against.
    ///
    /// - Parameters:
    ///   - engine: what judges; both come to the same.
    ///   - explaining: of which cases every rule is told with its reasons, and which are handed on.
    ///   - each: receives the lines as they are judged, in the order of the list, and who judges.
    /// - Throws: `rules.engines-differ` and `rules.runaway` beside.
    public func judge(
        batch id: Int64, by files: [RuleFile], on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(),
        against further: [ReferenceList] = [], forms: [ScoringForm] = [], engine: RuleEngine = .program,
        explaining: RuleJudge.Explained = .all,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws(Problem) -> RuledBatch {
        let opened = try openCases(of: id, for: files, on: day, given: given, against: further, forms: forms)
        let (batch, judge, source) = (opened.batch, opened.judge, opened.source)
        switch engine {
        case .sql:
            let judging = StoredJudging(judge, source.layout, in: database)
            let tally = try judging.run(source, explaining: explaining) { try each($0, judge) }
            return RuledBatch(judge: judge, batch: batch, tally: tally, leftOut: judging.leftOut)
        case .program:
            var tally = RuleTally(judge)
            var row = -1
            while let piece = try source.after(row).nonempty {
                let judged = try judge.judgeTogether(piece, explaining: explaining).checked()
                tally.add(judged)
                do { try each(judged.told, judge) } catch { throw Problem.wrapping(error) }
                row = piece.last?.row ?? .max
            }
            return RuledBatch(judge: judge, batch: batch, tally: tally)
        }
    }

    /// Opens the lines of a committed list to be judged, after the log was told that they are read.
    ///
    /// - Parameter columns: headings whose cells are wanted beside the vocabulary.
    func openCases(
        of id: Int64, for files: [RuleFile], on day: CalendarDate?, given: GivenFacts, against further: [ReferenceList],
        forms: [ScoringForm] = [], columns: [String] = []
    ) throws(Problem) -> RegistryCases {
        let batch = try database.read { try Self.committed(id, $0) }
        let others = try currentBatches().filter { $0.list != batch.list }
        let programmes = try programmes()
        try look(.readLines, object: LogObject(.batch, id))
        let schema = try FactSchema.bundled()
        let (source, references) = try database.read { connection in
            (
                try StoredCases(connection, batch, schema, forms, columns, database),
                try RegistryReferences(connection, batch, others).lists(
                    further, firstYears: ReferenceLists.firstYears(programmes))
            )
        }
        let judge = try RuleJudge(
            files, day: day ?? CalendarDate(batch.referenceDate) ?? today, year: batch.fiscalYear,
            references: references, given: given, forms: forms)
        return RegistryCases(batch: batch, judge: judge, source: source)
    }
}

/// The lines of a committed list with the judge that knows the registry's other lists.
struct RegistryCases {
    var batch: BatchRecord
    var judge: RuleJudge
    let source: StoredCases

    /// The list's headings.
    var columns: [String] { source.headings }

    /// What each line tells, with its cells as the store keeps them.
    func lines() throws(Problem) -> [(facts: CaseFacts, raw: String?)] { try source.all() }
}

extension Array {
    fileprivate var nonempty: [Element]? { isEmpty ? nil : self }
}
