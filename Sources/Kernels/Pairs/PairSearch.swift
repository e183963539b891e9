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
    }

    public struct Counts: Sendable {
        /// How many pairs each vector has.
        public var vectors: [UInt64]
        /// Of these, how many are true; empty without truth.
        public var trueVectors: [UInt64]
        public var rules: [RuleCount]
        public var isComplete: Bool
    }

    let records: PackedRecords
    let rules: [PairRule]
    let program: PairProgram
    /// Pairs with the same value here are left out: records of one list.
    let notWithin: PackedPart?
    /// For each row who it truly is; 0 where that is not known. Empty without truth.
    let truth: [UInt32]
    private let tasks: [Task]

    struct Task: Sendable {
        var rule: Int
        var step: Int
        var positions: Range<Int>
    }

    /// - Parameter pairsPerTask: how much work one task is, about.
    public init(
        _ records: PackedRecords, rules: [PairRule], program: PairProgram, notWithin: PackedPart? = nil,
        truth: [UInt32] = [], pairsPerTask: Int = 1 << 16
    ) {
        self.records = records
        self.rules = rules
        self.program = program
        self.notWithin = notWithin
        self.truth = truth.count == records.count ? truth : []
        var tasks: [Task] = []
        for (rule, item) in rules.enumerated() {
            for (step, part) in item.steps.enumerated() {
                for positions in Self.slices(part, pairsPerTask) {
                    tasks.append(Task(rule: rule, step: step, positions: positions))
                }
            }
        }
        self.tasks = tasks
    }

    /// How many tasks there are: the unit of progress.
    public var taskCount: Int { tasks.count }

    private static func slices(_ step: PairRule.Step, _ pairs: Int) -> [Range<Int>] {
        var slices: [Range<Int>] = []
        step.sorted.keys.withUnsafeBufferPointer { keys in
            var (first, work, start) = (0, 0, 0)
            while start < keys.count {
                var end = start &+ 1
                while end < keys.count, keys[end] == keys[start] { end &+= 1 }
                let size = end &- start
                if size <= step.limit {
                    for position in start..<end {
                        work &+= end &- position
                        if work >= pairs {
                            slices.append(first..<(position + 1))
                            (first, work) = (position + 1, 0)
                        }
                    }
                }
                start = end
            }
            if first < keys.count { slices.append(first..<keys.count) }
        }
        return slices
    }

    /// Counts how many pairs have each vector.
    ///
    /// - Parameter proceed: called before each task with the number of tasks begun; false ends the walk early.
    public func count(threads: Int, proceed: @escaping @Sendable (Int) -> Bool = { _ in true }) -> Counts {
        let tallies = run(threads: threads, proceed) { walker in walker.countOnly() }
        var counts = Counts(
            vectors: [UInt64](repeating: 0, count: program.vectorCount),
            trueVectors: [UInt64](repeating: 0, count: truth.isEmpty ? 0 : program.vectorCount),
            rules: [RuleCount](repeating: RuleCount(), count: rules.count), isComplete: true)
        for walker in tallies.walkers { walker.add(to: &counts) }
        counts.isComplete = tallies.isComplete
        return counts
    }

    /// Finds the pairs whose vector is marked in `keep` (one byte a vector, not 0), in a fixed order.
    ///
    /// - Parameter proceed: as in ``count(threads:proceed:)``.
    public func collect(
        _ keep: [UInt8], threads: Int, proceed: @escaping @Sendable (Int) -> Bool = { _ in true }
    ) -> (found: [Found], isComplete: Bool) {
        precondition(keep.count == program.vectorCount)
        let result = run(threads: threads, proceed) { walker in walker.keep(keep) }
        return (result.found.flatMap { $0 }, result.isComplete)
    }

    private func run(
        threads: Int, _ proceed: @escaping @Sendable (Int) -> Bool, _ prepare: @escaping @Sendable (PairWalker) -> Void
    ) -> (found: [[Found]], walkers: [PairWalker], isComplete: Bool) {
        let crew = Crew()
        let found = Workers.map(
            tasks.count, threads: threads,
            context: {
                let walker = PairWalker(self)
                prepare(walker)
                crew.add(walker)
                return walker
            },
            { (walker: inout PairWalker, index: Int) -> [Found]? in
                guard proceed(index) else { return nil }
                let task = self.tasks[index]
                return walker.walk(task.rule, task.step, task.positions)
            })
        return (found.compactMap { $0 }, crew.members, !found.contains { $0 == nil })
    }
}

import Synchronization

/// The walkers of one search.
private final class Crew: Sendable {
    private let held = Mutex<[PairWalkerBox]>([])

    struct PairWalkerBox: @unchecked Sendable { let walker: PairWalker }

    func add(_ walker: PairWalker) {
        let box = PairWalkerBox(walker: walker)
        held.withLock { $0.append(box) }
    }

    var members: [PairWalker] { held.withLock { $0 }.map(\.walker) }
}
