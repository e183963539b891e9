public import Problems
import Store

/// Needs of a region and year against what programmes offer.
public struct SupplyReport: Sendable {
    /// Counts of needs by state; ``total`` is their sum.
    public struct Counts: Sendable, Hashable, Codable {
        public var served = 0
        public var inProgress = 0
        public var refused = 0
        public var notOffered = 0
        public var absent = 0

        public var total: Int { served + inProgress + refused + notOffered + absent }
        /// Needs that nobody has met yet.
        public var unserved: Int { total - served }

        public subscript(_ state: AssessedNeed.State) -> Int {
            switch state {
            case .served: served
            case .inProgress: inProgress
            case .refused: refused
            case .notOffered: notOffered
            case .absent: absent
            }
        }

        public init(_ needs: some Sequence<AssessedNeed> = []) {
            for need in needs {
                switch need.state {
                case .served: served += 1
                case .inProgress: inProgress += 1
                case .refused: refused += 1
                case .notOffered: notOffered += 1
                case .absent: absent += 1
                }
            }
        }
    }

    /// One cell of the matrix.
    public struct Cell: Sendable {
        /// `K1` to `K6`.
        public var need: String
        /// Code of the type of enterprise; nil where the matrix does not divide by it.
        public var type: String?
        public var region: String
        public var counts: Counts
        /// How many of them a rule inferred.
        public var inferred: Int
        /// Codes of the needs.
        public var codes: [String]
    }

    /// Kinds of aid that one subject asks for together.
    public struct Combination: Sendable, Hashable, Codable {
        /// In the order of their codes.
        public var aid: [String]
        public var subjects: Int
    }

    /// A village by what nobody has met yet.
    public struct VillageRank: Sendable {
        public var region: String
        public var counts: Counts
        /// How many of the unserved ones a rule inferred.
        public var inferred: Int
        /// Unserved needs per need registered.
        public var share: Double
        /// Micro-enterprises of the village; nil where no denominator is known.
        public var microEnterprises: Int64?
        /// The denominator's source and year.
        public var source: String?
        public var per1000: Double? {
            microEnterprises.flatMap { $0 > 0 ? Double(counts.unserved) * 1000 / Double($0) : nil }
        }
    }

    public var year: Int
    public var region: String
    public var includesInferred: Bool
    /// In the order in which they were entered; inferred ones last.
    public var needs: [AssessedNeed]
    /// Needs that a rule sees and that are not counted, since somebody declared one of the same kind.
    public var hiddenInferred: Int
    public var typology: Typology
    /// Villages with needs, the one with most unserved first.
    public var villages: [VillageRank]
    public var policy: PolicyPage

    public var counts: Counts { Counts(needs) }
    public var uncertain: Int { needs.count(where: \.isUncertain) }
    public var inferred: Int { needs.count(where: \.isInferred) }

    /// Needs by kind, area and, where wanted, type of enterprise.
    ///
    /// - Parameter level: how deep the areas go: 0 the nation, 1 provinces, 2 regencies, 3 districts, 4 villages.
    public func matrix(level: Int = 4, byType: Bool = false) -> [Cell] {
        struct Key: Hashable {
            var region: String
            var need: String
            var type: String?
        }
        let groups = Dictionary(grouping: needs) {
            Key(
                region: Self.area(of: $0.need.region ?? RegionScope.nation, level), need: $0.need.need,
                type: byType ? $0.type : nil)
        }
        return groups.map { key, members in
            Cell(
                need: key.need, type: key.type, region: key.region, counts: Counts(members),
                inferred: members.count(where: \.isInferred), codes: members.map(\.need.code))
        }
        .sorted { ($0.region, $0.need, $0.type ?? "") < ($1.region, $1.need, $1.type ?? "") }
    }

    /// Sets of kinds of aid that one person, group or village declared, the commonest first.
    public func combinations(among subjects: Set<String>? = nil) -> [Combination] {
        var wanted: [String: Set<String>] = [:]
        for need in needs where !need.isInferred && subjects?.contains(need.need.subject) ?? true {
            if let aid = need.need.aid { wanted[need.need.subject, default: []].insert(aid) }
        }
        return Dictionary(grouping: wanted.values, by: { $0.sorted() }).map { Combination(aid: $0, subjects: $1.count) }
            .sorted {
                $0.subjects == $1.subjects ? $0.aid.lexicographicallyPrecedes($1.aid) : $0.subjects > $1.subjects
            }
    }

    static func area(of region: String, _ level: Int) -> String {
        guard level > 0, region != RegionScope.nation else { return RegionScope.nation }
        return region.split(separator: ".").prefix(level).joined(separator: ".")
    }
}

extension Registry {
    /// What people, groups and villages need in a year, and how far programmes answer it.
    ///
    /// - Parameters:
    ///   - year: the fiscal year; needs declared after it are left out.
    ///   - region: only what lies in it; `ID` is the nation.
    ///   - includeInferred: adds what rules see in profiles; each such need names its rule.
    public func supply(
        year: Int, region: String = RegionScope.nation, includeInferred: Bool = false
    ) throws(Problem) -> SupplyReport {
        try database.read { connection in
            guard try PlaceNames(connection).place(region) != nil else {
                throw Problem("sheet.region", value: String(region.prefix(40)), ["code": String(region.prefix(40))])
            }
            let facts = try NeedFacts(connection, year: year, region: region, includeInferred: includeInferred)
            let judge = SupplyJudge(facts)
            let needs = facts.needs.map(judge.assess)
            let denominators = try Denominators(connection, measure: "micro-enterprises", year: year)
            let compatibility = try CatalogueQueries(connection).compatibility()
            return SupplyReport(
                year: year, region: region, includesInferred: includeInferred, needs: needs,
                hiddenInferred: facts.hidden, typology: facts.typology,
                villages: Self.ranked(needs, denominators),
                policy: PolicyPage(needs, judge, ComplementRules(compatibility, year: year)))
        }
    }

    private static func ranked(_ needs: [AssessedNeed], _ denominators: Denominators) -> [SupplyReport.VillageRank] {
        Dictionary(grouping: needs) { $0.need.region ?? RegionScope.nation }.map { village, needs in
            let counts = SupplyReport.Counts(needs)
            let denominator = denominators.latest[village]
            return SupplyReport.VillageRank(
                region: village, counts: counts,
                inferred: needs.count { $0.isInferred && $0.state != .served },
                share: counts.total > 0 ? Double(counts.unserved) / Double(counts.total) : 0,
                microEnterprises: denominator?.value, source: denominator.map { "\($0.source) (\($0.year))" })
        }
        .sorted { ($1.counts.unserved, $0.region) < ($0.counts.unserved, $1.region) }
    }
}

/// Numbers by which counts are divided, by region: the newest one up to a year.
struct Denominators {
    struct Figure: Decodable {
        var measure: String
        var region: String
        var year: Int
        var value: Int64
        var source: String
    }

    private(set) var latest: [String: Figure] = [:]

    init(_ connection: any Connection, measure: String, year: Int) throws {
        for entry in try LedgerQueries(connection).current(.init("denominator")) {
            guard let figure = LedgerJSON.value(Figure.self, entry.document), figure.measure == measure,
                figure.year <= year, latest[figure.region].map({ $0.year < figure.year }) ?? true
            else { continue }
            latest[figure.region] = figure
        }
    }
}
