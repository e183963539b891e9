import Store

/// Who is on more than one list although no identity number says so: through matches, beside the counts by number.
///
/// Counts by number stay what they are. Confirmed ones rest on decisions of people, probable ones on proposals that
/// nobody has decided yet: they may be wrong, and are never added to the others.
public struct IdentityOverlap: Sendable, Hashable {
    public struct Pair: Sendable, Hashable {
        /// Indices into the lists of the overlap.
        public var a: Int
        public var b: Int
        /// People on both by confirmed matches alone.
        public var confirmed = 0
        /// People on both only if proposed matches hold.
        public var probable = 0
        /// Families that are on both through confirmed matches alone, and only if proposed ones hold.
        public var confirmedFamilies = 0
        public var probableFamilies = 0
    }

    /// Pairs of lists that have any of it.
    public var pairs: [Pair]
    /// What the rules about pairs of programmes say of them, confirmed ones first.
    public var findings: [Finding] = []
    /// People who are on more lists than their numbers say, by confirmed matches.
    public var confirmed: Int
    /// People who are on more lists than their numbers say only if proposed matches hold; confirmed ones left out.
    public var probable: Int
    /// Probable matches among the lists' records that nobody has decided.
    public var open: Int
    /// When matches were last searched; nil where they never were.
    public var searchedAt: String?
    /// Whether lists were taken in or undone since.
    public var isStale: Bool

    /// What is known of two lists; zeros where nothing is.
    public func pair(_ a: Int, _ b: Int) -> Pair { pairs.first { ($0.a, $0.b) == (a, b) } ?? Pair(a: a, b: b) }
}

/// Counts overlaps through matches.
struct IdentityCounter {
    private struct Key: Hashable { var a: Int; var b: Int }

    /// The lists that each record stands on, by index, and the family card known of it.
    private let lists: [Int64: Set<Int>]
    private let cards: [Int64: String]
    /// The lists that a card stands on by the numbers of its members.
    private let listsOfCard: [String: Set<Int>]
    private let confirmed: IdentityGraph
    private let probable: IdentityGraph
    private let open: Int
    private let run: LinkageRunRecord?
    private let isStale: Bool

    /// - Parameters:
    ///   - lists: the lists, by index, on which each record stands that takes part in decisions or proposals.
    ///   - cards: the family card known of each of them.
    ///   - listsOfCard: the lists on which each of these cards stands by the numbers of its members.
    ///   - proposed: probable matches that nobody has decided.
    ///   - run: the newest search.
    ///   - isStale: whether records are there that none has looked at.
    init(
        lists: [Int64: Set<Int>], cards: [Int64: String], listsOfCard: [String: Set<Int>],
        decisions: [MatchDecisionRecord], proposed: [CandidateRecord], run: LinkageRunRecord?, isStale: Bool
    ) {
        self.lists = lists
        self.cards = cards
        self.listsOfCard = listsOfCard
        self.run = run
        self.isStale = isStale
        confirmed = IdentityGraph(decisions)
        var graph = confirmed
        var count = 0
        for candidate in proposed {
            guard lists[candidate.pair.a] != nil, lists[candidate.pair.b] != nil else { continue }
            count += 1
            guard graph.conflict(candidate.pair, .same) == nil else { continue }
            graph.add(
                MatchDecisionRecord(
                    pair: candidate.pair, verdict: .same, decidedAt: "", actor: "", note: nil, isBlind: false))
        }
        probable = graph
        open = count
    }

    /// What was counted, and each person and family that was.
    func result() -> (overlap: IdentityOverlap, crossings: [IdentityCrossing]) {
        var crossings: [IdentityCrossing] = []
        var result = IdentityOverlap(
            pairs: [], confirmed: 0, probable: 0, open: open, searchedAt: run?.knownAt, isStale: isStale)
        var pairs: [Key: IdentityOverlap.Pair] = [:]
        func change(_ a: Int, _ b: Int, _ body: (inout IdentityOverlap.Pair) -> Void) {
            body(&pairs[Key(a: a, b: b), default: IdentityOverlap.Pair(a: a, b: b)])
        }
        // What people decided counts whatever is proposed beside it.
        for group in confirmed.identities {
            let records = group.map { lists[$0] ?? [] }
            let all = Self.union(records)
            for (a, b) in Self.couples(all) where !Self.hold(records, a, b) {
                change(a, b) { $0.confirmed += 1 }
                crossings.append(IdentityCrossing(a: a, b: b, unit: .person, isConfirmed: true, records: group))
            }
            crossings += Self.repeats(records, isConfirmed: true, records: group)
            if !records.contains(all) { result.confirmed += 1 }
        }
        for group in probable.identities {
            let units = Dictionary(grouping: group) { confirmed.identity(of: $0) }.values
            let byUnit = units.map { unit in Self.union(unit.map { lists[$0] ?? [] }) }
            let all = Self.union(byUnit)
            for (a, b) in Self.couples(all) where !Self.hold(byUnit, a, b) {
                change(a, b) { $0.probable += 1 }
                crossings.append(IdentityCrossing(a: a, b: b, unit: .person, isConfirmed: false, records: group))
            }
            crossings += Self.repeats(byUnit, isConfirmed: false, records: group)
            // Whoever is counted as confirmed is not counted once more.
            let isCounted = units.contains { unit in
                let records = unit.map { lists[$0] ?? [] }
                return !records.contains(Self.union(records))
            }
            if !isCounted, !byUnit.contains(all) { result.probable += 1 }
        }
        let sure = families(confirmed, isConfirmed: true)
        let known = Set(sure.map(\.family))
        for family in sure {
            change(family.a, family.b) { $0.confirmedFamilies += 1 }
            crossings.append(family)
        }
        for family in families(probable, isConfirmed: false) {
            change(family.a, family.b) { $0.probableFamilies += 1 }
            guard !known.contains(family.family) else { continue }
            crossings.append(family)
        }
        // Of those that proposals bind the confirmed ones are told apart.
        for key in pairs.keys {
            change(key.a, key.b) { $0.probableFamilies = max(0, $0.probableFamilies - $0.confirmedFamilies) }
        }
        result.pairs = pairs.values.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
        return (result, crossings)
    }

    /// Lists on which several records of one person stand.
    private static func repeats(
        _ units: [Set<Int>], isConfirmed: Bool, records: [Int64]
    ) -> [IdentityCrossing] {
        union(units).sorted().filter { list in units.count { $0.contains(list) } > 1 }.map {
            IdentityCrossing(a: $0, b: $0, unit: .person, isConfirmed: isConfirmed, records: records)
        }
    }

    /// Families on both of two lists of which no single card is on both: a card binds its people, and an identity binds
    /// the cards of its records, so a family may have several cards, and records that name none.
    private func families(_ graph: IdentityGraph, isConfirmed: Bool) -> [IdentityCrossing] {
        var roots: [String: String] = [:]
        func root(_ card: String) -> String {
            var at = card
            while let up = roots[at], up != at { at = up }
            return at
        }
        var added: [String: Set<Int>] = [:]
        var records: [String: [Int64]] = [:]
        var touched: Set<String> = []
        for group in graph.identities {
            let own = group.compactMap { cards[$0] }
            guard let first = own.first else { continue }
            for card in own { roots[root(card)] = root(first) }
            added[first, default: []].formUnion(group.flatMap { lists[$0] ?? [] })
            records[first, default: []] += group
            touched.formUnion(own)
        }
        var members: [String: [String]] = [:]
        for card in touched { members[root(card), default: []].append(card) }
        return members.values.flatMap { family -> [IdentityCrossing] in
            let byCard = family.map { listsOfCard[$0] ?? [] }
            let all = (byCard + family.map { added[$0] ?? [] }).reduce(into: Set<Int>()) { $0.formUnion($1) }
            return Self.couples(all).filter { a, b in !byCard.contains { $0.contains(a) && $0.contains(b) } }
                .map { a, b in
                    IdentityCrossing(
                        a: a, b: b, unit: .family, isConfirmed: isConfirmed,
                        records: family.flatMap { records[$0] ?? [] }, cards: family.sorted())
                }
        }
    }

    private static func union(_ lists: [Set<Int>]) -> Set<Int> {
        lists.reduce(into: Set<Int>()) { $0.formUnion($1) }
    }

    /// Whether one of these is on both lists.
    private static func hold(_ units: [Set<Int>], _ a: Int, _ b: Int) -> Bool {
        units.contains { $0.contains(a) && $0.contains(b) }
    }

    private static func couples(_ lists: Set<Int>) -> [(Int, Int)] {
        let sorted = lists.sorted()
        return sorted.enumerated().flatMap { place, a in sorted[(place + 1)...].map { (a, $0) } }
    }
}
