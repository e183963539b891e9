import Kernels
public import Problems

extension Linker {
    /// Checks that the model can be worked on in partitions, and that nothing is asked that needs all records at once.
    ///
    /// - Throws: as ``LinkageModel/checkForPartitions()``; `linkage.whole-only` naming what is asked.
    public func checkForPartitions() throws(Problem) {
        try checkNothingNeedsAllRecords()
        try model.checkForPartitions()
    }

    /// - Throws: `linkage.whole-only` naming what is asked that needs all records at once.
    func checkNothingNeedsAllRecords() throws(Problem) {
        let asked = [
            ("labels", !known.isEmpty), ("frequencies", !frequencies.isEmpty), ("one-to-one", options.isOneToOne),
            ("explain", !questions.isEmpty), ("calibrate", options.calibrates), ("report", options.needsPairsInMemory),
        ]
        if let first = asked.first(where: { $0.1 }) { throw Problem("linkage.whole-only", value: first.0) }
    }

    /// Whether only pairs across lists count.
    var crossListsOnly: Bool { options.crossListsOnly || options.isOneToOne }

    /// The pairs along which records are joined: those sure enough and those known to be one person, but none known to
    /// be two.
    func joining(_ scored: [LinkedPair], _ known: KnownRows, _ links: [KnownLink]) -> [LinkedPair] {
        let threshold = thresholdWeight
        let sure = scored.filter { pair in
            pair.weight >= threshold && !known.isBound(pair)
                && !known.isApart(UInt32(truncatingIfNeeded: pair.left), UInt32(truncatingIfNeeded: pair.right))
        }
        return sure + links.filter { $0.verdict == .same }.map(\.pair)
    }

    /// Pairs of which no two share a record, and sure ones that may not be because they contradict themselves.
    struct Chosen {
        var pairs: [LinkedPair]
        var refused: [LinkedPair]
    }

    /// Each record's one partner: those that are known, and among the other records the set with the greatest sum of
    /// weights.
    func oneToOne(
        _ scored: [LinkedPair], _ known: KnownRows, _ links: [KnownLink], _ contradictions: PairProgram?,
        _ frame: RecordFrame, _ ranks: RecordRanks
    ) -> Chosen {
        let (bound, threshold) = (links.filter { $0.verdict == .same }.map(\.pair), thresholdWeight)
        let taken = Set(bound.flatMap { [$0.left, $0.right] })
        let open = scored.filter { pair in
            pair.weight >= reportedWeight && !taken.contains(pair.left) && !taken.contains(pair.right)
                && !known.isApart(UInt32(truncatingIfNeeded: pair.left), UInt32(truncatingIfNeeded: pair.right))
        }
        var (free, refused) = (open, [LinkedPair]())
        if let contradictions {
            let answers = PairRunner(contradictions, frame.records).vectors(
                open.map { UInt32(truncatingIfNeeded: $0.left) }, open.map { UInt32(truncatingIfNeeded: $0.right) })
            free = zip(open, answers).filter { $0.1 != 0 }.map(\.0)
            refused = zip(open, answers).filter { $0.1 == 0 && $0.0.weight >= threshold }.map(\.0)
        }
        return Chosen(pairs: Self.assigned(free, ranks) + bound, refused: refused)
    }

    /// Assigns records in an order of their own, so that of sets of pairs that weigh the same one is chosen whatever the
    /// order of the rows.
    private static func assigned(_ pairs: [LinkedPair], _ ranks: RecordRanks) -> [LinkedPair] {
        let rows = Set(pairs.flatMap { [$0.left, $0.right] }).sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        func pair(_ a: Int, _ b: Int, like other: LinkedPair) -> LinkedPair {
            LinkedPair(left: min(a, b), right: max(a, b), weight: other.weight, vector: other.vector)
        }
        let ranked = pairs.map { pair(places[$0.left] ?? 0, places[$0.right] ?? 0, like: $0) }
            .sorted { ($0.left, $0.right) < ($1.left, $1.right) }
        return OneToOne.assign(ranked, records: rows.count).map { pair(rows[$0.left], rows[$0.right], like: $0) }
    }

    /// - Throws: `linkage.one-to-one` where there are not two lists; `linkage.known-one-to-one` naming two records that
    ///   are known to be one person and cannot be partners, since both are of one list or one has a partner already.
    func checkOneToOne(_ source: LinkageRecords, _ known: KnownRows) throws(Problem) {
        guard Set(source.lists).count == 2 else { throw Problem("linkage.one-to-one") }
        var taken: Set<UInt32> = []
        for pair in known.same {
            let isAcross = source.lists[Int(pair.left)] != source.lists[Int(pair.right)]
            guard isAcross, taken.insert(pair.left).inserted, taken.insert(pair.right).inserted else {
                throw Problem(
                    "linkage.known-one-to-one", .refuse,
                    ["left": source.ids[Int(pair.left)], "right": source.ids[Int(pair.right)]])
            }
        }
    }
}
