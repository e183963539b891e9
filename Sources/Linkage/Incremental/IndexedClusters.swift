/// Clusters that grow: the rows of each form a ring, and one of them names it.
struct IndexedClusters {
    /// For each row the one that names its cluster.
    private(set) var names: [UInt32]
    /// For each row the next one of its cluster.
    private var next: [UInt32]

    /// - Parameters:
    ///   - clusters: for each record the row that names its cluster, as linking found them; nil where each record is
    ///     alone.
    ///   - count: the number of records.
    /// - Returns: nil where `clusters` is of another length, or names a cluster by a row of another one.
    init?(_ clusters: ClusterNames?, count: Int) {
        names = Array(0..<UInt32(count))
        next = names
        guard let clusters else { return }
        guard clusters.count == count else { return nil }
        for (row, name) in clusters.enumerated() {
            guard clusters.indices.contains(name), clusters[name] == name else { return nil }
            if row != name { unite(UInt32(name), UInt32(row)) }
        }
    }

    /// The rows of a cluster.
    func rows(of name: UInt32) -> [UInt32] {
        var (rows, row) = ([name], next[Int(name)])
        while row != name {
            rows.append(row)
            row = next[Int(row)]
        }
        return rows
    }

    /// Adds a further row, to a cluster or alone.
    mutating func append(to name: UInt32?) {
        let row = UInt32(names.count)
        names.append(row)
        next.append(row)
        if let name { unite(name, row) }
    }

    /// Adds the rows of one cluster to another, which keeps its name.
    mutating func unite(_ kept: UInt32, _ gone: UInt32) {
        guard kept != gone else { return }
        for row in rows(of: gone) { names[Int(row)] = kept }
        next.swapAt(Int(kept), Int(gone))
    }
}
