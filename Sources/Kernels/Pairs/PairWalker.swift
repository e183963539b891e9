/// One thread's walk over the pairs of a search.
final class PairWalker {
    private let search: PairSearch
    private let runner: PairRunner
    private let left: UnsafeMutablePointer<UInt32>
    private let right: UnsafeMutablePointer<UInt32>
    private let vectors: UnsafeMutablePointer<UInt32>
    /// Where in the batch the pairs stand that are compared.
    private let origins: UnsafeMutablePointer<Int>
    private var filled = 0
    private var rule = 0
    private var isExact = true
    private var parts: [PackedPart] = []
    private var found: [PairSearch.Found] = []
    private var kept: [UInt8] = []
    private var places: [UInt16] = []
    private var compared: [UInt64] = []
    /// How many pairs of the task were walked over.
    private var walked = 0
    private var numbers: VectorPlaces?
    private var counts: [UInt32] = []
    private var spilled: [UInt64] = []
    private var rules: [PairSearch.RuleCount]
    private var sinceSpill = 0

    init(_ search: PairSearch) {
        self.search = search
        runner = PairRunner(search.program, search.records)
        left = .allocate(capacity: PairRunner.batch)
        right = .allocate(capacity: PairRunner.batch)
        vectors = .allocate(capacity: PairRunner.batch)
        origins = .allocate(capacity: PairRunner.batch)
        rules = .init(repeating: PairSearch.RuleCount(), count: search.rules.count)
    }

    deinit {
        left.deallocate()
        right.deallocate()
        vectors.deallocate()
        origins.deallocate()
    }

    /// From now on counts vectors.
    func countOnly() {
        counts = [UInt32](repeating: 0, count: search.program.vectorCount)
    }

    /// From now on keeps pairs whose vector is marked.
    func keep(_ marks: [UInt8]) { kept = marks }

    /// From now on keeps the vectors of all pairs.
    func keepAll() { numbers = VectorPlaces(search.program.vectorCount) }

    /// The vectors that ``takeKept()`` speaks of; nil where there were too many to be numbered.
    var table: [UInt32]? { numbers.flatMap { $0.isWhole ? $0.vectors : nil } }

    /// What was kept of the task walked last.
    func takeKept() -> KeptPairs.Kept {
        defer {
            compared = []
            places.removeAll(keepingCapacity: true)
        }
        // A copy, which takes no more than it must.
        return KeptPairs.Kept(compared: compared, places: Array(places[...]))
    }

    /// Adds what this thread counted.
    func add(to total: inout PairSearch.Counts) {
        spill()
        for (vector, count) in spilled.enumerated() { total.vectors[vector] += count }
        for (rule, count) in rules.enumerated() {
            total.rules[rule].new += count.new
            total.rules[rule].newTrue += count.newTrue
        }
    }

    /// Counters of 32 bits stay in the cache; now and then they are emptied into wide ones.
    private func spill() {
        if spilled.isEmpty { spilled = [UInt64](repeating: 0, count: counts.count) }
        for vector in counts.indices where counts[vector] != 0 {
            spilled[vector] += UInt64(counts[vector])
            counts[vector] = 0
        }
        sinceSpill = 0
    }

    /// Walks over the pairs of a task.
    func walk(_ index: Int) -> [PairSearch.Found] {
        let task = search.tasks[index]
        rule = task.rule
        parts = search.rules[rule].steps[task.step].parts
        isExact = PackedRecords.isExact(parts)
        found = []
        walked = 0
        if numbers != nil { compared = [UInt64](repeating: 0, count: (task.pairs + 63) / 64) }
        // While the batch fills, the records are on their way into the cache.
        search.forEachLeft(of: index, begin: { for row in $0 { search.records.fetch(Int(row)) } }) { row, others in
            for other in others {
                left[filled] = row
                right[filled] = other
                filled &+= 1
                if filled == PairRunner.batch { flush() }
            }
        }
        flush()
        return found
    }

    /// Leaves out pairs that an earlier rule has, compares the rest and counts or keeps them.
    private func flush() {
        guard filled > 0 else { return }
        let (size, all) = (sift(), filled)
        filled = 0
        if size > 0 { runner.run(size, left, right, vectors) }
        rules[rule].new &+= size
        if !counts.isEmpty {
            counts.withUnsafeMutableBufferPointer { counts in
                for at in 0..<size { counts[Int(vectors[at])] &+= 1 }
            }
            sinceSpill &+= size
            if sinceSpill > 1 << 30 { spill() }
            if !search.truth.isEmpty { countTruth(size) }
        }
        if !kept.isEmpty {
            for at in 0..<size where kept[Int(vectors[at])] != 0 {
                found.append(.init(left: left[at], right: right[at], vector: vectors[at]))
            }
        }
        if var own = numbers.take() {
            let start = places.count
            places.append(contentsOf: repeatElement(0, count: size))
            places.withUnsafeMutableBufferPointer { places in
                compared.withUnsafeMutableBufferPointer { compared in
                    for at in 0..<size {
                        let pair = walked &+ origins[at]
                        compared[pair &>> 6] |= 1 &<< UInt64(pair & 63)
                        places[start &+ at] = own.place(vectors[at])
                    }
                }
            }
            walked &+= all
            numbers = own
        }
    }

    private func countTruth(_ size: Int) {
        search.truth.withUnsafeBufferPointer { truth in
            for at in 0..<size {
                let person = truth[Int(left[at])]
                guard person != 0, person == truth[Int(right[at])] else { continue }
                rules[rule].newTrue &+= 1
            }
        }
    }

    private func sift() -> Int {
        var size = 0
        let records = search.records
        let (base, stride, ruleParts, rule) = (records.base, records.stride, search.ruleParts, rule)
        for at in 0..<filled {
            // Rows of a group ascend, so the left one is the smaller.
            let (a, b) = (Int(left[at]), Int(right[at]))
            if let part = search.notWithin {
                guard (base[a &* stride &+ part.word] ^ base[b &* stride &+ part.word]) & part.mask != 0 else {
                    continue
                }
            }
            if !isExact, !agree(a, b) { continue }
            if ruleParts.cover(a, b, before: rule, records) { continue }
            left[size] = UInt32(truncatingIfNeeded: a)
            right[size] = UInt32(truncatingIfNeeded: b)
            origins[size] = at
            size &+= 1
        }
        return size
    }

    /// Keys wider than a word could meet by chance; the parts themselves decide.
    private func agree(_ a: Int, _ b: Int) -> Bool {
        let records = search.records
        for part in parts
        where
            (records.base[a &* records.stride &+ part.word]
            ^ records.base[b &* records.stride &+ part.word]) & part.mask != 0
        { return false }
        return true
    }
}
