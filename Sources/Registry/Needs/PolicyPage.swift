import Store

/// What the needs say to those who decide about programmes: which to widen, to join, to start.
public struct PolicyPage: Sendable {
    /// A programme that would answer needs in villages that its area does not cover, and runs near them.
    public struct Widening: Sendable {
        public var programme: String
        public var name: String
        public var owner: String
        /// Villages to take in.
        public var villages: [String]
        /// The smallest region around a village in which the programme runs already, the nearest first.
        public var near: [String]
        /// Beneficiaries planned and reached in the year, as far as they are known.
        public var target: Int64?
        public var realised: Int64?
        public var needs: [String]
    }

    /// Two programmes whose aid the same subjects ask for, and that both run where these live.
    public struct Joining: Sendable {
        public var first: String
        public var second: String
        public var subjects: Int
        public var villages: [String]
        /// Whether a rule or one of the programmes says already that they belong together.
        public var isKnownComplement: Bool
        public var needs: [String]
    }

    /// Aid that nobody offers here or near.
    public struct Starting: Sendable {
        /// `K1` to `K6`.
        public var need: String
        /// The kind of aid asked for; nil where any that answers the need will do.
        public var aid: String?
        /// For whom.
        public var unit: SubjectKind
        /// The regency.
        public var region: String
        public var villages: [String]
        public var subjects: Int
        /// Programmes of the kind that run there but are not meant for them, and by what: `size`, `sector`, `target`.
        public var narrow: [String: [String]]
        public var needs: [String]
    }

    public var widen: [Widening] = []
    public var join: [Joining] = []
    public var start: [Starting] = []

    init() {}

    init(_ needs: [AssessedNeed], _ judge: SupplyJudge, _ rules: ComplementRules) {
        let answered = widen(needs.filter { $0.state == .absent }, judge)
        start(needs.filter { $0.state == .absent && !answered.contains($0.need.code) }, judge)
        join(needs, judge, rules)
    }

    /// - Returns: codes of needs that a programme running near would answer.
    private mutating func widen(_ absent: [AssessedNeed], _ judge: SupplyJudge) -> Set<String> {
        struct Found {
            var villages: Set<String> = []
            var near: Set<String> = []
            var needs: [String] = []
        }
        var found: [String: Found] = [:]
        for need in absent {
            guard let village = need.need.region else { continue }
            // Near is the village's own province, at most.
            let around = RegionScope.path(of: village).dropFirst().filter { $0 != RegionScope.nation }
            for (programme, _) in judge.meant(for: need.need) {
                guard let near = around.first(where: { RegionScope.touches(programme.area, $0) }) else { continue }
                found[programme.code, default: Found()].villages.insert(village)
                found[programme.code, default: Found()].near.insert(near)
                found[programme.code, default: Found()].needs.append(need.need.code)
            }
        }
        widen = found.compactMap { code, found in
            guard let programme = judge.programme(code) else { return nil }
            let period = programme.periods.first { $0.fiscalYear == judge.facts.year }
            return Widening(
                programme: code, name: programme.name, owner: programme.owner, villages: found.villages.sorted(),
                near: found.near.sorted { ($1.count, $0) < ($0.count, $1) }, target: period?.target,
                realised: period?.realised, needs: found.needs)
        }
        .sorted { ($1.needs.count, $0.programme) < ($0.needs.count, $1.programme) }
        return Set(widen.flatMap(\.needs))
    }

    private mutating func start(_ absent: [AssessedNeed], _ judge: SupplyJudge) {
        struct Key: Hashable {
            var need: String
            var aid: String?
            var unit: SubjectKind
            var region: String
        }
        let groups = Dictionary(grouping: absent) {
            Key(
                need: $0.need.need, aid: $0.need.aid, unit: $0.need.subjectKind,
                region: SupplyReport.area(of: $0.need.region ?? RegionScope.nation, 2))
        }
        start = groups.map { key, needs in
            var narrow: [String: Set<String>] = [:]
            for (programme, excluded) in needs.flatMap({ judge.narrow(for: $0.need) }) {
                narrow[programme, default: []].formUnion(excluded.map(\.rawValue))
            }
            return Starting(
                need: key.need, aid: key.aid, unit: key.unit, region: key.region,
                villages: Set(needs.compactMap(\.need.region)).sorted(),
                subjects: Set(needs.map(\.need.subject)).count, narrow: narrow.mapValues { $0.sorted() },
                needs: needs.map(\.need.code))
        }
        .sorted {
            ($1.needs.count, $0.region, $0.need, $0.aid ?? "", $0.unit.rawValue) < (
                $0.needs.count, $1.region, $1.need, $1.aid ?? "", $1.unit.rawValue
            )
        }
    }

    private mutating func join(_ needs: [AssessedNeed], _ judge: SupplyJudge, _ rules: ComplementRules) {
        struct Pair: Hashable {
            var first: String
            var second: String
        }
        struct Found {
            var subjects: Set<String> = []
            var villages: Set<String> = []
            var needs: Set<String> = []
        }
        var found: [Pair: Found] = [:]
        for (subject, own) in Dictionary(grouping: needs, by: \.need.subject) where own.count > 1 {
            for (index, one) in own.enumerated() {
                for other in own[(index + 1)...] where other.need.region == one.need.region {
                    guard SupplyJudge.asked(one.need).isDisjoint(with: SupplyJudge.asked(other.need)) else { continue }
                    for a in one.answeredBy {
                        for b in other.answeredBy where a != b {
                            let pair = a < b ? Pair(first: a, second: b) : Pair(first: b, second: a)
                            found[pair, default: Found()].subjects.insert(subject)
                            found[pair, default: Found()].villages.formUnion([one.need.region].compactMap(\.self))
                            found[pair, default: Found()].needs.formUnion([one.need.code, other.need.code])
                        }
                    }
                }
            }
        }
        join = found.compactMap { pair, found in
            guard let a = judge.programme(pair.first), let b = judge.programme(pair.second), !rules.excludes(a, b)
            else { return nil }
            return Joining(
                first: pair.first, second: pair.second, subjects: found.subjects.count,
                villages: found.villages.sorted(),
                isKnownComplement: rules.ground(a, b) != nil || rules.ground(b, a) != nil, needs: found.needs.sorted())
        }
        .sorted { ($1.subjects, $0.first, $0.second) < ($0.subjects, $1.first, $1.second) }
    }
}
