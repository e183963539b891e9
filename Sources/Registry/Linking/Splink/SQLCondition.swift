/// A value in an SQL condition on two records.
indirect enum SQLValue: Hashable {
    enum Side: Hashable { case left, right }

    case column(String, Side)
    case text(String)
    case number(Double)
    /// A function by its lower-case name; `cast` has the type's name as its second argument.
    case call(String, [SQLValue])
    case difference(SQLValue, SQLValue)
}

/// An SQL condition on two records.
indirect enum SQLCondition: Hashable {
    case and([SQLCondition])
    case or([SQLCondition])
    case not(SQLCondition)
    /// `=`, `<>`, `<`, `<=`, `>`, `>=`.
    case compared(SQLValue, String, SQLValue)
    case isNull(SQLValue)
    /// `coalesce(…, FALSE)`: true where the condition is, false also where SQL knows nothing of it.
    case known(SQLCondition)
}

/// Reads SQL conditions as Splink writes them: columns end in `_l` and `_r`, or have `l.` and `r.` in front.
struct SQLParser {
    private let tokens: [SQLToken]
    private var at = 0
    private var depth = 0
    /// Brackets deeper than this are no condition that somebody wrote.
    private static let mostDepth = 100

    /// - Returns: nil for what is no condition of this kind.
    static func condition(_ sql: String) -> SQLCondition? {
        guard let tokens = SQLToken.tokens(sql) else { return nil }
        var parser = SQLParser(tokens: tokens)
        guard let condition = parser.disjunction(), parser.at == tokens.count else { return nil }
        return condition
    }

    private init(tokens: [SQLToken]) { self.tokens = tokens }

    private mutating func take(keyword: String) -> Bool {
        guard at < tokens.count, case .name(let name, false) = tokens[at], name.lowercased() == keyword else {
            return false
        }
        at += 1
        return true
    }

    private mutating func take(sign: String) -> Bool {
        guard at < tokens.count, tokens[at] == .sign(sign) else { return false }
        at += 1
        return true
    }

    private mutating func disjunction() -> SQLCondition? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.mostDepth else { return nil }
        guard var all = conjunction().map({ [$0] }) else { return nil }
        while take(keyword: "or") {
            guard let next = conjunction() else { return nil }
            all.append(next)
        }
        return all.count == 1 ? all[0] : .or(all)
    }

    private mutating func conjunction() -> SQLCondition? {
        guard var all = negation().map({ [$0] }) else { return nil }
        while take(keyword: "and") {
            guard let next = negation() else { return nil }
            all.append(next)
        }
        return all.count == 1 ? all[0] : .and(all)
    }

    private mutating func negation() -> SQLCondition? {
        if take(keyword: "not") {
            depth += 1
            defer { depth -= 1 }
            return depth < Self.mostDepth ? negation().map { .not($0) } : nil
        }
        if let known = knownCondition() { return known }
        // A bracket holds a condition or a value; which shows only behind it.
        let start = at
        if take(sign: "(") {
            if let inner = disjunction(), take(sign: ")"), !continues { return inner }
            at = start
        }
        return comparison()
    }

    /// `coalesce(condition, FALSE)`; else nothing is taken.
    private mutating func knownCondition() -> SQLCondition? {
        let start = at
        if take(keyword: "coalesce"), take(sign: "("), let inner = disjunction(), take(sign: ","),
            take(keyword: "false"), take(sign: ")")
        {
            return .known(inner)
        }
        at = start
        return nil
    }

    /// Whether what was read goes on as a value.
    private var continues: Bool {
        guard at < tokens.count else { return false }
        switch tokens[at] {
        case .sign(let sign): return sign != ")" && sign != ","
        case .name(let name, false): return name.lowercased() == "is"
        default: return true
        }
    }

    private mutating func comparison() -> SQLCondition? {
        guard let left = value() else { return nil }
        if take(keyword: "is") {
            let isNegated = take(keyword: "not")
            guard take(keyword: "null") else { return nil }
            return isNegated ? .not(.isNull(left)) : .isNull(left)
        }
        guard at < tokens.count, case .sign(let sign) = tokens[at],
            ["=", "<>", "!=", "<", "<=", ">", ">="].contains(sign)
        else { return nil }
        at += 1
        guard let right = value() else { return nil }
        return .compared(left, sign == "!=" ? "<>" : sign, right)
    }

    private mutating func value() -> SQLValue? {
        guard let first = term() else { return nil }
        guard take(sign: "-") else { return first }
        return term().map { .difference(first, $0) }
    }

    private mutating func term() -> SQLValue? {
        guard var found = plainTerm() else { return nil }
        while take(sign: "::") {
            guard let type = name() else { return nil }
            found = .call("cast", [found, .text(type.lowercased())])
        }
        return found
    }

    private mutating func name() -> String? {
        guard at < tokens.count, case .name(let name, _) = tokens[at] else { return nil }
        at += 1
        return name
    }

    private mutating func plainTerm() -> SQLValue? {
        depth += 1
        defer { depth -= 1 }
        guard at < tokens.count, depth < Self.mostDepth else { return nil }
        switch tokens[at] {
        case .text(let text):
            at += 1
            return .text(text)
        case .number(let number):
            at += 1
            return .number(number)
        case .sign("-"):
            at += 1
            guard case .number(let number)? = plainTerm() else { return nil }
            return .number(-number)
        case .sign("("):
            at += 1
            guard let inner = value(), take(sign: ")") else { return nil }
            return inner
        case .name(let name, let isQuoted):
            at += 1
            if take(sign: ".") { return self.name().flatMap { column($0, table: name.lowercased()) } }
            if !isQuoted, take(sign: "(") { return call(name.lowercased()) }
            return column(name, table: nil)
        default: return nil
        }
    }

    private func column(_ name: String, table: String?) -> SQLValue? {
        switch table {
        case "l": return .column(name, .left)
        case "r": return .column(name, .right)
        case nil where name.hasSuffix("_l"): return .column(String(name.dropLast(2)), .left)
        case nil where name.hasSuffix("_r"): return .column(String(name.dropLast(2)), .right)
        default: return nil
        }
    }

    private mutating func call(_ name: String) -> SQLValue? {
        if take(sign: ")") { return .call(name, []) }
        guard var arguments = value().map({ [$0] }) else { return nil }
        if name == "cast" || name == "try_cast" {
            guard take(keyword: "as"), let type = self.name() else { return nil }
            arguments.append(.text(type.lowercased()))
        }
        while take(sign: ",") {
            guard let next = value() else { return nil }
            arguments.append(next)
        }
        return take(sign: ")") ? .call(name, arguments) : nil
    }
}
