public import Indonesia
public import Problems
public import Store

extension Registry {
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
        against further: [ReferenceList] = [], forms: [ScoringForm] = []
    ) throws(Problem) -> (judge: RuleJudge, batch: BatchRecord, cases: [RuledCase], tally: RuleTally) {
        let opened = try openCases(of: id, for: files, on: day, given: given, against: further, forms: forms)
        let cases = opened.judge.judge(opened.lines.map(\.facts))
        var tally = RuleTally(opened.judge)
        for item in cases { tally.add(item) }
        return (opened.judge, opened.batch, cases, tally)
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
        return try database.read { connection in
            let reader = try RegistryFacts(connection, batch, schema, forms, columns)
            let lists = try RegistryReferences(connection, batch, others).lists()
            let judge = try RuleJudge(
                files, day: day ?? CalendarDate(batch.referenceDate) ?? today, year: batch.fiscalYear,
                references: ReferenceLists(lists + further, firstYears: ReferenceLists.firstYears(programmes)),
                given: given, forms: forms)
            return RegistryCases(batch: batch, judge: judge, columns: reader.headings, lines: try reader.lines())
        }
    }
}

/// The lines of a committed list with the judge that knows the registry's other lists.
struct RegistryCases {
    var batch: BatchRecord
    var judge: RuleJudge
    /// The list's headings.
    var columns: [String]
    /// What each line tells, with its cells as the store keeps them.
    var lines: [(facts: CaseFacts, raw: String?)]
}

/// The lines of a stored list as facts.
private struct RegistryFacts {
    private let connection: any Connection
    private let batch: BatchRecord
    private let columns: FactColumns
    let headings: [String]

    init(
        _ connection: any Connection, _ batch: BatchRecord, _ schema: FactSchema, _ forms: [ScoringForm],
        _ further: [String]
    ) throws {
        self.connection = connection
        self.batch = batch
        let entries = try BatchQueries(connection).columns(of: batch.id).map { column in
            (name: column.name, field: column.field.flatMap { Field(rawValue: $0) })
        }
        headings = entries.map(\.name)
        let profile = ProfileLibrary.bundled.profiles.first { $0.name == batch.profile }
        columns = try FactColumns(
            entries, isOfCandidates: profile?.holds == .candidates, file: batch.fileName, schema, forms: forms
        ).asking(for: further)
    }

    func lines() throws -> [(facts: CaseFacts, raw: String?)] {
        let lines = LineQueries(connection)
        let refused = Dictionary(
            grouping: try lines.problems(of: batch.id).filter { $0.severity == Severity.refuse.rawValue }, by: \.row)
        return try lines.lines(of: batch.id).map { record in
            let problems = (refused[record.row] ?? []).map {
                Problem(
                    $0.code, .refuse, at: Place(file: batch.fileName, row: $0.row, column: $0.column), value: $0.value,
                    $0.arguments)
            }
            return (columns.facts(of: record, problems), record.raw)
        }
    }
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
