import Evaluation
public import Problems
public import Store

/// The counts of people of a year that may go out: what is small is hidden, and as many others as keep it hidden.
///
/// The cells of the **whole nation** are protected together, once for a year, and every document cuts its part out of the
/// same pattern. So it does not matter whether a reader holds a regency's report against the nation's, against another
/// regency's, against the exported tables, or this year's edition against last year's: whatever he subtracts has been
/// looked at. Lists and reports are in it together, the stages of a proposal hide together, and what an institution reports
/// for a programme is taken to tell what its list holds.
///
/// What it does not keep: an **earlier edition of the same year**, printed before a report was corrected or a list came in.
/// Its figures differ, and so may the cells that are hidden; who holds both editions can take differences between them.
/// Publish a year once, after its reports are in. A reader who knows some of the people himself, or argues from how cells
/// are chosen, is not covered either; see ``CountRelease/protect(_:)``. People counted once in all programmes are
/// not published: they are no sum, and would give bounds on what is hidden. The threshold is one for all documents, see
/// ``PublicationPolicy``.
public struct Publication: Sendable {
    /// A count as a reader sees it.
    public enum Count: Sendable, Hashable {
        case value(Int)
        case hidden

        /// Nil where it is hidden.
        public var number: Int? { if case .value(let value) = self { value } else { nil } }
    }

    public var year: Int
    public var place: MonitoringView.Place
    /// Regions below it that hold something, by code.
    public var parts: [MonitoringView.Place]
    /// Counts from 1 up to one less are hidden.
    public var threshold: Int
    public var computation: ComputationRecord
    /// Programmes with people, by code.
    public var programmes: [String]
    /// Cells of this part, and those of them that are hidden.
    public internal(set) var cellCount: Int
    public internal(set) var hiddenCount: Int
    var counts: [CountKey: Count]
    var withheld: Set<CountCells.Block>

    /// What a reader sees of a count; zero where there is nobody.
    public subscript(key: CountKey) -> Count {
        counts[key] ?? (withheld.contains(CountCells.Block(key)) ? .hidden : .value(0))
    }

    /// All cells in their order.
    public var keys: [CountKey] { counts.keys.sorted() }

    /// Categories of a breakdown, in reading order.
    public func categories(_ measure: String, _ breakdown: String) -> [String] {
        Set(counts.keys.filter { $0.measure == measure && $0.breakdown == breakdown }.map(\.category))
            .sorted { CategoryOrder($0) < CategoryOrder($1) }
    }

    /// Whether institutions report any people of a programme for a region. Where they do not, they may have reported for a
    /// wider one: the count is not zero but unknown.
    public func hasReports(of programme: String = FigureRecord.allProgrammes, in region: String) -> Bool {
        PublicationCounts.stages.contains { counts[CountKey($0, programme: programme, region: region)] != nil }
    }

    /// Whether nothing is hidden of the people whom institutions report for a programme in a region; then rupiah, which
    /// with a fixed benefit are people times a constant, may stand beside them. For all programmes: whether nothing is
    /// hidden of any.
    public func isOpen(_ programme: String = FigureRecord.allProgrammes, in region: String) -> Bool {
        let codes = programme == FigureRecord.allProgrammes ? programmes + [programme] : [programme]
        return codes.allSatisfy { code in
            (PublicationCounts.stages + ["listed"]).allSatisfy {
                self[CountKey($0, programme: code, region: region)] != .hidden
            }
        }
    }

    /// Whether an indicator may stand beside the tables of a region. Where programmes were left out, the figures of the
    /// others are a total less those: they must be shown as well.
    public func permits(_ item: MonitoringView.Measured, in region: String) -> Bool {
        let people = item.indicator.measures.filter { PublicationCounts.stages.contains($0) }
        return permits(item.indicator.measures, in: region)
            && item.leftOut.allSatisfy { code in
                people.allSatisfy { self[CountKey($0, programme: code, region: region)] != .hidden }
            }
    }

    /// Measures that count no people: plans, reports and denominators.
    private static let open: Set<String> = [
        "budget", "target", "programmes", "reports", "reportsDue", "reportsOnTime", "reportsLate", "reportsMissing",
        "reportsSound", "microEnterprises", "population", "households", "poorHouseholds",
    ]

    /// Whether the region is a village: single programmes and breakdowns end above it, they would be lists of people.
    public var isVillage: Bool { PublicationCounts.isVillage(place.code) }

    /// Whether a figure that is computed from these measures may stand beside the tables of a region.
    public func permits(_ measures: [String], in region: String) -> Bool {
        measures.allSatisfy { measure in
            if PublicationCounts.stages.contains(measure) || measure == "listed" || measure == "profiles" {
                return self[CountKey(measure, region: region)] != .hidden
            }
            func shows(_ counted: String, _ breakdown: String, _ categories: [String]) -> Bool {
                categories.allSatisfy {
                    self[CountKey(counted, region: region, breakdown: breakdown, category: $0)] != .hidden
                }
            }
            switch measure {
            case "people": return false
            case "listedWomen": return shows("listed", "sex", ["P"])
            case "listedPoor": return shows("listed", "decileGroup", ["1-4"])
            case "listedDecileKnown": return shows("listed", "decileGroup", ["1-4", "5-10"])
            case "amountDistributed", "amountCashed", "amountReturned", "budgetRealised", "amountDue",
                "amountFixed", "usedOfBudget", "reachedOfTarget":
                return isOpen(in: region)
            case "amountListed": return false
            default:
                if Self.open.contains(measure) { return true }
                let parts = PublicationCounts.profiles.flatMap { block in
                    block.categories.filter { $0.of.contains(measure) || $0.less.contains(measure) }
                        .map { (block.breakdown, $0.name) }
                }
                // What is no cell of the release was not protected in it: what profiles say of a single village, and
                // what nobody thought of here.
                return !parts.isEmpty && !PublicationCounts.isVillage(region)
                    && parts.allSatisfy { shows("profiles", $0.0, [$0.1]) }
            }
        }
    }
}

extension Registry {
    /// The counts of people of a year that may go out, for a region and all that lies in it.
    ///
    /// - Parameter region: a code, `ID` for the nation.
    /// - Throws: `figures.none` before the first count, `publication.year` for a year without figures, `sheet.region` for
    ///   a region that is not known, `publication.absurd` for a count that no nation has, `publication.policy`,
    ///   `publication.unsafe` where hidden counts could not be proven to stay hidden.
    public func publication(year: Int, region: String = RegionScope.nation) throws(Problem) -> Publication {
        try publications(year: year).part(region)
    }

    /// The same for all regions, protected once for what the registry holds now.
    ///
    /// - Throws: as ``publication(year:region:)``.
    public func publications(year: Int) throws(Problem) -> NationalPublication {
        try publications(year: year, threshold: PublicationPolicy.bundled().threshold)
    }

    func publications(year: Int, threshold: Int) throws(Problem) -> NationalPublication {
        let key = try database.read { try Self.shelfKey($0, year, threshold) }
        if let kept = shelf[key] { return kept }
        let needs = try NeedCount.figures(supply(year: year).needs, year: year)
        let made = try database.read { connection in
            let publication = try Self.publication(connection, year, threshold, needs)
            return (publication, try Self.shelfKey(connection, year, threshold))
        }
        // What changed in between would stand in it by halves.
        if made.1 == key { shelf.keep(made.0, key) }
        return made.0
    }

    private static func shelfKey(
        _ connection: any Connection, _ year: Int, _ threshold: Int
    ) throws -> PublicationShelf.Key {
        let queries = FigureQueries(connection)
        guard let run = try queries.latest() else { throw Problem("figures.none") }
        return PublicationShelf.Key(
            computation: run.id, computedAt: run.computedAt, basis: try queries.basis(), year: year,
            threshold: threshold)
    }

    private static func publication(
        _ connection: any Connection, _ year: Int, _ threshold: Int, _ needs: [FigureRecord]
    ) throws -> NationalPublication {
        let queries = FigureQueries(connection)
        guard let run = try queries.latest() else { throw Problem("figures.none") }
        let name = String(year)
        let periods = try queries.periods()
        guard periods.contains(name) else { throw Problem("publication.year", value: name, ["year": name]) }
        let spans = MonitoringReader.spans(periods).filter { $0.hasPrefix(name) }
        let figures =
            try queries.figures(measures: PublicationCounts.measures, periods: [name] + spans)
            + ReferralCount.figures(connection, year: year) + needs
        let guarded = try GuardedCounts(PublicationCounts(figures, year: name), threshold: threshold)
        let nation = MonitoringView.Place(code: RegionScope.nation, name: "Indonesia", level: "nation")
        // Sorted by edition: the newest name holds.
        let known = try CatalogueQueries(connection).regions().filter { $0.system == "kemendagri" }
        return NationalPublication(
            year: year, threshold: threshold, computation: run,
            places: Dictionary(
                [(nation.code, nation)]
                    + known.map { ($0.code, .init(code: $0.code, name: $0.name, level: $0.level)) },
                uniquingKeysWith: { $1 }), guarded: guarded)
    }
}
