import Problems

/// Comparisons, each so that it is `NULL` only where an operand is not known.
extension SQLRenderer {
    func compared(_ node: Int, _ operation: Operator, _ left: Int, _ right: Int) throws(Refusal) -> SQLFragment {
        guard let sign = Self.signs[operation] else { throw leftOut(node, operation.rawValue) }
        var (a, b) = (try scalar(left), try scalar(right))
        let isEquality = operation == .equal || operation == .unequal
        if a.type == .null || b.type == .null { return try nothing(node, operation, a, b) }
        try bring(node, &a, &b)
        let collation = a.type == .string && !isEquality ? dialect.byteOrder : ""
        var text: SQLFragment = "(\(a.text)\(sign: collation) \(sign: sign) \(b.text)\(sign: collation))"
        if a.type == .double, dialect.keepsNaN { text = guarded(text, a, b, else: operation == .unequal) }
        // Order with null is an error, and that is `NULL` as well; equality with it is known.
        return isEquality ? withNull(text, a, b, operation == .unequal) : text
    }

    private static let signs: [Operator: String] = [
        .equal: "=", .unequal: "<>", .less: "<", .atMost: "<=", .more: ">", .atLeast: ">=",
    ]

    /// Brings two values to what the database compares alike.
    private func bring(_ node: Int, _ a: inout SQLScalar, _ b: inout SQLScalar) throws(Refusal) {
        if a.type == .timestamp, b.type == .timestamp { try bringTimes(node, &a, &b) }
        if a.type == .int, b.type == .double { try bring(node, whole: &a, double: &b) }
        if a.type == .double, b.type == .int { try bring(node, whole: &b, double: &a) }
        guard a.type == b.type else { throw leftOut(node, a.type.name + ", " + b.type.name) }
    }

    /// A whole and a floating-point number are compared exactly only where one is a constant that is both.
    private func bring(_ node: Int, whole: inout SQLScalar, double: inout SQLScalar) throws(Refusal) {
        if case .double(let number)? = double.constant, let exact = Int64(exactly: number), exact.magnitude <= 1 << 53 {
            double = SQLScalar(text: SQLFragment(.int(exact), .int), type: .int, constant: .int(exact))
        } else if case .int(let number)? = whole.constant, number.magnitude <= 1 << 53 {
            let value = RuleValue.double(Double(number))
            whole = SQLScalar(text: SQLFragment(value, .double), type: .double, constant: value)
        } else {
            throw leftOut(node, "int, double")
        }
    }

    /// Days compare with days and with constants at midnight.
    private func bringTimes(_ node: Int, _ a: inout SQLScalar, _ b: inout SQLScalar) throws(Refusal) {
        if a.time == .day, b.constant != nil { b = try day(node, b) }
        if b.time == .day, a.constant != nil { a = try day(node, a) }
        guard a.time == b.time else { throw leftOut(node, "timestamp") }
        if a.time == .day {
            a.type = .string
            b.type = .string
        }
    }

    private func day(_ node: Int, _ value: SQLScalar) throws(Refusal) -> SQLScalar {
        guard case .timestamp(let point)? = value.constant, point.seconds % 86_400 == 0 else {
            throw leftOut(node, "timestamp")
        }
        let text = RuleValue.string(String(point.text.prefix(10)))
        return SQLScalar(text: SQLFragment(text, .string), type: .timestamp, constant: text, time: .day)
    }

    /// `NaN` is equal to nothing and before or after nothing; the database thinks otherwise.
    private func guarded(
        _ text: SQLFragment, _ a: SQLScalar, _ b: SQLScalar, else result: Bool
    ) -> SQLFragment {
        let stored = [a, b].filter { $0.constant == nil }.map(\.text)
        guard !stored.isEmpty else { return text }
        let missing = SQLFragment.joined(stored.map { "\($0) IS NULL" }, " OR ")
        let strange = SQLFragment.joined(stored.map { "\($0) = 'NaN'" }, " OR ")
        return
            "(CASE WHEN \(missing) THEN NULL WHEN \(strange) THEN \(sign: result ? "TRUE" : "FALSE") ELSE \(text) END)"
    }

    /// Equality where null may stand: null is equal to null alone, and what is not known makes it unknown.
    private func withNull(_ text: SQLFragment, _ a: SQLScalar, _ b: SQLScalar, _ isUnequal: Bool) -> SQLFragment {
        let same: SQLFragment = isUnequal ? "FALSE" : "TRUE"
        let other: SQLFragment = isUnequal ? "TRUE" : "FALSE"
        switch (a.mayBeNull, b.mayBeNull) {
        case (false, false): return text
        case (true, true):
            return """
                (CASE WHEN \(a.text) IS NULL AND \(b.text) IS NULL THEN \(same) \
                WHEN \(a.text) IS NULL OR \(b.text) IS NULL THEN \(other) ELSE \(text) END)
                """
        case (true, false):
            return "(CASE WHEN \(b.text) IS NULL THEN NULL WHEN \(a.text) IS NULL THEN \(other) ELSE \(text) END)"
        case (false, true):
            return "(CASE WHEN \(a.text) IS NULL THEN NULL WHEN \(b.text) IS NULL THEN \(other) ELSE \(text) END)"
        }
    }

    /// `x == null` and `x != null`.
    private func nothing(
        _ node: Int, _ operation: Operator, _ a: SQLScalar, _ b: SQLScalar
    ) throws(Refusal) -> SQLFragment {
        guard operation == .equal || operation == .unequal, a.type != b.type else { throw leftOut(node, "null") }
        let value = a.type == .null ? b : a
        if value.mayBeNull { return "(\(value.text) IS \(sign: operation == .equal ? "NULL" : "NOT NULL"))" }
        let result = operation == .equal ? "FALSE" : "TRUE"
        return "(CASE WHEN \(value.text) IS NULL THEN NULL ELSE \(sign: result) END)"
    }

    /// `x in [ … ]` with constants of one type.
    func among(_ node: Int, _ left: Int, _ right: Int) throws(Refusal) -> SQLFragment {
        guard case .list(let items) = parsed.nodes[right].kind, !items.isEmpty else { throw leftOut(node, "in") }
        let value = try scalar(left)
        guard [.int, .string, .bool].contains(value.type) else { throw leftOut(node, value.type.name) }
        var texts: [SQLFragment] = []
        for item in items {
            let constant = try scalar(item)
            guard constant.constant != nil, constant.type == value.type else { throw leftOut(item, "in") }
            texts.append(constant.text)
        }
        let text: SQLFragment = "(\(value.text) IN (\(SQLFragment.joined(texts, ", "))))"
        guard value.mayBeNull else { return text }
        return "(CASE WHEN \(value.text) IS NULL THEN FALSE ELSE \(text) END)"
    }
}
