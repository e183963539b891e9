import Problems

/// Two rows, the left one the smaller.
struct RowPair: Sendable, Hashable, Comparable {
    let left: UInt32
    let right: UInt32

    init(_ a: Int, _ b: Int) {
        left = UInt32(truncatingIfNeeded: min(a, b))
        right = UInt32(truncatingIfNeeded: max(a, b))
    }

    init(_ pair: LinkedPair) { self.init(pair.left, pair.right) }

    static func < (a: RowPair, b: RowPair) -> Bool { (a.left, a.right) < (b.left, b.right) }
}

/// Known pairs by rows, free of contradiction.
struct KnownRows: Sendable {
    /// Pairs of one person and pairs of two, each once, ascending.
    let same: [RowPair]
    let different: [RowPair]
    private let bound: Set<RowPair>
    /// For each row the rows that it is told apart from.
    private let apart: [UInt32: Set<UInt32>]

    static let none = KnownRows()

    /// - Throws: `linkage.unknown-id`, `linkage.ambiguous-id`; `linkage.known-contradiction` naming two records that are
    ///   told apart and are one person by another pair or a chain of them.
    init(_ known: [KnownPair], _ ids: RecordIDs) throws(Problem) {
        guard !known.isEmpty else {
            self.init()
            return
        }
        let wanted = known.reduce(into: Set<String>()) { $0.formUnion([$1.records.left, $1.records.right]) }
        let rows = try LinkageRecords.rows(of: wanted, in: ids)
        // The records spoken of are numbered, so that little is held beside millions of others.
        let spoken = rows.values.sorted()
        let places = Dictionary(uniqueKeysWithValues: spoken.enumerated().map { ($1, $0) })
        func pair(_ item: KnownPair) -> RowPair { RowPair(rows[item.records.left] ?? 0, rows[item.records.right] ?? 0) }
        var groups = DisjointRows(count: spoken.count)
        for item in known where item.verdict == .same {
            let pair = pair(item)
            groups.join(places[Int(pair.left)] ?? 0, places[Int(pair.right)] ?? 0)
        }
        for item in known where item.verdict == .different {
            let pair = pair(item)
            guard groups.root(places[Int(pair.left)] ?? 0) != groups.root(places[Int(pair.right)] ?? 0) else {
                throw Problem(
                    "linkage.known-contradiction", .refuse,
                    ["left": item.records.left, "right": item.records.right])
            }
        }
        self.init(
            same: Set(known.filter { $0.verdict == .same }.map(pair)).filter { $0.left != $0.right },
            different: Set(known.filter { $0.verdict == .different }.map(pair)))
    }

    private init(same: Set<RowPair> = [], different: Set<RowPair> = []) {
        bound = same
        self.same = same.sorted()
        self.different = different.sorted()
        var apart: [UInt32: Set<UInt32>] = [:]
        for pair in different {
            apart[pair.left, default: []].insert(pair.right)
            apart[pair.right, default: []].insert(pair.left)
        }
        self.apart = apart
    }

    var isEmpty: Bool { same.isEmpty && different.isEmpty }

    /// Whether somebody knows that both rows are one person; chains do not count.
    func isBound(_ pair: LinkedPair) -> Bool { !bound.isEmpty && bound.contains(RowPair(pair)) }

    /// Whether somebody knows that both rows are two people.
    func isApart(_ a: UInt32, _ b: UInt32) -> Bool { !apart.isEmpty && apart[a]?.contains(b) == true }

    /// The pairs of different people among some rows, ascending.
    func apart(among rows: ArraySlice<UInt32>) -> [RowPair] {
        guard !apart.isEmpty else { return [] }
        return rows.flatMap { row in
            (apart[row] ?? []).filter { $0 > row && rows.contains($0) }.sorted().map { RowPair(Int(row), Int($0)) }
        }
    }
}
