public import Indonesia
public import Problems
public import Store

/// What is known of one person, and from which row of which list.
public struct PersonView: Sendable {
    public struct Line: Sendable {
        public var batch: BatchRecord
        public var line: LineRecord
        public var problems: [LineProblemRecord]
        /// Whether the line's amount is that of the programme's period, and none that the list tells.
        public var hasProgrammeAmount: Bool
    }

    /// nil when no committed list brought the person.
    public var person: PersonRecord?
    /// Lines of committed lists, and lines that were refused although the number is legible.
    public var lines: [Line]
    /// Businesses and groups the lists brought.
    public var enterprises: [EnterpriseRecord]
    public var groups: [GroupRecord]
    /// What the person needs, each with the steps of its referrals.
    public var needs: [(need: Need, referrals: [ReferralStep])]
    /// Decisions about the person's proposals in the order of time, each with the rule it names, where it names one.
    public var decisions: [(event: StageEventRecord, rule: RuleRecord?)]
    /// What stored rulings say of the person, in their order.
    public var rulings: [PersonRuling]
    /// Other records of the same person; nil when no committed list brought the person.
    public var identity: PersonIdentity?
    /// Who looked at the person, the newest first: this look is the first of them. Empty in a past.
    public var looks: [LoggedEntry] = []
    /// Numbers, names, family cards, events and statuses.
    public var story: PersonStory
    /// Papers, addresses, household, businesses and groups that sheets tell of.
    public var facts: PersonFacts

    /// The day by which papers are out of date.
    public var day: CalendarDate

    /// So many looks are told.
    static let mostLooks = 20

    /// Whether a later sending of the same list says something else in the place of a line.
    public func isSuperseded(_ item: Line) -> Bool {
        func order(_ item: Line) -> (String, Int64, Int) {
            (item.batch.committedAt ?? "", item.batch.id, item.line.row)
        }
        guard item.line.outcome != .refused, item.batch.state == .committed else { return false }
        return lines.contains { other in
            other.line.outcome == .updated && other.batch.state == .committed && other.batch.list == item.batch.list
                && other.line.key == item.line.key && order(other) > order(item)
        }
    }

    /// Where the proposal on a line comes from; nil for a line that was refused.
    public func origin(of item: Line) -> CandidateOrigin? {
        story.places.first { $0.batch == item.batch.id && $0.row == item.line.row }.map { story.origin(of: $0) }
    }
}

extension Registry {
    /// The numbers of a person's records: for each of their numbers of the person whom lists
    /// brought, else of lines that were refused.
    func subjects(of nik: NIK) throws(Problem) -> [Int64] {
        try database.read { connection in
            // Whoever's number was corrected has records by both.
            try PersonStory(of: nik.digits, connection).numbers.flatMap { digits in
                if let person = try EnrolmentQueries(connection).person(nik: digits) { return [person.id] }
                return try LineQueries(connection).lines(nik: digits).map {
                    LineQueries.id(batch: $0.batch, row: $0.line.row)
                }
            }
        }
    }

    /// Looks a person up by identity number: the one that holds, or one that was corrected since. The log is told before
    /// anything is handed over.
    ///
    /// - Parameter isFull: whether values are shown that are not masked; then the purpose must be stated.
    /// - Throws: `log.purpose`, `log.unwritable`.
    public func person(_ nik: NIK, isFull: Bool = false) throws(Problem) -> PersonView {
        if isFull { try requirePurpose() }
        let subjects = try subjects(of: nik)
        try look(.readPerson, at: subjects, isFull: isFull)
        var view = try view(of: nik)
        // Who looked is no part of what was known; the log tells it of today.
        guard !(database is AsOfDatabase) else { return view }
        for subject in subjects {
            view.looks += try log(.access, LogFilter(subject: subject), limit: PersonView.mostLooks)
        }
        return view
    }

    private func view(of nik: NIK) throws(Problem) -> PersonView {
        let batches = Dictionary(try batches().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rules = Dictionary(try rules().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let day = day
        return try database.read { try PersonView(of: nik.digits, $0, batches, rules, on: day) }
    }
}

extension PersonView {
    init(
        of nik: String, _ connection: any Connection, _ batches: [Int64: BatchRecord], _ rules: [String: RuleRecord],
        on day: CalendarDate
    ) throws {
        self.day = day
        let lines = LineQueries(connection)
        let enrolments = EnrolmentQueries(connection)
        let model = ModelQueries(connection)
        story = try PersonStory(of: nik, connection)
        let people = try story.numbers.compactMap { try enrolments.person(nik: $0) }
        person = people.first
        self.lines = try story.numbers.flatMap { try lines.lines(nik: $0) }.compactMap { item in
            guard let batch = batches[item.batch] else { return nil }
            return PersonView.Line(
                batch: batch, line: item.line,
                problems: try lines.problems(of: batch.id, rows: item.line.row...item.line.row),
                hasProgrammeAmount: try item.line.amount != nil
                    && BatchQueries(connection).programmeAmount(of: batch.id) != nil)
        }
        enterprises = try people.flatMap { try model.enterprises(of: $0.id) }
        groups = try people.flatMap { try model.groups(of: $0.id) }
        needs = try story.numbers.flatMap { try Needs(connection).needs(of: $0) }
        decisions = try story.numbers.flatMap { try enrolments.stageEvents(nik: $0) }
            .sorted { $0.happenedAt < $1.happenedAt }.map { event in
                var shown = event
                // Programs before this one took in reasons that hold somebody's number.
                shown.reason = event.reason.map { LongNumbers.hidden(in: $0, runsOf: NIK.length) }
                return (shown, event.rule.flatMap { rules[$0] })
            }
        rulings = try PersonRuling.all(story.numbers, connection)
        identity = try person.map { try PersonIdentity(of: $0.id, connection, batches) }
        facts = try PersonFacts(LedgerQueries(connection), of: story.numbers)
    }
}
