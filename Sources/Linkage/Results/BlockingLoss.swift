import Kernels

/// True pairs that no blocking rule brought together, and what is wrong with them.
public struct BlockingLoss: Sendable, Hashable, Codable {
    /// What a field is among these pairs.
    public struct Field: Sendable, Hashable, Codable {
        public var field: String
        /// At least one of both records has no value.
        public var missing: Int
        /// Both have a value, and it is not the same.
        public var different: Int
    }

    public var pairs: Int
    /// In the order of the model's fields.
    public var fields: [Field]
}

/// Looks at all true pairs, also those that were never compared.
struct TruePairs {
    /// With more true pairs than this nothing is looked at: then the truth says the same of very many records.
    static let most = 50_000_000

    private let search: PairSearch
    private let truth: [UInt32]
    private let fields: [(name: String, part: PackedPart)]
    private let frame: RecordFrame

    init(_ search: PairSearch, _ truth: [UInt32], _ model: LinkageModel, _ frame: RecordFrame) {
        (self.search, self.truth, self.frame) = (search, truth, frame)
        fields = model.fields.compactMap { field in
            frame.layout.part(FieldKey(field.name)).map { (field.name, $0) }
        }
    }

    private struct Tally {
        var byRule: [Int]
        var lost = 0
        var missing: [Int]
        var different: [Int]

        mutating func add(_ other: Tally) {
            for place in byRule.indices { byRule[place] += other.byRule[place] }
            for place in missing.indices {
                missing[place] += other.missing[place]
                different[place] += other.different[place]
            }
            lost += other.lost
        }
    }

    /// For each rule how many true pairs it brings together, whatever the rules before it do, and what all of them lose;
    /// nil where there is no truth or too much of it.
    func count(rules: Int, threads: Int) -> (byRule: [Int], loss: BlockingLoss)? {
        guard truth.count == search.recordCount, !truth.isEmpty else { return nil }
        let sorted = SortedKeys(truth.map { KeyMixer.mixed(UInt64($0)) }, threads: threads)
        guard sorted.tally.pairs <= Self.most else { return nil }
        let (rows, groups) = (sorted.rows, sorted.groups(largerThan: 1))
        let empty = Tally(
            byRule: [Int](repeating: 0, count: rules), missing: [Int](repeating: 0, count: fields.count),
            different: [Int](repeating: 0, count: fields.count))
        let pieces = Parallel.pieces(of: groups.count, atLeast: 1024)
        let tallies = Workers.map(pieces.count, threads: threads) { piece -> Tally in
            var tally = empty
            for group in groups[pieces[piece]] {
                for place in group {
                    for other in (place + 1)..<group.upperBound {
                        look(Int(rows[place]), Int(rows[other]), rules, &tally)
                    }
                }
            }
            return tally
        }
        var total = empty
        for tally in tallies { total.add(tally) }
        let found = fields.indices.map {
            BlockingLoss.Field(field: fields[$0].name, missing: total.missing[$0], different: total.different[$0])
        }
        return (total.byRule, BlockingLoss(pairs: total.lost, fields: found))
    }

    private func look(_ left: Int, _ right: Int, _ rules: Int, _ tally: inout Tally) {
        guard search.mayCompare(left, right) else { return }
        var isFound = false
        for rule in 0..<rules where search.covers(rule, left, right) {
            tally.byRule[rule] += 1
            isFound = true
        }
        guard !isFound else { return }
        tally.lost += 1
        for (place, field) in fields.enumerated() {
            let (a, b) = (frame.records.word(left, field.part.word), frame.records.word(right, field.part.word))
            if a & field.part.present == 0 || b & field.part.present == 0 {
                tally.missing[place] += 1
            } else if (a ^ b) & field.part.mask != 0 {
                tally.different[place] += 1
            }
        }
    }
}
