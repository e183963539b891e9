public import Problems

/// The eligible of a list in the order of their points, and who is served by what there is.
///
/// Nothing is broken silently: where people have the same points and not all of them can be served, they are named as tied,
/// unless the plan says what decides. Whose points or amount cannot be told has no place in the order, and is named too.
public struct QuotaRanking: Sendable {
    /// Where somebody stands.
    public enum Standing: String, Sendable, Hashable, Codable, CaseIterable {
        /// Is served.
        case served
        /// Has the same points as others, who cannot all be served.
        case tied
        /// Comes after those who are served.
        case waiting
        /// A value is missing by which people are ranked, served or counted by area: a person has to look.
        case unranked
    }

    /// An eligible line.
    public struct Place: Sendable {
        /// Index of the line among the cases.
        public var line: Int
        public var row: Int
        public var area: String?
        /// 1 for those with the most points of their area; people with the same points share a rank.
        public var rank: Int?
        public var points: Double?
        /// Rupiah; nil where no rule says.
        public var amount: Int64?
        public var standing: Standing
        /// What is missing, by name, where it is not ranked.
        public var missing: [String] = []
    }

    /// People with the same points at the cut.
    public struct Tie: Sendable {
        public var points: Double
        /// All of them, in the order of the list.
        public var rows: [Int]
        /// How many of them are served.
        public var served: Int
        /// What decided among them, in the order in which it was asked.
        public var decidedBy: [QuotaPlan.TieBreak]
        /// What could not decide, since a number of one of them is missing; nothing after it was asked.
        public var undecidedBy: QuotaPlan.TieBreak?
        /// Those who are still tied after that; empty where all is decided.
        public var open: [Int]
    }

    /// What happened within one limit.
    public struct Area: Sendable {
        /// nil for the whole list.
        public var name: String?
        public var limit: QuotaPlan.Limit
        public var counts: [Standing: Int] = [:]
        /// Rupiah of those who are served, where rules say how much.
        public var spent: Int64 = 0
        /// Of those who are tied so many can be served at most, and so many rupiah can go to them.
        public var tiedServed = 0
        public var tiedSpent: Int64 = 0
        /// The points of the last who is served.
        public var cut: Double?
        public var tie: Tie?
        /// Held cases, and how many of them have, or may have, as many points as the last who is served.
        public var held = 0
        public var heldAbove = 0

        /// What is left of the limit, in its unit.
        public var left: Int64 {
            switch limit {
            case .people(let count): Int64(count - counts[.served, default: 0])
            case .budget(let rupiah): rupiah - spent
            }
        }
    }

    public let plan: QuotaPlan
    /// The rules whose points count.
    public private(set) var rules: [ProgrammeRule] = []
    /// In the order of the list.
    public private(set) var places: [Place] = []
    /// By name.
    public private(set) var areas: [Area] = []

    /// - Throws: `quota.tie-rule` where a rule that shall decide ties is no priority rule in force.
    public init(_ cases: [RuledCase], by judge: RuleJudge, _ plan: QuotaPlan) throws(Problem) {
        self.plan = plan
        let priorities = judge.rules.filter { $0.kind == .priority }
        var breaking: Set<String> = []
        for case .rule(let code) in plan.ties {
            guard priorities.contains(where: { $0.code == code }) else {
                throw Problem(
                    "quota.tie-rule", .refuse, value: code,
                    ["rules": priorities.map(\.code).joined(separator: ", ").nonEmpty ?? "–"])
            }
            breaking.insert(code)
        }
        rules = priorities.filter { !breaking.contains($0.code) }
        let points = RankingPoints(counted: Set(rules.map(\.code)))
        var byArea: [String: Contest] = [:]
        for (line, item) in cases.enumerated() where item.verdict != .refused {
            let area = plan.area.map { item.place[$0] }
            let key = area.map { $0.map(QuotaPlan.key) ?? "" } ?? ""
            byArea[key, default: Contest(area ?? nil, plan)].add(item, line, points)
        }
        for name in plan.limits.keys where byArea[QuotaPlan.key(name)] == nil {
            byArea[QuotaPlan.key(name)] = Contest(name, plan)
        }
        if byArea.isEmpty { byArea[""] = Contest(nil, plan) }
        for (_, contest) in byArea.sorted(by: { $0.key < $1.key }) {
            let settled = contest.settled(cases)
            areas.append(settled.area)
            places += settled.places
        }
        places.sort { $0.line < $1.line }
    }

    public func count(_ standing: Standing) -> Int { areas.reduce(0) { $0 + $1.counts[standing, default: 0] } }

    /// Rupiah of all who are served.
    public var spent: Int64 { areas.map(\.spent).boundedSum }

    /// How many can be served at most, and for how much, once somebody decides among the tied.
    public var mostServed: Int { count(.served) + areas.reduce(0) { $0 + $1.tiedServed } }
    public var mostSpent: Int64 { (areas.map(\.spent) + areas.map(\.tiedSpent)).boundedSum }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
