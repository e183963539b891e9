/// Equality and order of values, as the language has them.
enum Equality {
    /// Lists within lists beyond this depth are not equal to anything: expressions cannot build them.
    static let depth = 100

    static func equal(_ left: RuleValue, _ right: RuleValue) -> Bool {
        var budget = Int.max
        return equal(left, right, 0, &budget)
    }

    /// Equality that stops when as many values were compared as the budget holds, which is below zero then: one list may
    /// stand in another many times, and those in a third, so that a small value takes for ever to be compared.
    static func equal(_ left: RuleValue, _ right: RuleValue, _ depth: Int, _ budget: inout Int) -> Bool {
        switch (left, right) {
        case (.int(let a), .int(let b)): a == b
        case (.string(let a), .string(let b)): same(a, b)
        case (.bool(let a), .bool(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.null, .null): true
        case (.bytes(let a), .bytes(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        case (.list(let a), .list(let b)): lists(a, b, depth + 1, &budget)
        case (.map(let a), .map(let b)): maps(a, b, depth + 1, &budget)
        case (.type(let a), .type(let b)): a == b
        default: numeric(left, right).map { $0 == .same } ?? false
        }
    }

    @inline(never)
    private static func lists(_ left: [RuleValue], _ right: [RuleValue], _ depth: Int, _ budget: inout Int) -> Bool {
        guard left.count == right.count, depth < Self.depth else { return false }
        for index in left.indices {
            budget -= 1
            guard budget >= 0, equal(left[index], right[index], depth, &budget) else { return false }
        }
        return true
    }

    @inline(never)
    private static func maps(_ left: RuleMap, _ right: RuleMap, _ depth: Int, _ budget: inout Int) -> Bool {
        guard left.count == right.count, depth < Self.depth else { return false }
        for entry in left.entries {
            budget -= 1
            guard budget >= 0, let other = right[entry.key], equal(entry.value, other, depth, &budget) else {
                return false
            }
        }
        return true
    }

    /// Equal by code point. The library's own `==` takes two spellings of one letter for the same; where it says no,
    /// no is right, and it says so quickly.
    @inline(__always)
    static func same(_ left: String, _ right: String) -> Bool {
        left == right && left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
    }

    enum Order { case less, same, more, none }

    static func order(_ less: Bool, _ same: Bool) -> Order { less ? .less : same ? .same : .more }

    /// The order of two values; nil where their types have none between them.
    static func order(_ left: RuleValue, _ right: RuleValue) -> Order? {
        switch (left, right) {
        case (.int(let a), .int(let b)): order(a < b, a == b)
        case (.uint(let a), .uint(let b)): order(a < b, a == b)
        case (.string(let a), .string(let b)):
            same(a, b) ? .same : order(a.utf8.lexicographicallyPrecedes(b.utf8), false)
        case (.timestamp(let a), .timestamp(let b)): order(a < b, a == b)
        case (.duration(let a), .duration(let b)): order(a < b, a == b)
        case (.bool(let a), .bool(let b)): order(!a && b, a == b)
        case (.bytes(let a), .bytes(let b)): a == b ? .same : order(a.lexicographicallyPrecedes(b), false)
        default: numeric(left, right)
        }
    }

    /// The order of two numbers by value, whatever their types; `none` with `NaN`; nil when one is not a number.
    static func numeric(_ left: RuleValue, _ right: RuleValue) -> Order? {
        switch (left, right) {
        case (.double(let a), .double(let b)): a.isNaN || b.isNaN ? Order.none : order(a < b, a == b)
        case (.int(let a), .int(let b)): order(a < b, a == b)
        case (.uint(let a), .uint(let b)): order(a < b, a == b)
        case (.int(let a), .uint(let b)): a < 0 ? .less : order(UInt64(a) < b, UInt64(a) == b)
        case (.uint(let a), .int(let b)): b < 0 ? .more : order(a < UInt64(b), a == UInt64(b))
        // Swift compares whole and floating-point numbers by their exact values.
        case (.int(let a), .double(let b)): b.isNaN ? Order.none : mixed(a, b)
        case (.uint(let a), .double(let b)): b.isNaN ? Order.none : mixed(a, b)
        case (.double(let a), .int(let b)): a.isNaN ? Order.none : turned(mixed(b, a))
        case (.double(let a), .uint(let b)): a.isNaN ? Order.none : turned(mixed(b, a))
        default: nil
        }
    }

    private static func turned(_ order: Order) -> Order {
        switch order {
        case .less: .more
        case .more: .less
        default: order
        }
    }

    /// Exact: the whole part is compared as a whole number, the rest decides ties.
    private static func mixed<Whole: FixedWidthInteger>(_ whole: Whole, _ number: Double) -> Order {
        if number >= 18_446_744_073_709_551_616 { return .less }
        if number < -9_223_372_036_854_775_808 { return .more }
        let floor = number.rounded(.down)
        guard let bound = Whole(exactly: floor) else { return number < 0 ? .more : .less }
        return whole < bound || (whole == bound && number > floor) ? .less : whole == bound ? .same : .more
    }
}
