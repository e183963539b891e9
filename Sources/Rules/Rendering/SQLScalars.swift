import Problems

/// Values: columns, constants, arithmetic and calls.
extension SQLRenderer {
    func stored(_ node: Int) throws(Refusal) -> SQLScalar {
        guard program.code[node].operation == .slot else { throw leftOut(node, parsed.piece(node)) }
        let column = try column(Int(program.code[node].a), node)
        let type = program.types[node]
        guard [.bool, .int, .double, .string, .timestamp].contains(type.present) else { throw leftOut(node, type.name) }
        var isNullable = false
        if case .nullable = type { isNullable = true }
        // What is declared to be there is not null: then `NULL` in the column can only mean that it is missing.
        guard isNullable || column.absence == .missing else { throw leftOut(node, "null") }
        return SQLScalar(
            text: column.text, type: type.present, mayBeNull: column.absence == .null, time: column.time)
    }

    func known(_ node: Int) throws(Refusal) -> SQLScalar {
        guard let value = constant(node) else { throw leftOut(node, parsed.piece(node)) }
        switch value {
        case .bool(let flag): return SQLScalar(text: flag ? "TRUE" : "FALSE", type: .bool, constant: value)
        case .int: return SQLScalar(text: SQLFragment(value, .int), type: .int, constant: value)
        case .double(let number):
            guard number.isFinite else { throw leftOut(node, value.literal) }
            return SQLScalar(text: SQLFragment(value, .double), type: .double, constant: value)
        case .string(let text):
            // No text of PostgreSQL holds the zero byte, and SQLite counts a text up to it.
            guard !text.utf8.contains(0) else { throw leftOut(node, "\\0") }
            return SQLScalar(text: SQLFragment(value, .string), type: .string, constant: value)
        case .timestamp(let point):
            guard point.nanoseconds == 0 else { throw leftOut(node, value.literal) }
            return SQLScalar(text: SQLFragment(.int(point.seconds), .int), type: .timestamp, constant: value)
        case .null: return SQLScalar(text: "NULL", type: .null, constant: value)
        default: throw leftOut(node, value.runtimeType.name)
        }
    }

    func whole(_ node: Int) throws(Refusal) -> SQLFragment {
        let value = try scalar(node)
        // Floating-point arithmetic ends in errors or in nothing where the language has infinity and NaN.
        guard value.type == .int else { throw leftOut(node, value.type.name) }
        return value.text
    }

    func chosen(_ node: Int, _ choice: Int, _ yes: Int, _ no: Int) throws(Refusal) -> SQLScalar {
        let (a, b) = (try scalar(yes), try scalar(no))
        guard a.type == b.type, a.type != .null, !a.mayBeNull, !b.mayBeNull,
            a.type != .timestamp || (isSeconds(a) && isSeconds(b))
        else { throw leftOut(node, "null") }
        let text: SQLFragment = "(CASE \(try condition(choice)) WHEN TRUE THEN \(a.text) WHEN FALSE THEN \(b.text) END)"
        return SQLScalar(text: text, type: a.type)
    }

    private func isSeconds(_ value: SQLScalar) -> Bool { value.time == .seconds }

    /// A call is not made with what is unknown: then its answer is unknown.
    func called(_ node: Int, _ name: String, _ arguments: [Int]) throws(Refusal) -> SQLScalar {
        guard let call = mapping.functions[name] else {
            throw parsed.problem("rules.sql-column", node, ["name": name])
        }
        var texts: [SQLFragment] = []
        var guards: [SQLFragment] = []
        for argument in arguments {
            let value = try scalar(argument)
            guard !value.mayBeNull, value.type != .null else { throw leftOut(argument, "null") }
            texts.append(value.text)
            if value.constant == nil { guards.append("\(value.text) IS NULL") }
        }
        guard let made = call(texts) else { throw leftOut(node, name) }
        let type = program.types[node].present
        guard [.bool, .int, .string].contains(type) else { throw leftOut(node, type.name) }
        if guards.isEmpty { return SQLScalar(text: "(\(made))", type: type) }
        let text: SQLFragment = "(CASE WHEN \(SQLFragment.joined(guards, " OR ")) THEN NULL ELSE \(made) END)"
        return SQLScalar(text: text, type: type)
    }
}
