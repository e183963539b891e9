import Store

/// Counts the needs stated in a year by area, kind and how far they are answered. Needs of years before are in the
/// editions of those years: counted again, the difference of two editions would tell what one of them hides.
struct NeedCount {
    static let measure = "needs"

    /// - Parameter needs: of the whole nation.
    static func figures(_ needs: [AssessedNeed], year: Int) -> [FigureRecord] {
        var counts: [FigureRecord: Int64] = [:]
        for need in needs where need.need.year == year {
            let categories = [
                (FigureRecord.total, ""), ("kind", need.need.need), ("state", need.state.rawValue),
                ("kindState", need.need.need + "/" + need.state.rawValue),
                ("met", need.state == .served ? "yes" : "no"),
            ]
            for region in RegionScope.path(of: need.need.region ?? RegionScope.nation) {
                for (breakdown, category) in categories {
                    counts[
                        FigureRecord(
                            measure: measure, period: String(year), region: region, breakdown: breakdown,
                            category: category, value: 0), default: 0] += 1
                }
            }
        }
        return counts.map { figure, count in
            var figure = figure
            figure.value = count
            return figure
        }
    }
}
