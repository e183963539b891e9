import Problems

/// A pattern ready to be looked for. The time is at most that of the text's length times the pattern's, whatever they
/// hold: all ways through the pattern are followed at once (K. Thompson, 1968), none is tried after another.
struct Pattern: Sendable {
    enum Step: Sendable {
        case set(Int)
        case split(Int, Int)
        case jump(Int)
        case anchor(PatternNode.Anchor)
        case found
    }

    static let limit = 10_000

    private var steps: [Step] = []
    private var sets: [ScalarSet] = []
    /// Parts of the pattern that were written out: repeated often, even nothing takes long.
    private var work = 0

    /// How many steps the pattern has.
    var size: Int { steps.count }

    init(_ text: String) throws(Refusal) {
        guard text.utf8.count <= Self.limit else { throw Refusal(Problem("rules.pattern-size")) }
        var reader = PatternReader(text)
        try compile(try reader.whole())
        steps.append(.found)
    }

    private mutating func compile(_ node: PatternNode) throws(Refusal) {
        work += 1
        guard steps.count < Self.limit, work < 10 * Self.limit else { throw Refusal(Problem("rules.pattern-size")) }
        switch node {
        case .empty: break
        case .set(let set):
            sets.append(set)
            steps.append(.set(sets.count - 1))
        case .anchor(let anchor): steps.append(.anchor(anchor))
        case .sequence(let items): for item in items { try compile(item) }
        case .choice(let branches): try compile(branches)
        case .repetition(let inner, let lower, let upper): try compile(inner, lower, upper)
        }
    }

    private mutating func compile(_ branches: [PatternNode]) throws(Refusal) {
        var jumps: [Int] = []
        for (place, branch) in branches.enumerated() {
            guard place < branches.count - 1 else {
                try compile(branch)
                continue
            }
            let split = steps.count
            steps.append(.split(split + 1, 0))
            try compile(branch)
            jumps.append(steps.count)
            steps.append(.jump(0))
            steps[split] = .split(split + 1, steps.count)
        }
        for jump in jumps { steps[jump] = .jump(steps.count) }
    }

    private mutating func compile(_ inner: PatternNode, _ lower: Int, _ upper: Int?) throws(Refusal) {
        for _ in 0..<lower { try compile(inner) }
        guard let upper else {
            let split = steps.count
            steps.append(.split(split + 1, 0))
            try compile(inner)
            steps.append(.jump(split))
            steps[split] = .split(split + 1, steps.count)
            return
        }
        var splits: [Int] = []
        for _ in lower..<max(lower, upper) {
            splits.append(steps.count)
            steps.append(.split(steps.count + 1, 0))
            try compile(inner)
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
    }

    // MARK: Looking

    /// Whether the text holds a match anywhere; nil when the work was not paid for.
    func matches(_ text: String, charge: (Int) -> Bool) -> Bool? {
        var current = Front(steps.count)
        var next = Front(steps.count)
        var before: Unicode.Scalar?
        var scalars = text.unicodeScalars.makeIterator()
        var scalar = scalars.next()
        while true {
            if follow(0, &current, before, scalar) { return true }
            guard let here = scalar else { return false }
            guard charge(1 + current.count >> 3) else { return nil }
            scalar = scalars.next()
            for place in 0..<current.count {
                guard case .set(let set) = steps[current.states[place]], sets[set].contains(here) else { continue }
                if follow(current.states[place] + 1, &next, here, scalar) { return true }
            }
            before = here
            swap(&current, &next)
            next.clear()
        }
    }

    /// Adds a state and all that are reached from it without reading; true when one of them is the end.
    private func follow(
        _ start: Int, _ front: inout Front, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
    ) -> Bool {
        front.open.append(start)
        while let state = front.open.popLast() {
            guard front.mark(state) else { continue }
            switch steps[state] {
            case .set: front.add(state)
            case .split(let a, let b):
                front.open.append(b)
                front.open.append(a)
            case .jump(let target): front.open.append(target)
            case .anchor(let anchor): if Self.holds(anchor, before, after) { front.open.append(state + 1) }
            case .found:
                front.open.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }

    private static func holds(_ anchor: PatternNode.Anchor, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool
    {
        switch anchor {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == "\n"
        case .lineEnd: after == nil || after == "\n"
        case .wordEdge: isWord(before) != isWord(after)
        case .noWordEdge: isWord(before) == isWord(after)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { ScalarSet.word.contains($0) } ?? false
    }
}

/// The states in which a search is at one place of the text.
private struct Front {
    private(set) var states: [Int] = []
    private var marks: [Int]
    private var round = 1
    /// States whose successors have yet to be added.
    var open: [Int] = []

    init(_ size: Int) { marks = Array(repeating: 0, count: size) }

    var count: Int { states.count }

    /// False when the state was here already.
    mutating func mark(_ state: Int) -> Bool {
        guard marks[state] != round else { return false }
        marks[state] = round
        return true
    }

    mutating func add(_ state: Int) { states.append(state) }

    mutating func clear() {
        states.removeAll(keepingCapacity: true)
        round += 1
    }
}
