public import Store

extension ProgrammeRecord {
    /// Whether the version of a year is of a programme that ran in that year. One that has ended ran until its last day.
    ///
    /// - Parameter year: the fiscal year; a record without a version for it did not run.
    public func isActive(in year: Int) -> Bool {
        guard let period = periods.first(where: { $0.fiscalYear == year }) else { return false }
        switch status {
        case "planned": return false
        case "ended": return (period.validTo.flatMap { Int($0.prefix(4)) } ?? 0) >= year
        default: return true
        }
    }
}

/// Regions by their codes: `35.07.11.2008` lies in `35.07.11`, `35.07`, `35` and the nation, `ID`.
public enum RegionScope {
    /// The nation.
    public static let nation = "ID"

    /// Whether one region is another or lies in it.
    public static func lies(_ region: String, in other: String) -> Bool {
        other == nation || region == other || region.hasPrefix(other + ".")
    }

    /// Whether an area reaches all of a region: it names the region, one around it, or the nation. An area that nobody
    /// told counts as the nation.
    public static func covers(_ area: [String], _ region: String) -> Bool {
        area.isEmpty || area.contains { lies(region, in: $0) }
    }

    /// Whether an area reaches any part of a region.
    public static func touches(_ area: [String], _ region: String) -> Bool {
        covers(area, region) || area.contains { lies($0, in: region) }
    }

    /// The region around a region; nil for the nation.
    public static func parent(of region: String) -> String? {
        guard region != nation else { return nil }
        guard let dot = region.lastIndex(of: ".") else { return nation }
        return String(region[..<dot])
    }

    /// The region and all around it, the nation last.
    public static func path(of region: String) -> [String] {
        var path = [region]
        while let next = path.last.flatMap(parent) { path.append(next) }
        return path
    }
}
