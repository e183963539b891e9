public import Problems

/// What a parser answers: a value, or the problems that stand in its way, or a value with remarks.
///
/// - `value` and no problem: clean. An empty list of problems does not allocate.
/// - `value` and problems: usable, and somebody should know (`note`) or look (`warn`).
/// - no `value` and problems: not usable.
/// - neither: the cell is empty, and an empty cell is allowed there.
///
/// Problems carry no place; the caller, who knows file, row and column, fills it in. Their values are masked.
public struct Checked<Value: Sendable>: Sendable {
    public var value: Value?
    public var problems: [Problem]

    public init(_ value: Value?, _ problems: [Problem] = []) {
        self.value = value
        self.problems = problems
    }

    /// Not usable, for one reason.
    init(refusing problem: Problem) {
        value = nil
        problems = [problem]
    }

    /// Whether there is a value and nothing to say about it.
    public var isClean: Bool { value != nil && problems.isEmpty }

    /// The heaviest severity among the problems.
    public var severity: Severity? { problems.map(\.severity).max() }

    /// The same problems with the value replaced by what `transform` makes of it.
    public func map<Other: Sendable>(_ transform: (Value) -> Other) -> Checked<Other> {
        Checked<Other>(value.map(transform), problems)
    }
}

extension Checked: Equatable where Value: Equatable {}
