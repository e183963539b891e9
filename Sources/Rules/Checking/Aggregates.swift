import Problems

/// Lists, maps, places in them, and the macros over them.
extension Checker {
    /// The type of what stands side by side: `dyn` where the types differ.
    private func common(_ nodes: some Sequence<Int>) -> RuleType {
        var found: RuleType?
        for node in nodes { found = found.map { $0.joined(type(node)) ?? .dyn } ?? type(node) }
        return found ?? .dyn
    }

    mutating func list(_ node: Int, _ items: [Int]) -> RuleType {
        let (first, count) = pooled(items)
        return emit(node, .list, first, count, gives: .list(common(items)))
    }

    mutating func map(_ node: Int, _ items: [Int]) throws(Refusal) -> RuleType {
        let keys = stride(from: 0, to: items.count, by: 2).map { items[$0] }
        for key in keys where ![.bool, .int, .uint, .string, .dyn].contains(type(key).present) {
            throw parsed.problem("rules.key", key, ["found": type(key).name])
        }
        let values = stride(from: 1, to: items.count, by: 2).map { items[$0] }
        let (first, count) = pooled(items)
        return emit(node, .map, first, count, gives: .map(common(keys), common(values)))
    }

    mutating func index(_ node: Int, _ holder: Int, _ key: Int) throws(Refusal) -> RuleType {
        switch (type(holder).present, type(key).present) {
        case (.dyn, _): return emit(node, .index, holder, key, gives: .dyn)
        case (.list(let element), .int), (.list(let element), .dyn):
            return emit(node, .index, holder, key, gives: element)
        case (.map(let keys, let value), let given) where keys.accepts(given):
            return emit(node, .index, holder, key, gives: value)
        default: throw mismatch(node, "[]", [type(holder), type(key)])
        }
    }

    mutating func macro(_ node: Int, _ macro: Macro, _ range: Int, _ body: [Int]) throws(Refusal) -> RuleType {
        // The scope is closed again: its place is the number of those around it.
        let place = locals.count
        if macro != .map || body.count == 2 { try condition(body[0]) }
        switch macro {
        case .all: return emit(node, .all, range, body[0], place, gives: .bool)
        case .exists: return emit(node, .exists, range, body[0], place, gives: .bool)
        case .existsOne: return emit(node, .existsOne, range, body[0], place, gives: .bool)
        case .filter:
            let element: RuleType =
                switch type(range).present {
                case .list(let inner): inner
                case .map(let key, _): key
                default: .dyn
                }
            return emit(node, .filter, range, body[0], place, gives: .list(element))
        case .map:
            let (first, count) = pooled([range] + body)
            return emit(node, .mapMacro, first, count, place, gives: .list(type(body[body.count - 1])))
        }
    }
}
