/// What a sub-expression comes to while an evaluation runs. Faults and unknowns are plain numbers: making one and
/// throwing it away, as `false && …` does, costs nothing.
enum Cell {
    case value(RuleValue)
    case fault(Fault)
    case missing(Missing)
}

struct Fault {
    var code: FaultCode
    var node: Int32
    /// The place of a host's own problem, when it has given one.
    var problem: Int32 = -1
}

/// Names that are not known: a bit for each of the program's first names, and a set for the rest.
struct Missing {
    var mask: UInt64 = 0
    var set: Int32 = -1
}

/// What can go wrong while an expression is evaluated.
enum FaultCode: String, Error {
    case overflow = "rules.overflow"
    case division = "rules.division-by-zero"
    case key = "rules.no-such-key"
    case index = "rules.index"
    case overload = "rules.value-type"
    case conversion = "rules.conversion"
    case timestamp = "rules.timestamp"
    case duration = "rules.duration"
    case zone = "rules.zone"
    case repeatedKey = "rules.repeated-key"
    case pattern = "rules.pattern"
    case patternLeftOut = "rules.pattern-left-out"
    case patternSize = "rules.pattern-size"
    case steps = "rules.steps"
    case cancelled = "rules.cancelled"
    case host = "rules.host"
}
