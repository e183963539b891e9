public import Problems
import Indonesia

/// A change of one rule that somebody tries out, written in one line: `bpum.2021.amount.amount=1500000`, `CODE.limit=…`,
/// `CODE.expression=…`, `CODE.severity=warn`, `CODE.from=2021-07-01`, `CODE.to=…`, `CODE=off` to leave a rule out, and
/// `+CODE=EXPRESSION` for a condition that nobody made.
public struct RuleChange: Sendable, Hashable {
    /// What of a rule is changed.
    public enum Key: String, Sendable, Hashable, CaseIterable {
        case expression
        /// The number that a benefit, priority or term gives.
        case amount
        /// The one whole number of a condition.
        case limit
        case severity, from, to
    }

    /// What is done.
    public enum Step: Sendable, Hashable {
        case set(Key, String)
        case off
        /// A requirement that no file holds, as its expression.
        case added(String)
    }

    public var code: String
    public var step: Step

    public init(_ code: String, _ step: Step) {
        self.code = code
        self.step = step
    }

    /// Reads the line.
    ///
    /// - Throws: `rules.change` where it is of another shape.
    public init(_ text: String) throws(Problem) {
        func wrong() -> Problem { Problem("rules.change", value: String(text.prefix(120))) }
        guard let equals = text.firstIndex(of: "=") else { throw wrong() }
        let head = text[..<equals].trimmed
        let value = text[text.index(after: equals)...].trimmed
        if head.hasPrefix("+") {
            guard head.count > 1, !value.isEmpty else { throw wrong() }
            self.init(String(head.dropFirst()), .added(value))
            return
        }
        if value == "off" {
            guard !head.isEmpty else { throw wrong() }
            self.init(head, .off)
            return
        }
        guard let dot = head.lastIndex(of: "."), dot != head.startIndex, !value.isEmpty,
            let key = Key(rawValue: String(head[head.index(after: dot)...]))
        else { throw wrong() }
        self.init(String(head[..<dot]), .set(key, value))
    }

    /// The line that ``init(_:)`` reads.
    public var text: String {
        switch step {
        case .set(let key, let value): code + "." + key.rawValue + "=" + value
        case .off: code + "=off"
        case .added(let expression): "+" + code + "=" + expression
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
