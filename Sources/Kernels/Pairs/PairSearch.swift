/// Walks over all pairs that a list of blocking rules brings together, each pair once, without storing them.
public final class PairSearch: Sendable {
    /// A pair whose vector was asked for; `left` is the smaller row.
    public struct Found: Sendable, Hashable {
        public var left: UInt32
        public var right: UInt32
        public var vector: UInt32
    }

    /// What the pairs of one rule came to.
    public struct RuleCount: Sendable, Equatable {
        /// Pairs that no earlier rule brought together.
        public var new = 0
        /// Those of them that are true by ``PairSearch/truth``.
        public var newTrue = 0

        public init() {}
    }

    public struct Counts: Sendable {
        /// How many pairs each vector has.
        public var vectors: [UInt64]
        public var rules: [RuleCount]
        public var isComplete: Bool
        /// The pairs, where they were kept.
        public var pairs: KeptPairs?
    }

    let records: PackedRecords
    let rules: [PairRule]
    let ruleParts: RuleParts
    let program: PairProgram
    /// Pairs with the same value here are left out: records of one list.
    let notWithin: PackedPart?
    /// For each row who it truly is; 0 where that is not known. Empty without truth.
    let truth: [UInt32]
    let tasks: [Task]

    struct Task: Sendable {
        var rule: Int
        var step: Int
        /// The groups, of the last only the rows up to `lastRow` as left ones, of the first only those from `firstRow`.
        var groups: Range<Int>
        var firstRow: Int
        var lastRow: Int
        /// How many pairs there are to walk over.
        var pairs: Int
    }

    /// - Parameters:
    ///   - pairsPerTask: how much work one task is, about.
    ///   - threads: how many threads cut the work into tasks.
    public init(
        _ records: PackedRecords, rules: [PairRule], program: PairProgram, notWithin: PackedPart? = nil,
        truth: [UInt32] = [], pairsPerTask: Int = 1 << 16, threads: Int = 1
    ) {
        self.records = records
        self.rules = rules
        ruleParts = RuleParts(rules)
        self.program = program
        self.notWithin = notWithin
        self.truth = truth.count == records.count ? truth : []
        let steps = rules.indices.flatMap { rule in rules[rule].steps.indices.map { (rule: rule, step: $0) } }
        tasks = Workers.map(steps.count, threads: threads) { place in
            let (rule, step) = steps[place]
            return Self.slices(rules[rule].steps[step].groups, pairsPerTask).map { slice in
                Task(
                    rule: rule, step: step, groups: slice.groups, firstRow: slice.first, lastRow: slice.last,
                    pairs: slice.pairs)
            }
        }.flatMap { $0 }
    }

    /// How many tasks there are: the unit of progress.
    public var taskCount: Int { tasks.count }

    /// Groups cut into pieces of about as many pairs; a large group is cut by its left rows.
    private static func slices(
        _ groups: KeyGroups, _ pairs: Int
    ) -> [(groups: Range<Int>, first: Int, last: Int, pairs: Int)] {
        var slices: [(groups: Range<Int>, first: Int, last: Int, pairs: Int)] = []
        var (firstGroup, firstRow, work) = (0, 0, 0)
        let (count, last) = (groups.count, groups.rows.count - 1)
        groups.starts.withUnsafeBufferPointer { starts in
            for group in 0..<count {
                let (start, end) = (Int(starts[group]), Int(starts[group &+ 1]))
                let all = (end &- start) &* (end &- start &- 1) / 2
                if work &+ all < pairs, group &+ 1 < count {
                    work &+= all
                    continue
                }
                for row in start..<end {
                    work &+= end &- row &- 1
                    guard work >= pairs || row == last else { continue }
                    slices.append((firstGroup..<(group + 1), firstRow, row, work))
                    (firstGroup, firstRow, work) = (row + 1 == end ? group + 1 : group, row + 1, 0)
                }
            }
        }
        return slices
    }

    /// Calls `begin` with the rows of each group of a task, and `body` with each left row and the rows that it makes
    /// pairs with.
    @inline(__always)
    func forEachLeft(
        of index: Int, begin: (UnsafeBufferPointer<UInt32>) -> Void = { _ in },
        _ body: (UInt32, UnsafeBufferPointer<UInt32>) -> Void
    ) {
        let task = tasks[index]
        let groups = rules[task.rule].steps[task.step].groups
        groups.starts.withUnsafeBufferPointer { starts in
            groups.rows.withUnsafeBufferPointer { rows in
                for group in task.groups {
                    let (first, end) = (max(Int(starts[group]), task.firstRow), Int(starts[group &+ 1]))
                    begin(UnsafeBufferPointer(rebasing: rows[first..<end]))
                    for place in first..<min(end, task.lastRow &+ 1) {
                        body(rows[place], UnsafeBufferPointer(rebasing: rows[(place &+ 1)..<end]))
                    }
                }
            }
        }
    }

    /// Counts how many pairs have each vector.
    ///
    /// - Parameters:
    ///   - keepingPairs: whether the pairs are kept as well, so that they need not
    ///     be compared again. None are kept where more than 65,535 vectors occur.
    ///   - proceed: called before each task with the number of tasks begun; false ends the walk early.
    public func count(
        threads: Int, keepingPairs: Bool = false, proceed: @escaping @Sendable (Int) -> Bool = { _ in true }
    ) -> Counts {
        let result = run(threads: threads, proceed) { walker in
            walker.countOnly()
            if keepingPairs { walker.keepAll() }
        }
        var counts = totals(result)
        let tables = result.walkers.compactMap(\.table)
        if keepingPairs, result.isComplete, tables.count == result.walkers.count {
            counts.pairs = KeptPairs(
                result.done.map { KeptPairs.Part(kept: $0.kept, table: $0.walker) }, tables: tables)
        }
        return counts
    }

    private func totals(_ result: Walked) -> Counts {
        var counts = Counts(
            vectors: [UInt64](repeating: 0, count: program.vectorCount),
            rules: [RuleCount](repeating: RuleCount(), count: rules.count), isComplete: result.isComplete)
        for walker in result.walkers { walker.add(to: &counts) }
        return counts
    }

    /// Counts, and hands over the pairs of each task whose vector is marked in `keep` as soon as it is walked; nothing
    /// is held.
    ///
    /// - Parameters:
    ///   - keep: as in ``collect(_:threads:proceed:)``.
    ///   - deliver: called from all threads, the tasks in no fixed order.
    ///   - proceed: as in ``count(threads:keepingPairs:proceed:)``.
    public func count(
        threads: Int, delivering keep: [UInt8], to deliver: @escaping @Sendable ([Found]) -> Void,
        proceed: @escaping @Sendable (Int) -> Bool = { _ in true }
    ) -> Counts {
        precondition(keep.count == program.vectorCount)
        return totals(
            run(threads: threads, proceed, deliver) { walker in
                walker.countOnly()
                walker.keep(keep)
            })
    }

    /// No fewer pairs than there are to compare.
    public var mostPairs: Int {
        rules.reduce(0) { sum, rule in
            rule.steps.reduce(sum) { sum, step in
                (0..<step.groups.count).reduce(sum) { sum, group in
                    let size = Int(step.groups.starts[group + 1] - step.groups.starts[group])
                    return sum + size * (size - 1) / 2
                }
            }
        }
    }

    /// Finds the pairs whose vector is marked in `keep` (one byte a vector, not 0), in a fixed order, task by
    /// task.
    ///
    /// - Parameter proceed: as in ``count(threads:proceed:)``.
    public func collect(
        _ keep: [UInt8], threads: Int, proceed: @escaping @Sendable (Int) -> Bool = { _ in true }
    ) -> (found: [[Found]], isComplete: Bool) {
        precondition(keep.count == program.vectorCount)
        let result = run(threads: threads, proceed) { walker in walker.keep(keep) }
        return (result.done.map(\.found), result.isComplete)
    }

    /// What one task came to.
    private struct Done: Sendable {
        var found: [Found]
        var kept: KeptPairs.Kept
        var walker: Int
    }

    private typealias Walked = (done: [Done], walkers: [PairWalker], isComplete: Bool)

    private func run(
        threads: Int, _ proceed: @escaping @Sendable (Int) -> Bool, _ deliver: (@Sendable ([Found]) -> Void)? = nil,
        _ prepare: @escaping @Sendable (PairWalker) -> Void
    ) -> Walked {
        let crew = PairCrew()
        let done = Workers.map(
            tasks.count, threads: threads,
            context: {
                let walker = PairWalker(self)
                prepare(walker)
                return (walker, crew.add(walker))
            },
            { (own: inout (walker: PairWalker, number: Int), index: Int) -> Done? in
                guard proceed(index) else { return nil }
                let found = own.walker.walk(index)
                let kept = own.walker.takeKept()
                guard let deliver else { return Done(found: found, kept: kept, walker: own.number) }
                deliver(found)
                return Done(found: [], kept: kept, walker: own.number)
            })
        return (done.compactMap { $0 }, crew.members, !done.contains { $0 == nil })
    }
}
