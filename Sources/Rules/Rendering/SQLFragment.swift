/// A piece of SQL text with the values that are bound into it: what comes from an expression is never spliced in.
///
/// Written as an interpolated literal: `"r.programme = \(arguments[0])"`.
public struct SQLFragment: Sendable, Hashable, ExpressibleByStringInterpolation {
    enum Piece: Sendable, Hashable {
        case text(String)
        case parameter(RuleValue, RuleType)
    }

    private(set) var pieces: [Piece]

    /// Text of the program's own.
    public init(stringLiteral text: String) { pieces = [.text(text)] }

    /// Text of the program's own with fragments in it.
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Text of the program's own.
    public init(_ text: String) { pieces = [.text(text)] }

    /// A value to be bound.
    public init(_ value: RuleValue, _ type: RuleType) { pieces = [.parameter(value, type)] }

    /// The value, where it is one and nothing else: an argument that is the same in every row.
    public var constant: RuleValue? {
        guard pieces.count == 1, case .parameter(let value, _) = pieces[0] else { return nil }
        return value
    }

    /// How long it is, roughly: texts that repeat their operands can grow.
    var weight: Int { pieces.count }

    /// Fragments with a text between them.
    static func joined(_ fragments: [SQLFragment], _ separator: String) -> SQLFragment {
        var joined = SQLFragment("")
        for (place, fragment) in fragments.enumerated() {
            if place > 0 { joined.pieces.append(.text(separator)) }
            joined.pieces += fragment.pieces
        }
        return joined
    }

    /// Collects what stands in an interpolated literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        /// Puts a fragment in, with its values.
        public mutating func appendInterpolation(_ fragment: SQLFragment) { pieces += fragment.pieces }

        /// Puts text of the dialect in.
        mutating func appendInterpolation(sign text: String) { pieces.append(.text(text)) }
    }
}

/// A condition as SQL text with the values to be bound, in the order of their placeholders.
public struct RenderedSQL: Sendable, Hashable {
    /// The text: it is true, false, or `NULL` where the evaluator says unknown or error.
    public let text: String
    /// The values.
    public let parameters: [RuleValue]
}

/// Where a variable, a field or a function stands in the database.
public struct SQLMapping: Sendable {
    /// Where a variable or field stands, as text of the program's own.
    ///
    /// What it gives has to be of the type that the schema declares, compared byte by byte where it is a text: truth
    /// values as the database has them (0 and 1 in SQLite), points in time as whole seconds since 1970 or as days.
    public struct Column: Sendable, Hashable {
        /// What `NULL` stands for.
        public enum Absence: Sendable, Hashable {
            /// It is not known.
            case missing
            /// It is known to be nothing: the language's `null`.
            case null
        }
        /// How a point in time is kept.
        public enum Time: Sendable, Hashable {
            /// Whole seconds since 1970-01-01T00:00:00Z.
            case seconds
            /// A calendar day as the text `YYYY-MM-DD`, for midnight UTC.
            case day
        }

        let text: SQLFragment
        let absence: Absence
        let time: Time

        /// A column, or another expression of SQL.
        public init(_ text: SQLFragment, null absence: Absence = .missing, time: Time = .seconds) {
            self.text = text
            self.absence = absence
            self.time = time
        }
    }

    /// Makes the text for a call from those of its arguments, which are not `NULL`; nil when it cannot.
    public typealias Call = @Sendable ([SQLFragment]) -> SQLFragment?

    let columns: [String: Column]
    let functions: [String: Call]
    let known: [String: RuleOutcome]

    /// Columns by path, functions by name.
    ///
    /// - Parameter known: names that have one value in every row, such as the day of the decision, and need no column:
    ///   what is worked out from them alone is worked out beforehand.
    public init(columns: [String: Column], functions: [String: Call] = [:], known: [String: RuleOutcome] = [:]) {
        self.columns = columns
        self.functions = functions
        self.known = known
    }
}
