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

    /// The columns that every case has before its own: row, whether it could be read, identity number, family card.
    static let common = [
        Column("row_number", isNumber: true), Column("is_read", isNumber: true), Column("nik", isNumber: false),
        Column("family_card", isNumber: false),
    ]

    private let connection: any Connection
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
        try make("rule_case", Self.common + columns, key: "row_number")
        func number(_ name: String) -> Column { Column(name, isNumber: true) }
        func text(_ name: String) -> Column { Column(name, isNumber: false) }
        try make("rule_member", [number("list"), text("nik"), number("received"), number("runs")])
        try make("rule_family", [number("list"), text("family_card"), text("member")])
        try make("rule_result", results, key: "row_number")
    }

    var results: [Column] {
        [Column("row_number", isNumber: true)] + (0..<words).map { Column("word\($0)", isNumber: true) }
            + (0..<numbers).map { Column("number\($0)", isNumber: true) }
    }

    private func make(_ table: String, _ columns: [Column], key: String? = nil) throws {
        let texts = columns.map {
            $0.name + " " + ($0.isNumber ? integer : "TEXT") + ($0.name == key ? " PRIMARY KEY" : "")
        }
        try connection.execute("CREATE TEMP TABLE \(table) (\(texts.joined(separator: ", ")))")
    }

    // MARK: Filling

    /// Which columns of the cases hold whole numbers, the common ones first.
    public static func kinds(_ columns: [Column]) -> [Bool] { (common + columns).map(\.isNumber) }

    /// A writer of cases: row, 1 where it could be read, identity number, family card, then the columns.
    public func cases() throws -> any BulkWriter {
        try connection.bulk(into: "rule_case", (Self.common + columns).map(\.name))
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

    /// A writer of what rules come to for rows that the cases do not hold.
    public func outcomes() throws -> any BulkWriter {
        try connection.bulk(into: "rule_result", results.map(\.name))
    }

    // MARK: Judging

    /// Judges all cases in one statement.
    ///
    /// - Parameters:
    ///   - words: expressions over `j`, the case with the answers: each a whole number.
    ///   - arguments: the values of their placeholders, in order.
    public func judge(words: [String], numbers: [String], _ arguments: [SQLValue]) throws {
        try prepare()
        let unread = (0..<self.words).map { $0 == 0 ? "-1" : "0" }
        let expressions =
            zip(words, unread).map { "CASE WHEN j.is_read = 1 THEN \($0) ELSE \($1) END" }
            + numbers.map { "CASE WHEN j.is_read = 1 THEN \($0) END" }
        try connection.execute(
            """
            INSERT INTO rule_result (\(results.map(\.name).joined(separator: ", ")))
            SELECT j.row_number, \(expressions.joined(separator: ", "))
            FROM (SELECT c.*\(answers.columns) FROM rule_case c\(answers.joins)) j
            """, arguments)
        try connection.analyse("rule_result")
    }

    /// Gathers the lists by person and by family, so that each case meets them once.
    private func prepare() throws {
        try connection.analyse("rule_case")
        if let people = answers.people {
            try connection.analyse("rule_member")
            try connection.execute("CREATE TEMP TABLE rule_person AS \(people)")
            try connection.execute("CREATE UNIQUE INDEX rule_person_nik ON rule_person (nik)")
            try connection.analyse("rule_person")
        }
        if let cards = answers.cards {
            try connection.analyse("rule_family")
            try connection.execute("CREATE TEMP TABLE rule_card AS \(cards)")
            try connection.execute("CREATE UNIQUE INDEX rule_card_card ON rule_card (family_card)")
            try connection.analyse("rule_card")
        }
    }

    // MARK: Reading

    /// How many rows came to the same, with the numbers that count: words, numbers, rows.
    ///
    /// - Parameter counted: places of the numbers that tell rows apart.
    public func patterns(
        counted: [Int], _ each: ([Int64], [Int64?], Int) throws -> Void
    ) throws {
        let names = (0..<words).map { "word\($0)" } + counted.map { "number\($0)" }
        let list = names.joined(separator: ", ")
        try connection.query("SELECT \(list), COUNT(*) FROM rule_result GROUP BY \(list) ORDER BY \(list)", []) { row in
            try each(
                (0..<words).map { row.integer($0) ?? 0 },
                counted.indices.map { row.integer(words + $0) }, row.int(words + counted.count))
        }
    }

    /// What the rules came to for some rows, in their order: row, words, numbers.
    public func rows(_ range: ClosedRange<Int>, _ each: (Int, [Int64], [Int64?]) throws -> Void) throws {
        try connection.query(
            """
            SELECT \(results.map(\.name).joined(separator: ", ")) FROM rule_result
            WHERE row_number BETWEEN ? AND ? ORDER BY row_number
            """, [.integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))]
        ) { row in
            try each(
                row.int(0), (0..<words).map { row.integer(1 + $0) ?? 0 },
                (0..<numbers).map { row.integer(1 + words + $0) })
        }
    }
}
