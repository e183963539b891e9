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
    /// - Throws: `import.unknown`, `import.not-committed`; what ``RuleJudge`` throws.
    public func judge(
        batch id: Int64, by files: [RuleFile], on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(),
        against further: [ReferenceList] = []
    ) throws(Problem) -> (judge: RuleJudge, batch: BatchRecord, cases: [RuledCase], tally: RuleTally) {
        let cases = Mutex<[RuledCase]>([])
        let found = try judge(batch: id, by: files, on: day, given: given, against: further) { ruled, _ in
            cases.withLock { $0 += ruled }
        }
        return (found.judge, found.batch, cases.withLock { $0 }, found.tally)
    }

    /// The same for a list of any length: memory holds some thousands of lines, beside the lists that they are held against.
    ///
    /// - Parameters:
    ///   - engine: what judges; both come to the same.
    ///   - explaining: of which cases every rule is told with its reasons; with ``RuleJudge/Explained/held(andFirst:)`` and
    ///     the database as engine, these alone are handed over.
    ///   - each: receives the lines as they are judged, in the order of the list, and who judges.
    /// - Throws: `rules.engines-differ` beside.
    public func judge(
        batch id: Int64, by files: [RuleFile], on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(),
        against further: [ReferenceList] = [], engine: RuleEngine = .program,
        explaining: RuleJudge.Explained = .all,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws(Problem) -> RuledBatch {
        let batch = try database.read { try Self.committed(id, $0) }
        let others = try currentBatches().filter { $0.list != batch.list }
        let programmes = try programmes()
        try look(.readLines, object: LogObject(.batch, id))
        let schema = try FactSchema.bundled()
        let (lines, lists) = try database.read { connection in
            (
                try StoredCases(connection, batch, schema, database),
                try RegistryReferences(connection, batch, others).lists()
            )
        }
        let judge = try RuleJudge(
            files, day: day ?? CalendarDate(batch.referenceDate) ?? today, year: batch.fiscalYear,
            references: ReferenceLists(lists + further, firstYears: ReferenceLists.firstYears(programmes)),
            given: given)
        switch engine {
        case .sql:
            let judging = StoredJudging(judge, lines.layout, in: database)
            let tally = try judging.run(lines, explaining: explaining) { try each($0, judge) }
            return RuledBatch(judge: judge, batch: batch, tally: tally, leftOut: judging.leftOut)
        case .program:
            var tally = RuleTally(judge)
            var row = -1
            while let piece = try lines.after(row).nonempty {
                let ruled = judge.judgeTogether(piece, explaining: explaining)
                for item in ruled { tally.add(item) }
                do { try each(ruled, judge) } catch { throw Problem.wrapping(error) }
                row = piece.last?.row ?? .max
            }
            return RuledBatch(judge: judge, batch: batch, tally: tally)
        }
    }
}

extension Array {
    fileprivate var nonempty: [Element]? { isEmpty ? nil : self }
}

/// The other lists of a registry, as far as they speak of the people of one list and their families.
private struct RegistryReferences {
    private let connection: any Connection
    private let batch: BatchRecord
    private let others: [BatchRecord]

    init(_ connection: any Connection, _ batch: BatchRecord, _ others: [BatchRecord]) {
        self.connection = connection
        self.batch = batch
        self.others = others
    }

    func lists() throws -> [ReferenceList] {
        guard !others.isEmpty else { return [] }
        let queries = EnrolmentQueries(connection)
        var people: Set<Int64> = []
        try queries.forEach(ofLists: [batch.list]) { people.insert($0.person) }
        let enrolments = Dictionary(
            grouping: try queries.enrolments(of: people.sorted(), onLists: others.map(\.list)), by: \.list)
        let decisions = try lastDecisions(about: enrolments)
        return try others.flatMap { other in
            let isOfCandidates = CandidateLists.bundled.profiles.contains(other.profile)
            var recipients = list(other, isOfRecipients: true)
            var candidates = list(other, isOfRecipients: false)
            var numbers: [Int64: String] = [:]
            func isAccepted(_ nik: String) -> Bool {
                let standing = SubjectQueries.Standing(
                    nik: nik, programme: other.programme, fiscalYear: other.fiscalYear)
                return decisions[standing].map { CandidateLists.bundled.accepting.contains($0.decision) } ?? false
            }
            for enrolment in enrolments[other.list] ?? [] {
                numbers[enrolment.person] = enrolment.nik
                let entry = ReferenceList.Entry(
                    startedOn: enrolment.startedOn.flatMap { CalendarDate($0) },
                    endedOn: enrolment.endedOn.flatMap { CalendarDate($0) })
                // Who has a contract is a recipient, whatever the list holds.
                if !isOfCandidates || enrolment.startedOn != nil || isAccepted(enrolment.nik) {
                    recipients.add(nik: enrolment.nik, familyCard: enrolment.familyCard, entry)
                } else {
                    candidates.add(nik: enrolment.nik, familyCard: enrolment.familyCard, entry)
                }
            }
            // Of people who are not on the list that is judged nothing is needed but that they are of a family.
            try queries.forEach(ofLists: [other.list]) { place in
                guard !isOfCandidates, numbers[place.person] == nil, let card = place.familyCard else { return }
                recipients.addFamily(card: card, member: "#" + String(place.person))
            }
            return isOfCandidates ? [recipients, candidates] : [recipients]
        }
    }

    private func list(_ other: BatchRecord, isOfRecipients: Bool) -> ReferenceList {
        ReferenceList(
            kind: other.programme, name: other.name, asOf: CalendarDate(other.referenceDate) ?? .last,
            year: other.fiscalYear, isOfRecipients: isOfRecipients)
    }

    /// The last decision about each person in a programme and year: who counts as a recipient follows from it everywhere.
    private func lastDecisions(
        about enrolments: [Int64: [EnrolmentRecord]]
    ) throws -> [SubjectQueries.Standing: StageEventRecord] {
        let years = others.map(\.fiscalYear)
        guard let first = years.min(), let last = years.max() else { return [:] }
        return try SubjectQueries(connection).lastDecisions(
            of: Set(enrolments.values.joined().map(\.nik)), years: first...last)
    }
}
