import Indonesia
public import Problems
import Store

/// All that the annual report on the programmes of a region says, gathered at once.
public struct RegionReportInput: Sendable {
    /// A programme that ran in the year and reaches the region.
    public struct Programme: Sendable {
        public var code: String
        public var name: BilingualText
        public var owner: String
        /// Code of the main kind of aid.
        public var kind: String
        public var unit: String
        /// Codes of the regions it runs in; `ID` for the nation.
        public var area: [String]
        /// Whether it runs in the region or parts of it alone, so that target and budget are the region's.
        public var isOwn: Bool
        /// Beneficiaries, and rupiah, for the whole area of the programme.
        public var target: Int64?
        public var budget: Int64?
        /// Rupiah that were used in the region as reported; nil where nothing is reported or it may not be published.
        public var spent: Int64?
        /// Whether ``spent`` is held back because people are.
        public var isSpentHidden: Bool
        /// Whether any people are reported for the region.
        public var isReported: Bool
        /// People distributed to in the region as reported.
        public var reached: Publication.Count
        /// People on lists in the region.
        public var listed: Publication.Count
        public var hasList: Bool
    }

    /// A region below with what stands beside its people.
    public struct Part: Sendable {
        public var place: MonitoringView.Place
        public var enterprises: Int64?
    }

    /// How an institution reports.
    public struct Discipline: Sendable {
        public var institution: String
        public var score: ReportingState.Score
    }

    /// Where a denominator comes from.
    public struct Denominator: Sendable, Hashable, Decodable {
        public var measure: String
        public var region: String
        public var year: Int
        public var value: Int64
        public var source: String
        public var asOf: String?
    }

    public var view: MonitoringView
    /// `yyyy-mm-dd`: the day as of which lateness is judged.
    public var asOf: String
    /// The instant at which the figures were counted, ISO 8601.
    public var countedAt: String
    public var publication: Publication
    /// Of the year before, as it went out then.
    public var earlier: Publication?
    public var programmes: [Programme]
    /// By code; institutions, programmes and regions.
    public var names: [String: BilingualText]
    /// Parts one level below, those without any figure among them.
    public var parts: [Part]
    /// Parts two levels below that hold something, by the code of their parent.
    public var places: [String: [Part]]
    public var enterprises: Denominator?
    public var discipline: [Discipline]
    /// Of all of them together.
    public var total: ReportingState.Score
    /// What is late, missing or contradictory in reports on the region's programmes.
    public var findings: [ReportFinding]
    public var whiteSpots: [WhiteSpot]
    public var clashes: [ProgrammeClash]
    public var similar: [SimilarProgrammes]
    /// What to widen, to join and to start, as far as published counts tell.
    public var policy: [PolicyStep]
}

extension Registry {
    /// What the annual report on a region says.
    ///
    /// - Throws: as ``publication(year:region:)``.
    public func regionReport(
        region: String = RegionScope.nation, year: Int
    ) throws(Problem) -> RegionReportInput {
        let nation = try publications(year: year)
        let publication = try nation.part(region)
        let view = try monitoring(region: region, year: year)
        let earlier =
            view.years.contains(year - 1) ? try self.publication(year: year - 1, region: region) : nil
        let state = try reporting(asOf: CalendarDate(publication.computation.asOf), year: year)
        let records = try programmes(of: year).filter {
            $0.isActive(in: year) && RegionScope.touches($0.area, region)
        }
        let mapping = try mapping(year: year)
        let institutions = try institutions()
        let all = try programmes()
        let supply = try supply(year: year, region: region)
        let policy = nation.steps(supply.policy, supply.needs, in: region)
        return try database.read { connection in
            try RegionReportReader(
                connection: connection, view: view, publication: publication, earlier: earlier, records: records,
                all: all, mapping: mapping, state: state, institutions: institutions, policy: policy
            ).input()
        }
    }
}
