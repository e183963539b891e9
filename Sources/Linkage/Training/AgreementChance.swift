import Kernels
import Problems

/// How often pairs of all records reach each level of each comparison: counted where a level asks for equal values of
/// something rare, estimated from a sample of pairs elsewhere.
struct AgreementChance: Sendable {
    /// For each comparison and level the number of pairs, counted or scaled up from the sample.
    var totals: [[Double]]
    var isCounted: [[Bool]]
    /// For each comparison the number of pairs that are not neutral in it.
    var present: [Double]

    /// Groups with more pairs than this in all are sampled: they are common, so the sample is good.
    static func mostEnumerated(_ records: Int) -> Int { max(2_000_000, 4 * records) }
    /// A level that so many pairs of the sample reach is known well enough.
    static let enoughInSample = 200.0

    /// - Parameters:
    ///   - ranks: orders the records independently of their rows.
    ///   - samplePairs: how many pairs the sample has, about.
    ///   - search: its rules' groups need not be made again.
    ///   - tallies: keeps what is counted.
    static func estimate(
        _ model: LinkageModel, _ program: PairProgram, _ frame: RecordFrame, lists: [UInt16], crossListsOnly: Bool,
        ranks: RecordRanks, samplePairs: Int, search: PairSearch? = nil, tallies: KeyTallies, monitor: LinkageMonitor
    ) throws(Problem) -> AgreementChance {
        let allPairs = frame.pairs(lists, crossListsOnly: crossListsOnly)
        let sample = PairSample(
            ranks: ranks, lists: crossListsOnly ? lists : [], pairs: samplePairs, threads: frame.threads)
        let sharing = FrameSharing(
            program: program, frame: frame, crossListsOnly: crossListsOnly,
            grouper: KeyGrouper(frame.records, threads: frame.threads), search: search, tallies: tallies)
        return try estimate(
            model, records: frame.records.count, allPairs: allPairs, sampled: sample.counts(program, frame),
            drawn: sample.count, isWhole: sample.isWhole, crossListsOnly: crossListsOnly && !lists.isEmpty,
            monitor: monitor,
            sharing: sharing.pairs)
    }

    /// - Parameters:
    ///   - sampled: for each comparison how many pairs of the sample have each level.
    ///   - drawn: how many pairs the sample has.
    ///   - isWhole: whether the sample is all pairs.
    static func estimate(
        _ model: LinkageModel, records: Int, allPairs: Double, sampled counts: [[Double]], drawn: Int, isWhole: Bool,
        crossListsOnly: Bool, monitor: LinkageMonitor, sharing: SharedPairs.Source
    ) throws(Problem) -> AgreementChance {
        let drawn = Double(drawn)
        var chance = AgreementChance(totals: [], isCounted: [], present: [])
        for (place, comparison) in model.comparisons.enumerated() {
            if monitor.isCancelled() { throw Problem("linkage.cancelled") }
            var totals = counts[place].map { drawn > 0 ? $0 / drawn * allPairs : 0 }
            var isCounted = [Bool](repeating: isWhole, count: totals.count)
            let neutral = zip(comparison.levels, totals).reduce(0) { $0 + ($1.0.isNeutral ? $1.1 : 0) }
            if !isWhole {
                let exact = try EqualLevels(
                    comparison: comparison, place: place, crossListsOnly: crossListsOnly,
                    mostEnumerated: mostEnumerated(records)
                ).totals(isKnown: counts[place].map { $0 >= enoughInSample }, sharing)
                for (level, total) in exact {
                    totals[level] = total
                    isCounted[level] = true
                }
                // Half a pair stands for what the sample was too small to show.
                for level in totals.indices where !isCounted[level] && counts[place][level] == 0 {
                    totals[level] = 0.5 / max(1, drawn) * allPairs
                }
            }
            chance.totals.append(totals)
            chance.isCounted.append(isCounted)
            chance.present.append(max(1, allPairs - neutral))
        }
        return chance
    }
}

/// Pairs of records that share some keys.
struct SharedPairs {
    /// Finds them for some keys and the place of a comparison.
    typealias Source = (_ keys: [FieldKey], _ comparison: Int) throws(Problem) -> SharedPairs

    /// How many there are, whatever their lists.
    var pairs: Int
    /// How many of those that may be compared have each level of the comparison; asked only where they are few.
    var levels: () throws(Problem) -> [UInt64]
}

/// Finds pairs that share keys among a frame's records.
private struct FrameSharing {
    let program: PairProgram
    let frame: RecordFrame
    let crossListsOnly: Bool
    let grouper: KeyGrouper
    let search: PairSearch?
    let tallies: KeyTallies

    func pairs(_ keys: [FieldKey], _ comparison: Int) throws(Problem) -> SharedPairs {
        let parts = keys.compactMap { frame.layout.part($0) }
        // What has few values is counted; groups are asked for more seldom.
        let codes = keys.count == 1 ? frame.texts[keys[0].text]?.count : nil
        guard frame.isSortedAtOnce else { return pairs(in: frame.sorted(by: parts), parts, codes, comparison) }
        if let codes { return shared(parts, pairsSharing(parts[0], codes), nil, comparison) }
        if let groups = search?.groups(sharing: parts) { return shared(parts, groups.pairs, groups, comparison) }
        if let counts = KeyCounts(frame.records, parts, threads: frame.threads) {
            tallies.keep(parts) { _ in KeyTallies.Shared(counts: counts.shared, present: counts.present) }
            return shared(parts, counts.pairs, nil, comparison)
        }
        let found = grouper.groups(parts)
        tallies.keep(parts) { part in
            KeyTallies.Shared(
                counts: NumberMap(sizesOf: found.groups, by: part, in: frame.records), present: found.present)
        }
        return shared(parts, found.tally.pairs, found.groups, comparison)
    }

    private func shared(
        _ parts: [PackedPart], _ pairs: Int, _ groups: KeyGroups?, _ comparison: Int
    ) -> SharedPairs {
        SharedPairs(pairs: pairs) { () throws(Problem) in
            try levels(parts, groups ?? grouper.groups(parts).groups, comparison)
        }
    }

    /// The same where only some keys are sorted at a time.
    private func pairs(
        in sorted: KeyRanges, _ parts: [PackedPart], _ codes: Int?, _ comparison: Int
    ) -> SharedPairs {
        let pairs =
            codes.map { pairsSharing(parts[0], $0) } ?? sorted.ranges.reduce(0) { $0 + sorted.tally($1).pairs }
        return SharedPairs(pairs: pairs) { () throws(Problem) in
            var vectors = [UInt64](repeating: 0, count: program.comparisons[comparison].levels)
            for range in sorted.ranges {
                let counts = try levels(parts, KeyGroups(sorted.sorted(range)), comparison)
                for (place, count) in counts.enumerated() { vectors[place] += count }
            }
            return vectors
        }
    }

    /// How many pairs of some groups have each level of a comparison.
    private func levels(
        _ parts: [PackedPart], _ groups: KeyGroups, _ comparison: Int
    ) throws(Problem) -> [UInt64] {
        guard let compared = PairProgram([program.comparisons[comparison]]) else {
            throw Problem("linkage.too-many-vectors")
        }
        let notWithin = crossListsOnly ? frame.layout.slots[RecordLayout.list] : nil
        let search = PairSearch(
            frame.records, rules: [PairRule(steps: [PairRule.Step(parts: parts, groups: groups)])], program: compared,
            notWithin: notWithin.map { PackedPart(word: $0.word, mask: $0.mask) }, threads: frame.threads)
        return search.count(threads: frame.threads).vectors
    }

    /// Pairs that share a text.
    private func pairsSharing(_ part: PackedPart, _ texts: Int) -> Int {
        tallies.codes(part, most: texts, frame, threads: frame.threads).dropFirst().reduce(0) {
            $0 + Int($1) * (Int($1) - 1) / 2
        }
    }
}

/// Levels of a comparison that ask for equal values of something so rare that the pairs sharing it can be counted.
struct EqualLevels {
    let comparison: Comparison
    /// The comparison's place in the model.
    let place: Int
    let crossListsOnly: Bool
    let mostEnumerated: Int

    /// What pairs of a level must share, whichever of its alternatives holds; nil where that is nothing.
    static func shared(_ level: ComparisonLevel) -> [FieldKey]? {
        let alternatives = level.when.map { all in
            all.filter { $0.test == .same && !$0.isNegated }.map(\.key)
        }
        let keys = alternatives.first?.filter { key in alternatives.allSatisfy { $0.contains(key) } } ?? []
        return keys.isEmpty ? nil : keys
    }

    /// The lists of keys by which pairs of a level may be counted: one key is often rare enough by itself, and then
    /// serves other levels as well.
    static func choices(_ keys: [FieldKey]) -> [[FieldKey]] { keys.count == 1 ? [keys] : keys.map { [$0] } + [keys] }

    /// - Parameter isKnown: levels that the sample tells well enough.
    func totals(isKnown: [Bool], _ sharing: SharedPairs.Source) throws(Problem) -> [Int: Double] {
        var totals: [Int: Double] = [:]
        var tallies: [[FieldKey]: Int] = [:]
        var counted: [[FieldKey]: [UInt64]] = [:]
        for (place, level) in comparison.levels.enumerated() where !level.isNeutral {
            guard let keys = Self.shared(level) else { continue }
            // Equality alone is told by the sizes of groups, however common it is.
            let before = !crossListsOnly && isPure(level) ? impliedTotal(place, keys, totals) : nil
            if isKnown[place], before == nil { continue }
            for choice in Self.choices(keys) where totals[place] == nil {
                if let counts = counted[choice] {
                    totals[place] = Double(counts[place])
                } else if tallies[choice] == nil {
                    let shared = try sharing(choice, self.place)
                    tallies[choice] = shared.pairs
                    if choice == keys, before != nil { continue }
                    guard shared.pairs <= mostEnumerated else { continue }
                    let counts = try shared.levels()
                    counted[choice] = counts
                    totals[place] = Double(counts[place])
                }
            }
            if totals[place] == nil, let pairs = tallies[keys], let before {
                totals[place] = max(0, Double(pairs) - before)
            }
        }
        return totals
    }

    private func isPure(_ level: ComparisonLevel) -> Bool {
        level.when.count == 1 && level.when[0].allSatisfy { $0.test == .same && !$0.isNegated }
    }

    /// The pairs of earlier levels, where each of these implies the keys and is known.
    private func impliedTotal(_ level: Int, _ keys: [FieldKey], _ totals: [Int: Double]) -> Double? {
        var sum = 0.0
        for (place, earlier) in comparison.levels.prefix(level).enumerated() {
            if earlier.isNeutral {
                // What is missing cannot be the same.
                guard
                    earlier.when.allSatisfy({ all in
                        all.contains { item in
                            item.test == .missing && !item.isNegated && keys.contains { $0.field == item.key.field }
                        }
                    })
                else { return nil }
                continue
            }
            guard let total = totals[place], let have = Self.shared(earlier),
                keys.allSatisfy({ key in have.contains { key.isImplied(by: $0) } })
            else { return nil }
            sum += total
        }
        return sum
    }
}
