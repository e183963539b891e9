public import Store

/// Where the eligible of a list stand under the limit that there was, as it is stored and as letters tell it.
public struct RulingStandings: Sendable, Hashable {
    /// The limit, and what it came to.
    public struct Plan: Sendable, Hashable, Codable {
        /// What happened within one limit.
        public struct Area: Sendable, Hashable, Codable {
            /// nil for the whole list.
            public var name: String?
            public var limit: Int64
            public var served: Int
            public var tied: Int
            public var waiting: Int
            public var unranked: Int
            /// Rupiah of those who are served, where rules say how much.
            public var spent: Int64
            /// The points of the last who is served.
            public var cut: Double?
        }

        /// Whether the limits are rupiah, and not people.
        public var isBudget: Bool
        /// The kind of area that each limit is for; nil for one limit of the whole list.
        public var by: String?
        /// What decides among people with the same points, as it was written.
        public var ties: [String]
        /// Codes of the rules whose points count.
        public var rules: [String]
        public var areas: [Area]

        public var served: Int { areas.reduce(0) { $0 + $1.served } }
        public var tied: Int { areas.reduce(0) { $0 + $1.tied } }
        public var waiting: Int { areas.reduce(0) { $0 + $1.waiting } }
        public var unranked: Int { areas.reduce(0) { $0 + $1.unranked } }
        /// Rupiah.
        public var spent: Int64 { areas.map(\.spent).boundedSum }

        /// The area that somebody stands in.
        public func area(of place: Place) -> Area? { areas.first { $0.name == (by == nil ? nil : place.area) } }
    }

    /// Where one eligible line stands.
    public struct Place: Sendable, Hashable, Codable {
        public var standing: QuotaRanking.Standing
        public var area: String?
        public var rank: Int?
        public var points: Double?
        /// What is missing, by name, where it is not ranked.
        public var missing: [String]
    }

    public var plan: Plan
    /// By row.
    public var places: [Int: Place]

    init(plan: Plan, places: [Int: Place]) { (self.plan, self.places) = (plan, places) }

    public init(_ ranking: QuotaRanking) {
        let isBudget = ranking.areas.contains { if case .budget = $0.limit { true } else { false } }
        plan = Plan(
            isBudget: isBudget, by: ranking.plan.area?.rawValue, ties: ranking.plan.ties.map(\.text),
            rules: ranking.rules.map(\.code),
            areas: ranking.areas.map { area in
                Plan.Area(
                    name: area.name, limit: area.limit.amount, served: area.counts[.served] ?? 0,
                    tied: area.counts[.tied] ?? 0, waiting: area.counts[.waiting] ?? 0,
                    unranked: area.counts[.unranked] ?? 0, spent: area.spent, cut: area.cut)
            })
        places = Dictionary(
            ranking.places.map {
                (
                    $0.row,
                    Place(
                        standing: $0.standing, area: $0.area, rank: $0.rank, points: $0.points, missing: $0.missing)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether somebody is eligible and not served.
    public func leavesOut(_ ruled: RuledCase) -> Bool {
        ruled.verdict == .eligible && (places[ruled.row].map { $0.standing != .served } ?? false)
    }
}

extension RulingStandings.Plan {
    /// The limit of a stored ruling; nil where there was none.
    public init?(of record: RulingRecord) {
        guard let grounds = LedgerJSON.value(Ruling.Grounds.self, record.sources) else { return nil }
        self = grounds.plan
    }
}
