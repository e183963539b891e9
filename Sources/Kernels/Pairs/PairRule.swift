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
        public var parts: [PackedPart]
        /// Steps behind the first hold only rows of the groups that were too large before.
        public var sorted: SortedKeys
        /// Groups of more rows than this are left to the next step, or left out where there is none.
        public var limit: Int
        public var hot: HotKeys

        public init(parts: [PackedPart], sorted: SortedKeys, limit: Int, hot: HotKeys) {
            self.parts = parts
            self.sorted = sorted
            self.limit = limit
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
            if step.hot.isEmpty || !step.hot.holds(records.key(step.parts, left)) { return true }
        }
        return false
    }
}
