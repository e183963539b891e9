/// A list on its way through the gate, as stored.
public struct BatchRecord: Sendable, Hashable, Codable {
    /// What has become of a batch.
    public enum State: String, Sendable, Hashable, Codable {
        case staged, committed, undone, discarded
    }

    /// Rows by what became of them. `read = new + updated + unchanged + refused`, always.
    public struct Counts: Sendable, Hashable, Codable {
        public var read = 0
        public var new = 0
        public var updated = 0
        public var unchanged = 0
        public var refused = 0
        /// Rows taken in that carry a warning; part of the above, not beside it.
        public var warned = 0

        public init() {}

        /// Whether the rows add up.
        public var reconcile: Bool { read == new + updated + unchanged + refused }
    }

    public var id: Int64
    /// The list this is a sending of; see `BatchQueries.list`.
    public var list: Int64
    public var state: State
    /// The plain name the list goes by in matrices and reports.
    public var name: String
    public var programme: String
    public var institution: String
    public var fiscalYear: Int
    /// The date as of which the list speaks, `yyyy-mm-dd`.
    public var referenceDate: String
    public var profile: String
    public var fileName: String
    public var sha256: String
    public var encoding: String
    public var delimiter: String
    public var headerRow: Int
    public var counts: Counts
    /// The registry's revision when the outcomes were worked out.
    public var revision: Int
    public var stagedAt: String
    public var committedAt: String?
    public var undoneAt: String?
    /// Where its lines come from, but for those that say it themselves.
    public var origin = CandidateOrigin.proposed

    public init(
        id: Int64, list: Int64, state: State, name: String, programme: String, institution: String, fiscalYear: Int,
        referenceDate: String, profile: String, fileName: String, sha256: String, encoding: String, delimiter: String,
        headerRow: Int, counts: Counts, revision: Int, stagedAt: String, committedAt: String? = nil,
        undoneAt: String? = nil
    ) {
        self.id = id
        self.list = list
        self.state = state
        self.name = name
        self.programme = programme
        self.institution = institution
        self.fiscalYear = fiscalYear
        self.referenceDate = referenceDate
        self.profile = profile
        self.fileName = fileName
        self.sha256 = sha256
        self.encoding = encoding
        self.delimiter = delimiter
        self.headerRow = headerRow
        self.counts = counts
        self.revision = revision
        self.stagedAt = stagedAt
        self.committedAt = committedAt
        self.undoneAt = undoneAt
    }
}

/// What a line of a list says, normalised, beside its raw cells.
public struct LineRecord: Sendable, Hashable, Codable {
    /// What becomes (or became) of the line.
    public enum Outcome: String, Sendable, Hashable, Codable { case new, updated, unchanged, refused }

    public var row: Int
    public var outcome: Outcome = .new
    /// The heaviest severity among the line's problems: `note`, `warn`, `refuse`.
    public var severity: String?
    public var nik: String?
    public var familyCard: String?
    public var name: String?
    public var sex: String?
    public var birthDate: String?
    public var phone: String?
    public var address: String?
    public var village: String?
    public var regionCode: String?
    public var business: String?
    public var nib: String?
    public var npwp: String?
    /// The size class of the business and the rule set that gives it.
    public var sizeClass: String?
    public var sizeRuleSet: String?
    public var group: String?
    public var subgroup: String?
    /// Who looks after the person's account, by name or code.
    public var officer: String?
    /// Where the proposal comes from, where the line says it.
    public var origin: CandidateOrigin?
    /// Rupiah.
    public var amount: Int64?
    public var status: String?
    public var startedOn: String?
    public var endedOn: String?
    /// What tells two lines of one person in one list apart; empty where the person alone does.
    public var key: String = ""
    /// The row's cells as they stood in the file: a JSON array of texts.
    public var raw: String = "[]"

    public init(row: Int) { self.row = row }
}

/// A problem of a line, as stored.
public struct LineProblemRecord: Sendable, Hashable, Codable {
    public var row: Int
    public var column: String?
    public var code: String
    public var severity: String
    /// Masked where personal.
    public var value: String?
    public var arguments: [String: String]

    public init(
        row: Int, column: String?, code: String, severity: String, value: String?, arguments: [String: String]
    ) {
        self.row = row
        self.column = column
        self.code = code
        self.severity = severity
        self.value = value
        self.arguments = arguments
    }
}

/// How a column of a list was understood.
public struct BatchColumnRecord: Sendable, Hashable, Codable {
    public var name: String
    public var field: String?
    /// Percent.
    public var confidence: Int

    public init(name: String, field: String?, confidence: Int) {
        self.name = name
        self.field = field
        self.confidence = confidence
    }
}

/// How many rows of a batch have a problem.
public struct ProblemCountRecord: Sendable, Hashable, Codable {
    public var code: String
    public var severity: String
    public var rows: Int

    public init(code: String, severity: String, rows: Int) {
        self.code = code
        self.severity = severity
        self.rows = rows
    }
}

/// A line of a committed list, as overlaps are found from it.
public struct EnrolmentRecord: Sendable, Hashable {
    public var batch: Int64
    public var list: Int64
    /// The row of the list it comes from, in the sending that spoke of it last.
    public var row: Int
    public var person: Int64
    public var nik: String
    public var name: String
    /// The name that the list itself says; nil where it says none, or it was not asked for.
    public var listedName: String?
    public var familyCard: String?
    public var programme: String
    public var fiscalYear: Int
    public var lineKey: String
    public var amount: Int64?
    public var startedOn: String?
    public var endedOn: String?
    /// What the list says of the benefit itself; nil where it says nothing, or it was not asked for.
    public var status: String?
    public var village: String?

    public init(
        batch: Int64, list: Int64, row: Int, person: Int64, nik: String, name: String, familyCard: String?,
        programme: String,
        fiscalYear: Int, lineKey: String, amount: Int64?, startedOn: String?, endedOn: String?, village: String?
    ) {
        self.batch = batch
        self.list = list
        self.row = row
        self.person = person
        self.nik = nik
        self.name = name
        self.familyCard = familyCard
        self.programme = programme
        self.fiscalYear = fiscalYear
        self.lineKey = lineKey
        self.amount = amount
        self.startedOn = startedOn
        self.endedOn = endedOn
        self.village = village
    }
}

/// How many people stand on the lists of a programme and year.
public struct ListedPeople: Sendable, Hashable {
    public var programme: String
    public var fiscalYear: Int
    /// Distinct people.
    public var people: Int
}

/// A person as registered.
public struct PersonRecord: Sendable, Hashable {
    public var id: Int64
    public var nik: String
    public var name: String
    public var sex: String?
    public var birthDate: String?
    public var phone: String?
    public var village: String?
    public var familyCard: String?
    public var batch: Int64
}

/// One decision about a proposal: who decided what, when and why.
public struct StageEventRecord: Sendable, Hashable, Codable {
    public var programme: String
    public var fiscalYear: Int
    public var nik: String
    public var stage: String
    public var actor: String
    /// ISO 8601 with zone.
    public var happenedAt: String
    public var decision: String
    public var reason: String?
    /// The code of the rule the reason refers to; nil where none was named.
    public var rule: String?

    public init(
        programme: String, fiscalYear: Int, nik: String, stage: String, actor: String, happenedAt: String,
        decision: String, reason: String?, rule: String?
    ) {
        self.programme = programme
        self.fiscalYear = fiscalYear
        self.nik = nik
        self.stage = stage
        self.actor = actor
        self.happenedAt = happenedAt
        self.decision = decision
        self.reason = reason
        self.rule = rule
    }
}
