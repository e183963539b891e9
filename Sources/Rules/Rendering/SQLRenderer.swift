public import Problems

extension CheckedExpression {
    /// A condition, or a whole number, as SQL text, for whole lists.
    ///
    /// On every row a condition is true where the evaluator says true, false where it says false, and `NULL` where it says
    /// unknown or error: such a case is held for a person in either way, and ``explain(_:steps:)`` tells why. A whole
    /// number is `NULL` for the same reasons.
    ///
    /// - Parameters:
    ///   - dialect: what the database writes differently.
    ///   - mapping: where variables, fields and functions stand.
    /// - Throws: `rules.sql-left-out` for what the database cannot be trusted to compute alike, `rules.sql-column` for a
    ///   name without a column; both name the sub-expression. Then the expression is evaluated row by row.
    public func sql(_ dialect: any SQLDialect, _ mapping: SQLMapping) throws(Problem) -> RenderedSQL {
        var renderer = SQLRenderer(self, dialect, mapping)
        do throws(Refusal) {
            switch type {
            case .bool, .nullable(.bool): return renderer.finished(try renderer.condition())
            case .int: return renderer.finished(try renderer.number())
            default: throw renderer.leftOut(program.root, type.name)
            }
        } catch {
            throw error.problem
        }
    }
}

/// A value as SQL text.
struct SQLScalar {
    var text: SQLFragment
    var type: RuleType
    /// A value that is known beforehand.
    var constant: RuleValue?
    /// Whether `NULL` stands for the language's `null` rather than for what is not known.
    var mayBeNull = false
    var time = SQLMapping.Column.Time.seconds

    static func truth(_ text: SQLFragment) -> SQLScalar { SQLScalar(text: text, type: .bool) }
    static func number(_ text: SQLFragment) -> SQLScalar { SQLScalar(text: text, type: .int) }
}

/// Writes a checked expression as SQL, sub-expressions first, so that depth costs nothing. Where a text holds an operand
/// twice, the values are bound twice.
struct SQLRenderer {
    /// Pieces of text and values, which those that repeat their operands can make many of.
    static let limit = 6000

    let checked: CheckedExpression
    let dialect: any SQLDialect
    let mapping: SQLMapping
    let constants: [Bool]
    /// Answers for the names whose value is the same in every row.
    let known: Bindings
    private var made: [Result<SQLScalar, Refusal>?]
    private var weight = 0

    var parsed: ParsedExpression { checked.parsed }
    var program: Program { checked.program }

    init(_ checked: CheckedExpression, _ dialect: any SQLDialect, _ mapping: SQLMapping) {
        self.checked = checked
        self.dialect = dialect
        self.mapping = mapping
        known = Bindings(checked.schema, outcomes: mapping.known)
        let constants = Self.constants(checked, mapping)
        self.constants = constants
        made = Array(repeating: nil, count: constants.count)
    }

    func leftOut(_ node: Int, _ what: String) -> Refusal {
        parsed.problem("rules.sql-left-out", node, ["what": what])
    }

    func finished(_ fragment: SQLFragment) -> RenderedSQL {
        var text = ""
        var parameters: [RuleValue] = []
        for piece in fragment.pieces {
            switch piece {
            case .text(let part): text += part
            case .parameter(let value, let type):
                parameters.append(value)
                text += dialect.placeholder(parameters.count, type)
            }
        }
        return RenderedSQL(text: text, parameters: parameters)
    }

    // MARK: Conditions

    mutating func condition() throws(Refusal) -> SQLFragment {
        try render()
        return try condition(program.root)
    }

    mutating func number() throws(Refusal) -> SQLFragment {
        try render()
        return try whole(program.root)
    }

    private mutating func render() throws(Refusal) {
        for node in parsed.nodes.indices where !constants[node] {
            do throws(Refusal) {
                let value = try value(node)
                weight += value.text.weight
                guard value.text.weight <= Self.limit, weight <= 10 * Self.limit else { throw leftOut(node, "size") }
                made[node] = .success(value)
            } catch {
                // A refusal counts only when somebody needs the node: that of `p` in `p.age` does not.
                made[node] = .failure(error)
            }
        }
    }

    func scalar(_ node: Int) throws(Refusal) -> SQLScalar {
        if constants[node] { return try known(node) }
        guard let result = made[node] else { throw leftOut(node, parsed.piece(node)) }
        return try result.get()
    }

    func condition(_ node: Int) throws(Refusal) -> SQLFragment {
        if constants[node] { return truth(node) }
        let value = try scalar(node)
        guard value.type == .bool else { throw leftOut(node, value.type.name) }
        return value.text
    }

    private func value(_ node: Int) throws(Refusal) -> SQLScalar {
        switch parsed.nodes[node].kind {
        case .logic(let isAnd, let items): return .truth(try chain(items, isAnd ? " AND " : " OR "))
        case .not(let operand): return .truth("(NOT \(try condition(operand)))")
        case .choice(let choice, let yes, let no): return try chosen(node, choice, yes, no)
        case .minus(let operand): return .number(dialect.whole("-", "0", try whole(operand)))
        case .binary(let operation, let left, let right): return try binary(node, operation, left, right)
        case .presence: return .truth(try presence(node))
        case .name, .select: return try stored(node)
        case .call(let name, let arguments):
            if program.code[node].operation == .host { return try called(node, name, arguments) }
            return try size(node, name, arguments)
        case .method(let target, let name, let arguments):
            if program.code[node].operation == .host { return try called(node, name, [target] + arguments) }
            if name == "size" { return try size(node, name, [target]) }
            return .truth(try search(node, name, target, arguments))
        default: throw leftOut(node, parsed.piece(node))
        }
    }

    private func binary(_ node: Int, _ operation: Operator, _ left: Int, _ right: Int) throws(Refusal) -> SQLScalar {
        switch operation {
        case .among: return .truth(try among(node, left, right))
        case .plus, .minus, .times, .over, .modulo:
            return .number(dialect.whole(operation.sign, try whole(left), try whole(right)))
        default: return .truth(try compared(node, operation, left, right))
        }
    }

    private func chain(_ items: [Int], _ sign: String) throws(Refusal) -> SQLFragment {
        var parts: [SQLFragment] = []
        for item in items { parts.append(try condition(item)) }
        return "(\(SQLFragment.joined(parts, sign)))"
    }

    private func presence(_ node: Int) throws(Refusal) -> SQLFragment {
        guard program.code[node].operation == .slotPresence else { throw leftOut(node, "has") }
        let column = try column(Int(program.code[node].a), node)
        if column.absence == .null { return "(\(column.text) IS NOT NULL)" }
        return "(CASE WHEN \(column.text) IS NULL THEN NULL ELSE TRUE END)"
    }

    func column(_ slot: Int, _ node: Int) throws(Refusal) -> SQLMapping.Column {
        let name = checked.schema.slots[slot].name
        guard let column = mapping.columns[name] else {
            throw parsed.problem("rules.sql-column", node, ["name": name])
        }
        return column
    }
}
