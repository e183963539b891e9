/// A condition over attributes: one statement, or two that must both hold. A missing value meets none but ``Statement/Test/missing``.
public struct CriterionCondition: Sendable, Hashable {
    /// One statement on one attribute.
    public struct Statement: Sendable, Hashable {
        /// What is asked of the value.
        public enum Test: Sendable, Hashable {
            /// The value is this one.
            case equals(String)
            /// There is a value, and it is another one.
            case differs(from: String)
            /// The number is this or more.
            case atLeast(Double)
            /// The number is less than this.
            case below(Double)
            /// There is no value.
            case missing
        }

        /// The attribute's name.
        public var attribute: String
        /// What is asked of its value.
        public var test: Test

        /// A test of an attribute.
        public init(_ attribute: String, _ test: Test) {
            self.attribute = attribute
            self.test = test
        }
    }

    /// One or two.
    public var statements: [Statement]

    /// A condition that holds where all statements hold.
    public init(_ statements: [Statement]) { self.statements = statements }

    /// The attributes it speaks of.
    public var attributes: [String] { statements.map(\.attribute) }

    /// Whether each line meets it.
    public func holds(on lines: DecidedLines) -> [Bool] {
        let parts = statements.map { statement in
            lines.attributes.first { $0.name == statement.attribute }.map(statement.test.holds)
                ?? Array(repeating: false, count: lines.count)
        }
        return (0..<lines.count).map { line in parts.allSatisfy { $0[line] } }
    }
}

extension CriterionCondition.Statement.Test {
    /// Whether the value of each line meets the test.
    func holds(of attribute: CriterionAttribute) -> [Bool] {
        switch attribute.values {
        case .categories(let values):
            return values.map { value in
                switch self {
                case .equals(let text): value == text
                case .differs(let text): value != nil && value != text
                case .missing: value == nil
                case .atLeast, .below: false
                }
            }
        case .numbers(let values):
            return values.map { value in
                switch self {
                case .atLeast(let limit): value.map { $0 >= limit } ?? false
                case .below(let limit): value.map { $0 < limit } ?? false
                case .missing: value == nil
                case .equals, .differs: false
                }
            }
        }
    }
}
