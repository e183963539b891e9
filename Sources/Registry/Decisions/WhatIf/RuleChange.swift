public import Problems
import Indonesia

/// A change of one rule that somebody tries out, written in one line: `bpum.2021.amount.amount=1500000`, `CODE.limit=…`,
/// `CODE.expression=…`, `CODE.severity=warn`, `CODE.from=2021-07-01`, `CODE.to=…`, `CODE=off` to leave a rule out,
/// `+CODE=EXPRESSION` for a condition that nobody made, and `quota=300` or `budget=360000000` where money is short.
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
        /// How many can be served.
        case limit(QuotaPlan.Limit)
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
        if let limit = try Self.limit(head, value) {
            self.init(head, .limit(limit))
            return
        }
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

    private static let (quota, budget) = ("quota", "budget")

    /// The limit that a line sets; nil where it is about a rule.
    private static func limit(_ head: String, _ value: String) throws(Problem) -> QuotaPlan.Limit? {
        guard head == quota || head == budget else { return nil }
        guard let number = Int64(value) ?? Rupiah.parse(value).value?.amount, number >= 0, number <= Int.max else {
            throw Problem("quota.limit", .refuse, value: value)
        }
        return head == quota ? .people(Int(number)) : .budget(number)
    }

    /// A limit as a change.
    public init(_ limit: QuotaPlan.Limit) {
        switch limit {
        case .people: self.init(Self.quota, .limit(limit))
        case .budget: self.init(Self.budget, .limit(limit))
        }
    }

    /// A plan with the limit that changes set, if any does: the areas stay together, the ties as they were.
    ///
    /// - Throws: `quota.both` for a limit of people and one of money, `quota.twice` for two of one kind.
    public static func plan(_ changes: [RuleChange], from plan: QuotaPlan?) throws(Problem) -> QuotaPlan? {
        let limits = changes.filter { if case .limit = $0.step { true } else { false } }
        guard let change = limits.last, case .limit(let limit) = change.step else { return plan }
        guard limits.count == 1 else {
            throw Problem(
                Set(limits.map(\.code)).count > 1 ? "quota.both" : "quota.twice", .refuse, value: change.text)
        }
        return try QuotaPlan(limit, by: plan?.area, ties: plan?.ties ?? [])
    }

    /// The line that ``init(_:)`` reads.
    public var text: String {
        switch step {
        case .set(let key, let value): code + "." + key.rawValue + "=" + value
        case .off: code + "=off"
        case .added(let expression): "+" + code + "=" + expression
        case .limit(let limit): code + "=" + String(limit.amount)
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
