/// Arithmetic that says when it cannot be right.
enum Arithmetic {
    static func apply(
        _ operation: Instruction.Operation, _ left: RuleValue, _ right: RuleValue, _ machine: inout Machine
    ) throws(FaultCode) -> RuleValue {
        switch (left, right) {
        case (.int(let a), .int(let b)): return .int(try whole(operation, a, b))
        case (.uint(let a), .uint(let b)): return .uint(try whole(operation, a, b))
        case (.double(let a), .double(let b)):
            switch operation {
            case .add: return .double(a + b)
            case .subtract: return .double(a - b)
            case .multiply: return .double(a * b)
            case .divide: return .double(a / b)
            default: throw .overload
            }
        default: break
        }
        if operation == .add { return try sum(left, right, &machine) }
        if operation == .subtract { return try difference(left, right) }
        throw .overload
    }

    private static func whole<Number: FixedWidthInteger>(
        _ operation: Instruction.Operation, _ a: Number, _ b: Number
    ) throws(FaultCode) -> Number {
        let (result, isOver): (Number, Bool)
        switch operation {
        case .add: (result, isOver) = a.addingReportingOverflow(b)
        case .subtract: (result, isOver) = a.subtractingReportingOverflow(b)
        case .multiply: (result, isOver) = a.multipliedReportingOverflow(by: b)
        case .divide:
            guard b != 0 else { throw .division }
            (result, isOver) = a.dividedReportingOverflow(by: b)
        case .modulo:
            guard b != 0 else { throw .division }
            (result, isOver) = a.remainderReportingOverflow(dividingBy: b)
        default: throw .overload
        }
        guard !isOver else { throw .overflow }
        return result
    }

    private static func sum(
        _ left: RuleValue, _ right: RuleValue, _ machine: inout Machine
    ) throws(FaultCode) -> RuleValue {
        switch (left, right) {
        case (.string(let a), .string(let b)):
            guard machine.charge((a.utf8.count + b.utf8.count) >> 6) else { throw machine.stop ?? .steps }
            return .string(a + b)
        case (.bytes(let a), .bytes(let b)):
            guard machine.charge((a.count + b.count) >> 6) else { throw machine.stop ?? .steps }
            return .bytes(a + b)
        case (.list(let a), .list(let b)):
            guard machine.charge(a.count + b.count) else { throw machine.stop ?? .steps }
            return .list(a + b)
        case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)):
            guard let sum = a.adding(b) else { throw .overflow }
            return .timestamp(sum)
        case (.duration(let a), .duration(let b)):
            guard let sum = a.adding(b) else { throw .overflow }
            return .duration(sum)
        default: throw .overload
        }
    }

    private static func difference(_ left: RuleValue, _ right: RuleValue) throws(FaultCode) -> RuleValue {
        switch (left, right) {
        case (.timestamp(let a), .timestamp(let b)):
            guard let span = a.since(b) else { throw .overflow }
            return .duration(span)
        case (.timestamp(let a), .duration(let b)):
            guard let point = a.adding(b.reversed) else { throw .overflow }
            return .timestamp(point)
        case (.duration(let a), .duration(let b)):
            guard let span = a.adding(b.reversed) else { throw .overflow }
            return .duration(span)
        default: throw .overload
        }
    }
}
