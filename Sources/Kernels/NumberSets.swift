/// Numbers and the sets that they stand in, collected for counting: eight bytes for each time a number is added.
///
/// One collector for each thread; ``counts(_:sets:threads:)`` counts over all of them.
public struct NumberSets: Sendable {
    /// Numbers are below this.
    public static let numberLimit: UInt64 = 1 << 54
    /// How many sets there can be.
    public static let setLimit = 1 << 10

    /// How often numbers stand in sets.
    public struct Counts: Sendable, Hashable {
        /// Different numbers.
        public var numbers = 0
        /// Those of them that stand in two sets or more.
        public var inSeveral = 0
        /// For each pair of sets the numbers that stand in both; on the diagonal the numbers of a set.
        public var matrix: [[Int]]

        init(sets: Int) { matrix = Array(repeating: Array(repeating: 0, count: sets), count: sets) }

        mutating func add(_ other: Counts) {
            numbers += other.numbers
            inSeveral += other.inSeveral
            for (row, line) in other.matrix.enumerated() {
                for (column, count) in line.enumerated() { matrix[row][column] += count }
            }
        }
    }

    /// Number and set in one word each, spread by the number, so that a part fits a processor's cache.
    private var parts: [[UInt64]] = Array(repeating: [], count: 256)

    public init() {}

    /// Notes that a number stands in a set; both within the limits.
    public mutating func add(_ number: UInt64, to set: Int) {
        precondition(number < Self.numberLimit && set >= 0 && set < Self.setLimit)
        parts[Int(KeyMixer.mixed(number) &>> 56)].append(number &<< 10 | UInt64(set))
    }

    /// Counts the numbers of several collectors.
    ///
    /// - Parameters:
    ///   - collectors: each with the set that each of its own sets is.
    ///   - sets: the number of sets.
    public static func counts(
        _ collectors: [(numbers: NumberSets, sets: [Int])], sets: Int, threads: Int
    ) -> Counts {
        let workers = max(1, min(threads, 256))
        // One matrix for each thread: with many sets it is larger than all numbers of a part.
        let found = Workers.map(workers, threads: workers) { worker in
            var counts = Counts(sets: sets)
            for part in stride(from: worker, to: 256, by: workers) {
                var words: [UInt64] = []
                words.reserveCapacity(collectors.reduce(0) { $0 + $1.numbers.parts[part].count })
                for collector in collectors {
                    for word in collector.numbers.parts[part] {
                        words.append(word & ~1023 | UInt64(collector.sets[Int(word & 1023)]))
                    }
                }
                counts.add(sorted: WordSort.sorted(words))
            }
            return counts
        }
        return found.reduce(into: Counts(sets: sets)) { $0.add($1) }
    }
}

extension NumberSets.Counts {
    /// Counts sorted words: those of one number stand together, its sets in order.
    fileprivate mutating func add(sorted words: [UInt64]) {
        var on: [Int] = []
        var place = 0
        while place < words.count {
            let number = words[place] &>> 10
            on.removeAll(keepingCapacity: true)
            while place < words.count, words[place] &>> 10 == number {
                let set = Int(words[place] & 1023)
                if on.last != set { on.append(set) }
                place &+= 1
            }
            numbers += 1
            if on.count > 1 { inSeveral += 1 }
            for a in on { for b in on { matrix[a][b] += 1 } }
        }
    }
}

/// Sorts whole numbers by their digits.
enum WordSort {
    /// The words in ascending order.
    static func sorted(_ words: [UInt64]) -> [UInt64] {
        guard words.count > 256 else { return words.sorted() }
        let bits: UInt64 = 11
        var from = words
        var to = [UInt64](unsafeUninitializedCapacity: words.count) { $1 = words.count }
        let first = words[0]
        let differing = words.reduce(0) { $0 | ($1 ^ first) }
        var starts = [Int](repeating: 0, count: 1 << bits)
        for shift in stride(from: 0, to: UInt64(64), by: Int(bits)) {
            let mask: UInt64 = (1 << bits) - 1
            guard differing &>> shift & mask != 0 else { continue }
            starts.withUnsafeMutableBufferPointer { starts in
                starts.update(repeating: 0)
                from.withUnsafeBufferPointer { from in
                    to.withUnsafeMutableBufferPointer { to in
                        for word in from { starts[Int(word &>> shift & mask)] &+= 1 }
                        var sum = 0
                        for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
                        for word in from {
                            let digit = Int(word &>> shift & mask)
                            to[starts[digit]] = word
                            starts[digit] &+= 1
                        }
                    }
                }
            }
            swap(&from, &to)
        }
        return from
    }
}
