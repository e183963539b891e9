/// Which committed lists hold candidates: people who were proposed or applied, and of whom some become recipients.
public struct CandidateLists: Sendable, Hashable {
    /// Names of the profiles by which such lists are read.
    public var profiles: [String]
    /// Decisions that make a candidate a recipient, when they are the last ones.
    public var accepting: [String]

    public init(profiles: [String], accepting: [String]) {
        self.profiles = profiles
        self.accepting = accepting
    }

    /// Every list is one of recipients.
    public static let none = CandidateLists(profiles: [], accepting: [])

    /// Whether an enrolment `e`, whose newest line came with the batch `b`, is that of a candidate. Who has a contract,
    /// which is what the beginning on a line means, is a recipient.
    var condition: String { "b.profile IN (\(Self.marks(profiles))) AND e.started_on IS NULL" }
    var arguments: [SQLValue] { profiles.map { .text($0) } }

    /// Enrolments `e` of recipients with their person `p` and list `s`, to stand behind `FROM`.
    var recipients: String {
        """
        enrolment e JOIN person p ON p.id = e.person JOIN source_list s ON s.id = e.list
            JOIN line l ON l.id = e.line JOIN batch b ON b.id = l.batch
            LEFT JOIN (
                SELECT nik, programme, fiscal_year, decision, ROW_NUMBER() OVER (
                    PARTITION BY nik, programme, fiscal_year ORDER BY happened_at DESC, id DESC) AS place
                FROM stage_event) v
            ON v.nik = p.nik AND v.programme = e.programme AND v.fiscal_year = e.fiscal_year AND v.place = 1
        WHERE (NOT (\(condition)) OR v.decision IN (\(Self.marks(accepting))))
        """
    }
    var recipientArguments: [SQLValue] { arguments + accepting.map { .text($0) } }

    /// The marks that stand for values in a statement; an empty text, which no value equals, where there are none.
    static func marks(_ values: [String]) -> String {
        values.isEmpty ? "''" : values.map { _ in "?" }.joined(separator: ", ")
    }
}
