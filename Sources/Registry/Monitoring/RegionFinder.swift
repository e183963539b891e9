import Indonesia
import Store

/// Finds the village that a list's line belongs to.
struct RegionFinder {
    private let versions: RegionVersions
    private let villages: [String: [String]]
    private let scopes: [String: String]
    private var known: [String: String] = [:]

    init(_ regions: [RegionRecord], _ changes: [RegionChangeRecord], _ institutions: [InstitutionRecord]) {
        let versions = RegionVersions(regions, changes)
        self.versions = versions
        var villages: [String: [String]] = [:]
        for region in regions.newest(changes) where region.level == "village" {
            villages[Self.folded(region.name), default: []].append(region.code)
        }
        self.villages = villages
        scopes = Dictionary(
            institutions.compactMap { institution in
                institution.regionCode.map { (institution.code, versions.isEmpty ? $0 : versions.today($0).code) }
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// The code the list's check found; else the only village of that name where the institution works, or at all; else
    /// the region of the institution, which is all that is known. The nation where nothing is.
    mutating func region(code: String?, village: String?, institution: String) -> String {
        if let code {
            let dotted = code.contains(".") ? code : RegionCode(code)?.dotted ?? code
            return versions.isEmpty ? dotted : versions.today(dotted).code
        }
        let key = institution + "|" + (village ?? "")
        if let found = known[key] { return found }
        let scope = scopes[institution] ?? RegionScope.nation
        let namesakes = village.flatMap { villages[Self.folded($0)] } ?? []
        let near = namesakes.filter { RegionScope.lies($0, in: scope) }
        let found = near.count == 1 ? near[0] : near.isEmpty && namesakes.count == 1 ? namesakes[0] : scope
        known[key] = found
        return found
    }

    mutating func region(of spot: AlertQueries.Spot) -> String {
        region(code: spot.regionCode, village: spot.village, institution: spot.institution)
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic })
    }
}
