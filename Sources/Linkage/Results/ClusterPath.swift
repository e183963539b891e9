extension LinkageResult {
    /// Why two records of one cluster hang together: the chain of pairs between them whose weakest pair is the
    /// strongest there is (the widest path), of such chains one with the fewest pairs.
    ///
    /// A pair known to be one person is stronger than any other.
    ///
    /// - Parameter ids: the records' ids, which decide between chains that are alike; without them rows do.
    /// - Returns: the pairs in order from `start` to `end`, each of which ``explanation(_:)`` takes apart; empty for one
    ///   record; nil where the records are not in one cluster.
    public func path(from start: Int, to end: Int, ids: RecordIDs = RecordIDs()) -> [LinkedPair]? {
        guard clusters.indices.contains(start), clusters.indices.contains(end), clusters[start] == clusters[end] else {
            return nil
        }
        guard start != end else { return [] }
        let bound = Set(known.lazy.filter { $0.verdict == .same }.map { RowPair($0.pair) })
        let own = pairs.filter { clusters[$0.left] == clusters[start] && clusters[$0.right] == clusters[start] }
        func strength(_ pair: LinkedPair) -> Double { bound.contains(RowPair(pair)) ? .infinity : pair.weight }
        let width = Self.width(own, from: start, to: end, strength)
        guard let width else { return nil }
        var neighbours: [Int: [LinkedPair]] = [:]
        for pair in own where strength(pair) >= width {
            neighbours[pair.left, default: []].append(pair)
            neighbours[pair.right, default: []].append(pair)
        }
        func comesBefore(_ a: Int, _ b: Int) -> Bool {
            ids.indices.contains(a) && ids.indices.contains(b) ? ids.comesFirst(a, b) : a < b
        }
        func other(_ pair: LinkedPair, _ row: Int) -> Int { pair.left == row ? pair.right : pair.left }
        // Breadth first over pairs that are strong enough: the chain with the fewest.
        var via: [Int: LinkedPair] = [:]
        var (edge, seen) = ([start], Set([start]))
        while via[end] == nil, !edge.isEmpty {
            var next: [Int] = []
            for row in edge {
                let sorted = (neighbours[row] ?? []).sorted { a, b in
                    let (x, y) = (strength(a), strength(b))
                    return x != y ? x > y : comesBefore(other(a, row), other(b, row))
                }
                for pair in sorted where seen.insert(other(pair, row)).inserted {
                    via[other(pair, row)] = pair
                    next.append(other(pair, row))
                }
            }
            edge = next
        }
        var (path, row) = ([LinkedPair](), end)
        while row != start, let pair = via[row] {
            path.append(pair)
            row = other(pair, row)
        }
        return path.reversed()
    }

    /// The strength of the weakest pair of the widest path: pairs are let in from the strongest on until both rows
    /// hang together.
    private static func width(
        _ pairs: [LinkedPair], from start: Int, to end: Int, _ strength: (LinkedPair) -> Double
    ) -> Double? {
        let rows = Set(pairs.flatMap { [$0.left, $0.right] }).sorted()
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        guard let from = places[start], let to = places[end] else { return nil }
        var parts = DisjointRows(count: rows.count)
        for pair in pairs.sorted(by: { strength($0) > strength($1) }) {
            guard let left = places[pair.left], let right = places[pair.right] else { continue }
            parts.join(left, right)
            if parts.root(from) == parts.root(to) { return strength(pair) }
        }
        return nil
    }
}
