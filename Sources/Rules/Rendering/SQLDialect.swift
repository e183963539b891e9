/// What databases write differently, as far as conditions need it.
public protocol SQLDialect: Sendable {
    /// The placeholder of a value, counted from 1.
    func placeholder(_ number: Int, _ type: RuleType) -> String
    /// What follows a text for it to be ordered by its bytes.
    var byteOrder: String { get }
    /// Whether numbers may be `NaN`, which the database takes for equal to itself.
    var keepsNaN: Bool { get }
    /// A condition that a text holds another.
    func contains(_ text: SQLFragment, _ part: SQLFragment) -> SQLFragment
    /// `+`, `-`, `*`, `/` or `%` of whole numbers of 64 bits; `NULL` where the language says overflow or division by zero.
    func whole(_ operation: Character, _ left: SQLFragment, _ right: SQLFragment) -> SQLFragment
}

/// Conditions for SQLite.
public struct SQLiteConditions: SQLDialect {
    /// The one there is.
    public init() {}

    public func placeholder(_ number: Int, _ type: RuleType) -> String { "?" }

    public var byteOrder: String { " COLLATE BINARY" }

    public var keepsNaN: Bool { false }

    public func contains(_ text: SQLFragment, _ part: SQLFragment) -> SQLFragment { "instr(\(text), \(part)) > 0" }

    /// A whole number that grows too large becomes a floating-point number here.
    public func whole(_ operation: Character, _ left: SQLFragment, _ right: SQLFragment) -> SQLFragment {
        let result: SQLFragment = "(\(left) \(sign: String(operation)) \(right))"
        guard operation == "%" else { return "(CASE typeof\(result) WHEN 'integer' THEN \(result) END)" }
        return "(CASE WHEN \(right) = -1 AND \(left) = \(SQLFragment.least) THEN NULL ELSE \(result) END)"
    }
}

/// Conditions for PostgreSQL.
public struct PostgresConditions: SQLDialect {
    private let write: @Sendable (Int, String) -> String

    /// Conditions with placeholders `?`, as Gapura's store takes them, or written otherwise.
    public init(placeholder: @escaping @Sendable (Int) -> String = { _ in "?" }) {
        write = { number, type in "CAST(" + placeholder(number) + " AS " + type + ")" }
    }

    public func placeholder(_ number: Int, _ type: RuleType) -> String {
        switch type.present {
        case .bool: write(number, "boolean")
        case .int: write(number, "bigint")
        case .double: write(number, "double precision")
        default: write(number, "text")
        }
    }

    public var byteOrder: String { " COLLATE \"C\"" }

    public var keepsNaN: Bool { true }

    public func contains(_ text: SQLFragment, _ part: SQLFragment) -> SQLFragment { "strpos(\(text), \(part)) > 0" }

    /// In exact numbers of any length, so that no step can fail, whatever order the database takes them in.
    public func whole(_ operation: Character, _ left: SQLFragment, _ right: SQLFragment) -> SQLFragment {
        let (a, b): (SQLFragment, SQLFragment) = ("CAST(\(left) AS numeric)", "CAST(\(right) AS numeric)")
        let result: SQLFragment =
            switch operation {
            case "/": "div(\(a), NULLIF(\(b), 0))"
            case "%": "mod(\(a), NULLIF(\(b), 0))"
            default: "(\(a) \(sign: String(operation)) \(b))"
            }
        if operation == "%" {
            return """
                CAST(CASE WHEN \(b) = -1 AND \(a) = \(SQLFragment.least) THEN NULL ELSE \(result) END AS bigint)
                """
        }
        let (least, most) = (SQLFragment.least, SQLFragment(.int(.max), .int))
        return "CAST(CASE WHEN \(result) BETWEEN \(least) AND \(most) THEN \(result) END AS bigint)"
    }
}

extension SQLFragment {
    /// The smallest whole number, which some databases cannot read as text.
    static let least = SQLFragment(.int(.min), .int)
}
