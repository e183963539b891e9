/// Rows whose key is shared by too many to compare them all.
public struct HotKeys: Sendable {
    private var held = NumberMap(capacity: 16)

    public init(_ keys: [UInt64] = []) {
        for key in keys { _ = held.insert(key, 1) }
    }

    public var isEmpty: Bool { held.count == 0 }
    @inline(__always)
    func holds(_ key: UInt64) -> Bool { held[key] != nil }
}

/// A blocking rule: records are compared when they share all of its parts. Groups beyond a limit are compared by a
/// further step with more parts instead.
public struct PairRule: Sendable {
    /// One set of parts and the records brought together by it.
    public struct Step: Sendable {
        public let parts: [PackedPart]
        let recipe: KeyRecipe
        /// Steps behind the first hold only rows of the groups that were too large before.
        public var groups: KeyGroups
        /// The keys of groups that are left to the next step, or left out where there is none.
        public var hot: HotKeys

        public init(parts: [PackedPart], groups: KeyGroups, hot: HotKeys = HotKeys()) {
            self.parts = parts
            recipe = KeyRecipe(parts)
            self.groups = groups
            self.hot = hot
        }
    }

    public var steps: [Step]

    public init(steps: [Step]) { self.steps = steps }
}

extension PairRule {
    /// Whether the rule brings two rows together in one of its steps.
    @inline(__always)
    func covers(_ left: Int, _ right: Int, _ records: PackedRecords) -> Bool {
        let (a, b) = (records.base + left &* records.stride, records.base + right &* records.stride)
        for step in steps {
            for part in step.parts {
                let value = a[part.word]
                if (value ^ b[part.word]) & part.mask != 0 || value & part.present == 0 { return false }
            }
            if step.hot.isEmpty || !step.hot.holds(step.recipe.key(a)) { return true }
        }
        return false
    }
}

/// The first steps of all rules one behind the other, for the question asked of every pair: does an earlier rule have it?
final class RuleParts: @unchecked Sendable {
    private let parts: UnsafeMutablePointer<PackedPart>
    private let ends: UnsafeMutablePointer<Int>
    private let isSplit: UnsafeMutablePointer<Bool>
    private let rules: [PairRule]

    init(_ rules: [PairRule]) {
        self.rules = rules
        let all = rules.map { $0.steps.first?.parts ?? [] }
        parts = .allocate(capacity: max(1, all.reduce(0) { $0 + $1.count }))
        ends = .allocate(capacity: max(1, rules.count))
        isSplit = .allocate(capacity: max(1, rules.count))
        var end = 0
        for (place, list) in all.enumerated() {
            for part in list {
                (parts + end).initialize(to: part)
                end += 1
            }
            (ends + place).initialize(to: end)
            (isSplit + place).initialize(to: rules[place].steps.first?.hot.isEmpty != true)
        }
    }

    deinit {
        parts.deallocate()
        ends.deallocate()
        isSplit.deallocate()
    }

    /// Whether a rule brings two rows together.
    func covers(_ rule: Int, _ left: Int, _ right: Int, _ records: PackedRecords) -> Bool {
        let (a, b) = (records.base + left &* records.stride, records.base + right &* records.stride)
        for place in (rule == 0 ? 0 : ends[rule - 1])..<ends[rule] {
            let part = parts[place]
            let value = a[part.word]
            if (value ^ b[part.word]) & part.mask != 0 || value & part.present == 0 { return false }
        }
        return !isSplit[rule] || rules[rule].covers(left, right, records)
    }

    /// Whether one of the first `count` rules brings two rows together.
    @inline(__always)
    func cover(_ left: Int, _ right: Int, before count: Int, _ records: PackedRecords) -> Bool {
        let (a, b) = (records.base + left &* records.stride, records.base + right &* records.stride)
        var place = 0
        for rule in 0..<count {
            let end = ends[rule]
            var isSame = true
            while place < end {
                let part = parts[place]
                let value = a[part.word]
                if (value ^ b[part.word]) & part.mask != 0 || value & part.present == 0 {
                    isSame = false
                    break
                }
                place &+= 1
            }
            place = end
            guard isSame else { continue }
            if !isSplit[rule] || rules[rule].covers(left, right, records) { return true }
        }
        return false
    }
}
