import Problems
import Store

/// What the cells of a sheet may name: the institutions, programmes and regions at hand.
struct SheetContext: Sendable {
    static let nation = "ID"

    let institutions: Set<String>
    /// Owners by programme code.
    let owners: [String: String]
    let regions: RegionDirectory
    private let regionCodes: Set<String>
    private let villages: Set<String>

    init(_ connection: any Connection) throws {
        let catalogue = CatalogueQueries(connection)
        institutions = Set(try catalogue.institutions().map(\.code))
        owners = Dictionary(
            try ProgrammeLedger(connection).programmes().map { ($0.code, $0.owner) }, uniquingKeysWith: { $1 })
        let records = try catalogue.regions().filter { $0.system == "kemendagri" }
        regions = RegionDirectory(records)
        regionCodes = Set(records.map(\.code)).union([Self.nation])
        villages = Set(records.filter { $0.level == "village" }.map(\.code))
    }

    func knows(region code: String) -> Bool { regionCodes.contains(code) }
    func knows(village code: String) -> Bool { villages.contains(code) }
}
