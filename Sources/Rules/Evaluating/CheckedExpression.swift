public import Problems

/// An expression that was read and checked against a schema: ready to be evaluated any number of times, from any thread.
public struct CheckedExpression: Sendable {
    /// The expression as it was read.
    public var parsed: ParsedExpression { program.parsed }
    /// What it may speak of.
    public var schema: RuleSchema { program.schema }
    /// The type of its result.
    public var type: RuleType { program.types[program.root] }
    let program: Program

    /// Checks an expression.
    ///
    /// - Parameters:
    ///   - parsed: the expression.
    ///   - schema: what it may speak of.
    ///   - expected: the type that the result must have, such as `.bool` for a condition; nil for any.
    /// - Throws: a ``Problem`` that names the place, and for a misspelt name the nearest that is known.
    public init(_ parsed: ParsedExpression, schema: RuleSchema, expected: RuleType? = nil) throws(Problem) {
        do throws(Refusal) {
            program = try Program(parsed, schema)
        } catch {
            throw error.problem
        }
        if let expected, !expected.accepts(type) {
            throw parsed.problem("rules.type", parsed.root, ["expected": expected.name, "found": type.name]).problem
        }
    }

    /// Reads and checks an expression.
    public init(
        _ text: String, schema: RuleSchema, expected: RuleType? = nil, limits: ExpressionLimits = .standard
    ) throws(Problem) {
        try self.init(ParsedExpression(text, limits: limits), schema: schema, expected: expected)
    }

    private init(_ program: Program) { self.program = program }

    /// The same for another thread: several that evaluate one expression wait for each other's counting of references to it.
    public var separate: CheckedExpression { CheckedExpression(Program(copying: program)) }

    /// The variables and fields that it speaks of, by path, sorted.
    public var referencedNames: [String] { program.slots.sorted().map { schema.slots[$0].name } }

    /// The functions of the host that it calls, sorted.
    public var referencedFunctions: [String] { program.functions.map { schema.functions[$0].name }.sorted() }

    /// The slots that it speaks of, in order.
    public var referencedSlots: [Int] { program.slots.sorted() }

    // MARK: Evaluating

    /// Evaluates for one row.
    ///
    /// - Parameters:
    ///   - activation: who answers for variables and functions.
    ///   - steps: how many steps it may take; nil for the limit that the expression was read with. A cancelled task
    ///     stops it too.
    public func evaluate(_ activation: any Activation, steps: Int? = nil) -> RuleOutcome {
        var machine = Machine(activation, steps: steps ?? program.steps, locals: program.locals)
        let cell = program.evaluate(program.root, &machine)
        return outcome(cell, machine)
    }

    /// The truth of a condition for one row: the quick way for long lists, without names and reasons.
    public func truth(_ activation: any Activation, steps: Int? = nil) -> RuleTruth {
        bounded(activation, steps: steps).truth
    }

    /// The same, and whether it was cut short at the limit of steps.
    public func bounded(
        _ activation: any Activation, steps: Int? = nil
    ) -> (truth: RuleTruth, isCutShort: Bool) {
        var machine = Machine(activation, steps: steps ?? program.steps, locals: program.locals)
        let truth = program.truth(program.root, &machine)
        return (machine.stop == nil ? truth : .error, machine.stop == .steps)
    }

    /// Evaluates for one row, and keeps what every sub-expression came to.
    public func explain(_ activation: any Activation, steps: Int? = nil) -> RuleExplanation {
        var machine = Machine(activation, steps: steps ?? program.steps, locals: program.locals)
        machine.trace = Trace(parsed.nodes.count)
        let cell = program.evaluate(program.root, &machine)
        return RuleExplanation(self, outcome(cell, machine), machine)
    }

    func outcome(_ cell: Cell, _ machine: Machine) -> RuleOutcome {
        // What was cut short is an error, even where what is unknown would outweigh one.
        if let stop = machine.stop { return .error(parsed.problem(stop.rawValue, parsed.root).problem) }
        switch cell {
        case .value(let value): return .value(value)
        case .missing(let missing): return .unknown(machine.names(missing, program))
        case .fault(let fault):
            if fault.problem >= 0 { return .error(machine.problems[Int(fault.problem)]) }
            return .error(parsed.problem(fault.code.rawValue, Int(fault.node)).problem)
        }
    }
}
