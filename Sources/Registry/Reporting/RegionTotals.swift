/// Figures of one measure by region, with what each region holds.
///
/// A region's total is the figure given for it; where none is given, the sum of what is given nearest below. So totals
/// can be given at any level, and every level has a sum. Where a figure and figures below it are both given, the
/// difference is kept as the region's own ``remainder``: not broken down, or, where it is negative, a contradiction.
struct RegionTotals: Sendable {
    private let given: [String: Int64]
    private let children: [String: [String]]

    init(_ given: [String: Int64]) {
        self.given = given
        var children: [String: Set<String>] = [:]
        for region in given.keys {
            for (child, parent) in zip(RegionScope.path(of: region), RegionScope.path(of: region).dropFirst()) {
                children[parent, default: []].insert(child)
            }
        }
        self.children = children.mapValues { $0.sorted() }
    }

    /// The region's total; nil where nothing is given in it.
    func total(_ region: String) -> Int64? { given[region] ?? below(region) }

    /// The sum of what is given nearest below a region; nil where nothing is.
    func below(_ region: String) -> Int64? {
        guard let parts = children[region] else { return nil }
        return parts.compactMap(total).boundedSum
    }

    /// Every region that holds something.
    var regions: [String] { Set(given.keys).union(children.keys).sorted() }
}
