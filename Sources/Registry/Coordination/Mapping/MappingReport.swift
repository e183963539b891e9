public import Problems
import Store

/// The mapping of a fiscal year's programmes: how well they are described, how they are spread, where none is, and which
/// get in each other's way. Everything is sorted, so that the same records give the same report in whatever order they
/// came.
public struct MappingReport: Sendable, Hashable, Encodable {
    public var year: Int
    /// Programmes with a record for the year.
    public var programmes: Int
    /// Those of them that ran in the year.
    public var active: Int
    /// Mean of the records' completeness, 0 to 1; nil where there are no records.
    public var completeness: Double?
    /// The least complete first.
    public var records: [Completeness]
    /// The least complete first.
    public var institutions: [InstitutionCompleteness]
    public var withoutClearCriteria: [UnclearProgramme]
    public var distribution: ProgrammeDistribution
    public var whiteSpots: [WhiteSpot]
    public var clashes: [ProgrammeClash]
    /// Programmes of the same name, without regard to case and signs.
    public var duplicates: [SimilarProgrammes]
    /// Programmes of other names that are alike beyond ``threshold``, the most alike first.
    public var nearDuplicates: [SimilarProgrammes]
    /// From which score on programmes count as near-duplicates.
    public var threshold: Double

    /// From which likeness on programmes are shown as near-duplicates, unless the caller says otherwise: where all but
    /// the owner agrees, eleven of twenty words have to be in both names; where less agrees, more.
    public static let usualThreshold = 0.7

    /// Records that are less than half filled in.
    public var poor: [String] { records.filter(\.isPoor).map(\.code).sorted() }
}

/// A programme without clear criteria.
public struct UnclearProgramme: Sendable, Hashable, Encodable {
    public var code: String
    public var owner: String
    public var gap: CriteriaGap
}

/// Two programmes of a year that may be one.
public struct SimilarProgrammes: Sendable, Hashable, Encodable {
    /// The codes, in their order.
    public var a: String
    public var b: String
    /// 0 to 1, the weighted sum of the likenesses.
    public var score: Double
    /// The share of the words of both names that they have in common, 0 to 1; likewise ``kinds`` and ``targets``.
    public var name: Double
    public var kinds: Double
    public var targets: Double
    /// Fields, as the template calls them, in which both say the same.
    public var agreeing: [String]
}

/// Two running programmes with an aim in common and the same main kind, target unit and special targets, in areas that
/// overlap, of different owners, neither of which names the other as its complement.
public struct ProgrammeClash: Sendable, Hashable, Encodable {
    /// The codes, in their order.
    public var a: String
    public var b: String
    public var kind: String
    /// The aims they share.
    public var aims: [String]
    public var targetUnit: String
    public var specialTargets: [String]
}

/// A regency without a programme of a kind for a target that runs in the year.
public struct WhiteSpot: Sendable, Hashable, Encodable {
    /// What stands for programmes that are for everybody.
    public static let anybody = "any"

    /// Code of the regency.
    public var region: String
    public var kind: String
    /// `women`, `disabled`, `migrant-family`, `poor-decile-1-4`, or ``anybody``.
    public var target: String
    /// Programmes of the kind for the target that run elsewhere and could be widened.
    public var elsewhere: [String]
}

/// How the programmes of a year are spread.
public struct ProgrammeDistribution: Sendable, Hashable, Encodable {
    /// How many programmes have a value. A programme counts once under each of its values.
    public struct Count: Sendable, Hashable, Encodable {
        public var value: String
        public var programmes: Int
    }

    /// Programmes of one region.
    public struct Area: Sendable, Hashable, Encodable {
        /// Code of a province or regency, or `ID`.
        public var region: String
        /// `nation`, `province`, `regency`.
        public var level: String
        /// Programmes whose area names the region; for a regency also those that name a part of it.
        public var own: Int
        /// Programmes that reach it or a part of it, be it because they run in the whole nation.
        public var reaching: Int
    }

    public struct Year: Sendable, Hashable, Encodable {
        public var year: Int
        public var programmes: Int
        public var active: Int
    }

    /// `P1` to `P3`; `-` where nobody said, here and below.
    public var pillars: [Count]
    /// By main kind of aid.
    public var mainKinds: [Count]
    /// By every kind of aid.
    public var kinds: [Count]
    public var units: [Count]
    /// Special targets; ``WhiteSpot/anybody`` for programmes without one.
    public var targets: [Count]
    public var statuses: [Count]
    public var areas: [Area]
    /// All years there are records for, the first one first.
    public var years: [Year]
}

extension Registry {
    /// The fiscal years for which there are programme records, the first one first.
    public func programmeYears() throws(Problem) -> [Int] {
        Set(try programmes().flatMap(\.periods).map(\.fiscalYear)).sorted()
    }

    /// The mapping of a year's programmes.
    ///
    /// - Parameter threshold: from which likeness on two programmes are near-duplicates, 0 to 1.
    public func mapping(
        year: Int, threshold: Double = MappingReport.usualThreshold
    ) throws(Problem) -> MappingReport {
        let all = try programmes()
        let regencies = try regions(level: "regency").filter { $0.system == "kemendagri" }.map(\.code)
        return try ProgrammeMapping(
            year: year, records: programmes(of: year), regencies: Set(regencies).sorted()
        ).report(threshold: threshold, years: years(of: all))
    }

    private func years(of programmes: [ProgrammeRecord]) throws(Problem) -> [ProgrammeDistribution.Year] {
        let years = Set(programmes.flatMap(\.periods).map(\.fiscalYear)).sorted()
        return try years.map { year throws(Problem) in
            let records = try self.programmes(of: year)
            return .init(year: year, programmes: records.count, active: records.count { $0.isActive(in: year) })
        }
    }
}
