extension PairSearch {
    /// How many records there are.
    public var recordCount: Int { records.count }

    /// The same search without what its rules bring together: it still tells which rules have a pair, and holds next to
    /// nothing.
    public func withoutGroups() -> PairSearch {
        let bare = rules.map { rule in
            var rule = rule
            for step in rule.steps.indices { rule.steps[step].groups = KeyGroups() }
            return rule
        }
        return PairSearch(records, rules: bare, program: program, notWithin: notWithin, truth: truth)
    }

    /// All records that share some parts, where a rule brings together just these and left no group out.
    public func groups(sharing parts: [PackedPart]) -> KeyGroups? {
        for rule in rules {
            guard let first = rule.steps.first, first.parts == parts, first.hot.isEmpty else { continue }
            return first.groups
        }
        return nil
    }

    /// Whether two rows may be compared at all: not where both are of one list and only pairs across lists count.
    public func mayCompare(_ left: Int, _ right: Int) -> Bool {
        guard let part = notWithin else { return true }
        return (records.word(left, part.word) ^ records.word(right, part.word)) & part.mask != 0
    }

    /// Whether a rule brings two rows together, whatever the rules before it do.
    public func covers(_ rule: Int, _ left: Int, _ right: Int) -> Bool {
        precondition(left >= 0 && left < records.count && right >= 0 && right < records.count)
        return ruleParts.covers(rule, left, right, records)
    }

    /// The first rule under which two rows are compared; nil where they are not.
    public func firstRule(_ left: Int, _ right: Int) -> Int? {
        guard mayCompare(left, right) else { return nil }
        return rules.indices.first { covers($0, left, right) }
    }
}
