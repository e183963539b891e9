import Problems

/// What people know of records, of those that are there and of those still to come: which must be in one cluster, and
/// which never may.
struct IndexedVerdicts {
    private var same: [String: Set<String>] = [:]
    private var different: [String: Set<String>] = [:]
    /// A number for each id that somebody spoke of. Those of one person, by a verdict or a cluster, are one group.
    private var numbers: [String: Int] = [:]
    private var groups = DisjointRows(count: 0)
    /// By group those that are other people.
    private var apart: [Int: Set<Int>] = [:]
    /// The cluster of each group, where it has one, by the row that names it; and the other way round.
    private var homes: [Int: UInt32] = [:]
    private var members: [UInt32: Int] = [:]

    /// Unites clusters that are known to be of one person; the name that comes first stays.
    ///
    /// - Throws: `linkage.known-contradiction` naming two records that are told apart and are one person by other
    ///   verdicts, by their cluster, or by both.
    init(_ known: [KnownPair], _ ids: IndexedIDs, _ clusters: inout IndexedClusters) throws(Problem) {
        guard !known.isEmpty else { return }
        let spoken = Set(known.flatMap { [$0.records.left, $0.records.right] }).sorted()
        numbers = Dictionary(uniqueKeysWithValues: spoken.enumerated().map { ($1, $0) })
        groups = DisjointRows(count: spoken.count)
        for item in known {
            let (left, right) = (item.records.left, item.records.right)
            guard left != right else { continue }
            switch item.verdict {
            case .same:
                same[left, default: []].insert(right)
                same[right, default: []].insert(left)
                groups.join(numbers[left] ?? 0, numbers[right] ?? 0)
            case .different:
                different[left, default: []].insert(right)
                different[right, default: []].insert(left)
            }
        }
        gather(spoken, ids, &clusters)
        for item in known where item.verdict == .different {
            let (left, right) = (group(item.records.left), group(item.records.right))
            guard let left, let right, left != right else {
                throw Problem(
                    "linkage.known-contradiction", .refuse, ["left": item.records.left, "right": item.records.right])
            }
            apart[left, default: []].insert(right)
            apart[right, default: []].insert(left)
        }
    }

    private mutating func gather(_ spoken: [String], _ ids: IndexedIDs, _ clusters: inout IndexedClusters) {
        let there = spoken.enumerated().compactMap { number, id in ids.row(of: id).map { (number, $0) } }
        for (number, row) in there {
            if let other = members.updateValue(number, forKey: clusters.names[row]) { groups.join(number, other) }
        }
        members = [:]
        for (number, row) in there {
            let group = groups.root(number)
            let name = clusters.names[row]
            guard let home = homes[group] else {
                homes[group] = name
                continue
            }
            let isFirst = ids.ids.comesFirst(Int(name), Int(home))
            clusters.unite(isFirst ? name : home, isFirst ? home : name)
            homes[group] = isFirst ? name : home
        }
        for (group, home) in homes { members[home] = group }
    }

    private mutating func group(_ id: String) -> Int? { numbers[id].map { groups.root($0) } }

    /// What somebody said of two records; what follows from other verdicts does not count.
    func verdict(_ a: String, _ b: String) -> KnownPair.Verdict? {
        if same[a]?.contains(b) == true { return .same }
        return different[a]?.contains(b) == true ? .different : nil
    }

    /// Ids of which somebody said that they are the same person as one.
    func bound(to id: String) -> Set<String> { same[id] ?? [] }

    /// The cluster that a new record must be in.
    mutating func home(of id: String) -> UInt32? { group(id).flatMap { homes[$0] } }

    /// Whether nobody told a new record, or one that must be with it, apart from a record of a cluster, or one that must
    /// be with that.
    mutating func mayJoin(_ id: String, _ cluster: UInt32) -> Bool {
        guard let mine = group(id), let theirs = members[cluster] else { return true }
        return apart[mine]?.contains(groups.root(theirs)) != true
    }

    /// Notes that a new record is in a cluster, which it may join.
    mutating func put(_ id: String, in cluster: UInt32) {
        guard var mine = group(id) else { return }
        if let theirs = members[cluster].map({ groups.root($0) }), theirs != mine {
            let others = (apart.removeValue(forKey: mine) ?? []).union(apart.removeValue(forKey: theirs) ?? [])
            groups.join(mine, theirs)
            let gone = Set([mine, theirs])
            mine = groups.root(mine)
            for other in others { apart[other] = (apart[other] ?? []).subtracting(gone).union([mine]) }
            apart[mine] = others.isEmpty ? nil : others
        }
        members[cluster] = mine
        homes[mine] = cluster
    }
}
