import Problems
import Store

/// What the cells of a sheet may name: the institutions, programmes and regions at hand.
struct SheetContext: Sendable {
    static let nation = "ID"

    let institutions: Set<String>
    /// Owners by programme code.
    let owners: [String: String]
    let regions: RegionDirectory
    let versions: RegionVersions
    private let programmes: [String: [ProgrammeRecord]]
    private let villages: Set<String>

    init(_ connection: any Connection) throws {
        let catalogue = CatalogueQueries(connection)
        institutions = Set(try catalogue.institutions().map(\.code))
        let known = Set(try catalogue.programmeCodes())
        programmes = Dictionary(
            grouping: try ProgrammeLedger(connection).records().filter { known.contains($0.code) }, by: \.code)
        owners = programmes.compactMapValues { ProgrammeRecord.merged($0)?.owner }
        let all = try catalogue.regions()
        let changes = try VersionQueries(connection).regionChanges()
        versions = RegionVersions(all, changes)
        let records = all.newest(changes)
        regions = RegionDirectory(all, changes)
        villages = Set(records.filter { $0.level == "village" }.map(\.code))
    }

    /// The programme whose code differs from another in capital letters only; nil where it is that one, or there is none.
    func programme(alike code: String) -> String? {
        guard owners[code] == nil else { return nil }
        let folded = code.lowercased()
        return owners.keys.filter { $0.lowercased() == folded }.min()
    }

    func knows(village code: String) -> Bool { villages.contains(code) }

    /// A programme's version of a fiscal year, else what holds of it now; nil for a code that is not known.
    func programme(_ code: String, in year: Int) -> ProgrammeRecord? {
        let versions = programmes[code] ?? []
        return versions.first { $0.periods.first?.fiscalYear == year } ?? ProgrammeRecord.merged(versions)
    }

    /// Registered institutions among codes and names, each once, in their order.
    func registered(_ parties: [String]) -> [String] {
        var seen: Set<String> = []
        return parties.filter { institutions.contains($0) && seen.insert($0).inserted }
    }
}
