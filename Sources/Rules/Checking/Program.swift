/// One instruction; its place is that of its node. All of it lies flat, so that nothing is counted while it runs.
struct Instruction: Sendable {
    enum Operation: UInt8, Sendable {
        /// Never run: a node that its parent stands for, such as `person` in `person.birth`.
        case none
        case constant, slot, local, field, slotPresence, presence, index, list, map
        case not, minus, choice, and, or
        case equal, unequal, less, atMost, more, atLeast, among, amongConstants
        case add, subtract, multiply, divide, modulo
        case builtin, host, matches
        case all, exists, existsOne, mapMacro, filter
    }

    /// A comparison of a slot with a constant, which needs no values to be made.
    enum Quick: UInt8, Sendable { case none, int, string }

    var operation = Operation.none
    var quick = Quick.none
    var builtin = Builtin.size
    /// Nodes, places in the pool with a count, constants or names, as the operation has it.
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
}

/// What the checker writes.
struct ProgramDraft {
    var code: [Instruction]
    var types: [RuleType]
    /// Places of nodes, for instructions with any number of them.
    var pool: [Int32] = []
    var constants: [RuleValue] = []
    var ints: [Int64] = []
    var strings: [String] = []
    var patterns: [Pattern] = []
    var sets: [ConstantSet] = []
    /// Names of what may turn out unknown; the first 63 have a bit each.
    var names: [String] = []
    /// Slots and functions that are asked for.
    var slots: Set<Int> = []
    var functions: Set<Int> = []
    /// How many variables of macros stand in one another at most.
    var locals = 0
}

/// What a checked expression runs. One object, so that handing an expression around counts one reference and no more.
final class Program: Sendable {
    let parsed: ParsedExpression
    let schema: RuleSchema
    let code: [Instruction]
    let types: [RuleType]
    let pool: [Int32]
    let constants: [RuleValue]
    let ints: [Int64]
    let strings: [String]
    let patterns: [Pattern]
    let sets: [ConstantSet]
    let names: [String]
    let slots: Set<Int>
    let functions: Set<Int>
    let locals: Int
    let root: Int
    let steps: Int

    init(_ parsed: ParsedExpression, _ schema: RuleSchema) throws(Refusal) {
        let draft = try Checker.draft(parsed, schema)
        self.parsed = parsed
        self.schema = schema
        code = draft.code
        types = draft.types
        pool = draft.pool
        constants = draft.constants
        ints = draft.ints
        strings = draft.strings
        patterns = draft.patterns
        sets = draft.sets
        names = draft.names
        slots = draft.slots
        functions = draft.functions
        locals = draft.locals
        root = parsed.root
        steps = parsed.limits.steps
    }

    init(copying other: Program) {
        parsed = other.parsed
        schema = other.schema
        code = other.code
        types = other.types
        pool = other.pool
        constants = other.constants
        ints = other.ints
        strings = other.strings
        patterns = other.patterns
        sets = other.sets
        names = other.names
        slots = other.slots
        functions = other.functions
        locals = other.locals
        root = other.root
        steps = other.steps
    }
}

/// The constants of `x in [ … ]`.
struct ConstantSet: Sendable {
    private let values: [RuleValue]
    private let keys: Set<MapKey>

    /// Many constants are looked up, few are compared one by one.
    init(_ values: [RuleValue]) {
        let keys = values.compactMap { MapKey($0) }
        let canLookUp = keys.count == values.count && values.count > 8
        self.keys = canLookUp ? Set(keys) : []
        self.values = canLookUp ? [] : values
    }

    func contains(_ value: RuleValue) -> Bool {
        if values.isEmpty { return MapKey(value).map { keys.contains($0) } ?? false }
        for item in values where Equality.equal(item, value) { return true }
        return false
    }
}
