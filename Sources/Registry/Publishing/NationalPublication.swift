public import Problems
public import Store

/// The published counts of a whole nation and year, from which the part of a region is cut.
public struct NationalPublication: Sendable {
    public let year: Int
    public let threshold: Int
    public let computation: ComputationRecord
    let places: [String: MonitoringView.Place]
    let guarded: GuardedCounts

    /// The counts of a region and all that lies in it.
    ///
    /// - Throws: `sheet.region` for a region that is not known.
    public func part(_ region: String) throws(Problem) -> Publication {
        guard let place = places[region] else { throw Problem("sheet.region", value: region, ["code": region]) }
        let counts = guarded.counts.filter { RegionScope.lies($0.key.region, in: region) }
        let below = Set(counts.keys.map(\.region)).subtracting([region]).sorted()
        return Publication(
            year: year, place: place, parts: below.compactMap { places[$0] }, threshold: threshold,
            computation: computation, programmes: guarded.programmes, cellCount: counts.count,
            hiddenCount: counts.values.count { $0 == .hidden }, counts: counts, withheld: guarded.withheld)
    }
}
