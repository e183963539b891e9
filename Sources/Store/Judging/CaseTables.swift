/// Tables in which a database judges the lines of one list by rules: the cases with what is known of them, the lists that they
/// are held against, and what the rules come to. They lie in a scratch place and go with it.
public struct CaseTables {
    /// A column of the cases.
    public struct Column: Sendable, Hashable {
        public var name: String
        public var isNumber: Bool

        public init(_ name: String, isNumber: Bool) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    /// How the database finds the answer to a question: 1, 0, or nothing where it is not known or sources disagree.
    public enum Question: Sendable, Hashable {
        case listed(Sources)
        /// The line's own word, or else that of the years; they tell a no only where none is left out.
        case ever(own: String?, years: [Sources], isComplete: Bool)
        case family(Sources)
        /// Full years since a day, on a day.
        case age(birth: String, year: Int, month: Int, day: Int)
        case unanswerable
    }

    /// Who answers.
    public struct Sources: Sendable, Hashable {
        /// The column with what the line itself says.
        public var own: String?
        /// Numbers of lists that answer together; none: no list does.
        public var lists: [Int]
        public var asked: Asked
        /// Whether who is not on the lists counts as a no.
        public var saysNo: Bool
        /// Whether only a yes counts.
        public var isOptional: Bool

        public init(own: String?, lists: [Int], asked: Asked, saysNo: Bool, isOptional: Bool = false) {
            self.own = own
            self.lists = lists
            self.asked = asked
            self.saysNo = saysNo
            self.isOptional = isOptional
        }
    }

    /// What is asked of people on lists.
    public enum Asked: Sendable, Hashable { case isListed, received, runs }

    /// The columns that every case has before its own: row, whether it could be read, identity number, family card. Numbers of
    /// people and cards are words of eight bytes, which whoever fills the tables chooses; the same text has the same.
    static let common = ["row_number", "is_read", "nik", "family_card"].map { Column($0, isNumber: true) }

    let connection: any Connection
    private let integer: String
    let columns: [Column]
    let answers: CaseAnswers
    let words: Int
    let numbers: Int

    /// Makes the tables.
    ///
    /// - Parameters:
    ///   - columns: of the cases, beside row, number and card.
    ///   - questions: which rules ask.
    ///   - words: how many words hold what all rules come to.
    ///   - numbers: how many rules give a number.
    public init(
        _ connection: any Connection, _ dialect: any Dialect, columns: [Column], questions: [Question],
        words: Int, numbers: Int
    ) throws {
        self.connection = connection
        integer = dialect.integerType
        self.columns = columns
        self.words = words
        self.numbers = numbers
        answers = CaseAnswers(questions)
        try make("rule_case", Self.common + columns)
        try make("rule_member", ["list", "nik", "received", "runs"].map { Column($0, isNumber: true) })
        try make("rule_family", ["list", "family_card", "member"].map { Column($0, isNumber: true) })
    }

    var results: [Column] {
        [Column("row_number", isNumber: true)] + (0..<words).map { Column("word\($0)", isNumber: true) }
            + (0..<numbers).map { Column("number\($0)", isNumber: true) }
    }

    private func make(_ table: String, _ columns: [Column]) throws {
        let texts = columns.map { $0.name + " " + ($0.isNumber ? integer : "TEXT") }
        try connection.makeScratch(table, "(\(texts.joined(separator: ", ")))")
    }

    // MARK: Filling

    /// Which columns of the cases hold whole numbers, the common ones first.
    public static func kinds(_ columns: [Column]) -> [Bool] { (common + columns).map(\.isNumber) }

    /// A writer of cases: row, 1 where it could be read, identity number, family card, then the columns.
    public func cases() throws -> any BulkWriter {
        try connection.bulk(into: "rule_case", (Self.common + columns).map(\.name))
    }

    /// Marks rows among the cases that turn out to be nobody's.
    public func markUnread(_ rows: [Int]) throws {
        guard !rows.isEmpty else { return }
        try make("rule_unread", [Column("row_number", isNumber: true)])
        let unread = try connection.bulk(into: "rule_unread", ["row_number"])
        for row in rows { try unread.add([.integer(Int64(row))]) }
        try unread.finish()
        try connection.execute(
            "UPDATE rule_case SET is_read = 0 WHERE row_number IN (SELECT u.row_number FROM rule_unread u)")
    }

    /// A writer of people on lists: number of the list, identity number, 1 where they had received by the day of the decision,
    /// 2 where it runs on that day and 1 where that is not known.
    public func members() throws -> any BulkWriter {
        try connection.bulk(into: "rule_member", ["list", "nik", "received", "runs"])
    }

    /// A writer of families on lists: number of the list, family card, identity number or another sign of the member.
    public func families() throws -> any BulkWriter {
        try connection.bulk(into: "rule_family", ["list", "family_card", "member"])
    }

    /// A writer of what rules come to for rows that the cases do not hold, once these are judged.
    public func outcomes() throws -> any BulkWriter {
        try connection.bulk(into: "rule_result", results.map(\.name))
    }

    // MARK: Judging

    /// Judges all cases in one statement.
    ///
    /// - Parameters:
    ///   - words: expressions over `j`, the case with the answers: each a whole number. Values are written into them, for
    ///     what makes a table takes no others.
    ///   - rows: how many cases there are, by and large.
    public func judge(words: [String], numbers: [String], rows: Int) throws {
        try connection.expect(rows: rows)
        try prepare()
        let unread = (0..<self.words).map { $0 == 0 ? "-1" : "0" }
        let expressions =
            zip(words, unread).map { "CASE WHEN j.is_read = 1 THEN \($0) ELSE \($1) END" }
            + numbers.map { "CASE WHEN j.is_read = 1 THEN \($0) END" }
        let columns = zip(results, ["j.row_number"] + expressions).map { "\($1) AS \($0.name)" }
        try connection.makeScratch(
            "rule_result",
            """
            AS SELECT \(columns.joined(separator: ", "))
            FROM (SELECT c.*\(answers.columns) FROM rule_case c\(answers.joins)) j
            """)
    }

    /// Gathers the lists by person and by family, so that each case meets them once.
    private func prepare() throws {
        try connection.analyse("rule_case")
        if let people = answers.people {
            try connection.analyse("rule_member")
            try connection.makeScratch("rule_person", "AS \(people)")
            try connection.execute("CREATE UNIQUE INDEX rule_person_nik ON rule_person (nik)")
            try connection.analyse("rule_person")
        }
        if let cards = answers.cards {
            try connection.analyse("rule_family")
            try connection.makeScratch("rule_card", "AS \(cards)")
            try connection.execute("CREATE UNIQUE INDEX rule_card_card ON rule_card (family_card)")
            try connection.analyse("rule_card")
        }
    }
}
