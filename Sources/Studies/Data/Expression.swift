import Evaluation

/// The small language of conditions and derived variables: columns, numbers, text, arithmetic, comparison, and/or/not.
///
/// Types are checked when the expression is bound to a table: text meets only text, and only by `==` and `!=`. In a column
/// with value labels a text in quotes may be a code or a label: `sex == 'Perempuan'`; a code wins over a label.
/// A missing operand makes the result missing.
indirect enum Expression: Sendable, Hashable {
    enum Comparison: String, Sendable {
        case equal = "==", unequal = "!=", less = "<", atMost = "<=", more = ">", atLeast = ">="
    }
    enum Arithmetic: Character, Sendable {
        case plus = "+", minus = "-", times = "*", over = "/"

        func applied(_ first: Double, _ second: Double) -> Double {
            switch self {
            case .plus: first + second
            case .minus: first - second
            case .times: first * second
            case .over: first / second
            }
        }
    }

    case number(Double)
    case text(String)
    case column(String)
    case negated(Expression)
    case root(Expression)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case compare(Comparison, Expression, Expression)
    /// Whether a column holds a value, given as code or label; numbers as they are written.
    case holds(String, String)
    case arithmetic(Arithmetic, Expression, Expression)

    /// Reads an expression.
    ///
    /// - Throws: `invalid-expression`.
    init(_ source: String) throws(EvaluationRefusal) {
        var parser = try ExpressionParser(source)
        self = try parser.whole()
    }

    /// The columns it names.
    var columns: Set<String> {
        switch self {
        case .number, .text: []
        case .column(let name), .holds(let name, _): [name]
        case .negated(let inner), .root(let inner), .not(let inner): inner.columns
        case .and(let a, let b), .or(let a, let b), .compare(_, let a, let b), .arithmetic(_, let a, let b):
            a.columns.union(b.columns)
        }
    }

    /// The columns it computes with, or compares with what is no text in quotes: those that must hold numbers.
    var countedColumns: Set<String> {
        switch self {
        case .number, .text, .holds: []
        case .column(let name): [name]
        case .negated(let inner), .root(let inner), .not(let inner): inner.countedColumns
        case .compare(_, .column, .text), .compare(_, .text, .column): []
        case .and(let a, let b), .or(let a, let b), .compare(_, let a, let b), .arithmetic(_, let a, let b):
            a.countedColumns.union(b.countedColumns)
        }
    }

    /// The texts that columns are compared with.
    var textComparisons: [(column: String, value: String)] {
        switch self {
        case .number, .text, .column: []
        case .holds(let name, let value): [(name, value)]
        case .negated(let inner), .root(let inner), .not(let inner): inner.textComparisons
        case .compare(_, .column(let name), .text(let value)), .compare(_, .text(let value), .column(let name)):
            [(name, value)]
        case .and(let a, let b), .or(let a, let b), .compare(_, let a, let b), .arithmetic(_, let a, let b):
            a.textComparisons + b.textComparisons
        }
    }

    /// The value for each row of a table; `nan` is missing.
    ///
    /// - Throws: `unknown-column`, `invalid-expression`.
    func values(in data: StudyData) throws(EvaluationRefusal) -> [Double] {
        switch self {
        case .number(let value): return Array(repeating: value, count: data.count)
        case .text(let text): throw EvaluationRefusal(.invalidExpression, "'\(text)'")
        case .column(let name):
            guard let column = data.column(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            guard case .numbers(let values) = column else { throw EvaluationRefusal(.invalidExpression, name) }
            return values
        case .negated(let inner): return try inner.values(in: data).map { -$0 }
        case .root(let inner): return try inner.values(in: data).map { $0.squareRoot() }
        case .not(let inner): return try inner.values(in: data).map { $0.isNaN ? .nan : $0 == 0 ? 1 : 0 }
        case .and(let a, let b): return try combined(a, b, data) { $0 != 0 && $1 != 0 ? 1 : 0 }
        case .or(let a, let b): return try combined(a, b, data) { $0 != 0 || $1 != 0 ? 1 : 0 }
        case .arithmetic(let sign, let a, let b):
            return try combined(a, b, data, sign.applied)
        case .holds(let name, let value): return try data.holds(name, value)
        case .compare(let sign, let a, let b): return try compared(sign, a, b, data)
        }
    }

    /// The value for each row as a condition: missing counts as false.
    func condition(in data: StudyData) throws(EvaluationRefusal) -> [Bool] {
        try values(in: data).map { !$0.isNaN && $0 != 0 }
    }

    private func combined(
        _ a: Expression, _ b: Expression, _ data: StudyData, _ join: (Double, Double) -> Double
    ) throws(EvaluationRefusal) -> [Double] {
        let (first, second) = (try a.values(in: data), try b.values(in: data))
        return zip(first, second).map { $0.isNaN || $1.isNaN ? .nan : join($0, $1) }
    }

    private func compared(
        _ sign: Comparison, _ a: Expression, _ b: Expression, _ data: StudyData
    ) throws(EvaluationRefusal) -> [Double] {
        // One look at each code, instead of one at each cell.
        switch (a, b) {
        case (.column(let name), .text(let value)), (.text(let value), .column(let name)):
            guard sign == .equal || sign == .unequal, data.details(name)?.takesText ?? true else {
                throw EvaluationRefusal(.invalidExpression, sign.rawValue)
            }
            let holds = try data.holds(name, value)
            return sign == .equal ? holds : holds.map { 1 - $0 }
        default: break
        }
        let (first, second) = (try a.texts(in: data), try b.texts(in: data))
        if let first, let second {
            guard sign == .equal || sign == .unequal else { throw EvaluationRefusal(.invalidExpression, sign.rawValue) }
            return zip(first, second).map { left, right in
                guard let left, let right else { return .nan }
                // By bytes: texts that differ only in Unicode normal form are different texts.
                return left.utf8.elementsEqual(right.utf8) == (sign == .equal) ? 1 : 0
            }
        }
        guard first == nil, second == nil else { throw EvaluationRefusal(.invalidExpression, sign.rawValue) }
        return try combined(a, b, data) { left, right in
            let holds =
                switch sign {
                case .equal: left == right
                case .unequal: left != right
                case .less: left < right
                case .atMost: left <= right
                case .more: left > right
                case .atLeast: left >= right
                }
            return holds ? 1 : 0
        }
    }

    /// The text for each row, where this is text; nil where it is a number.
    private func texts(in data: StudyData) throws(EvaluationRefusal) -> [String?]? {
        switch self {
        case .text(let text): return Array(repeating: text, count: data.count)
        case .column(let name):
            guard let column = data.column(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            if case .text(let values) = column { return values }
            return nil
        default: return nil
        }
    }
}
