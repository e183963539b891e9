import Store

extension PublicationCounts {
    /// Every total is the sum of each of its breakdowns; categories in which there is nobody are cells with a zero.
    mutating func addBreakdowns() {
        struct Family: Hashable {
            var measure: String
            var programme: String
            var breakdown: String
        }
        var categories: [[String]: Set<String>] = [:]
        var families: Set<Family> = []
        for slice in values.keys where slice.breakdown != FigureRecord.total {
            categories[[slice.measure, slice.breakdown], default: []].insert(slice.category)
            families.insert(
                Family(measure: slice.measure, programme: slice.programme, breakdown: slice.breakdown))
        }
        func order(_ left: Family, _ right: Family) -> Bool {
            (left.measure, left.programme, left.breakdown) < (right.measure, right.programme, right.breakdown)
        }
        for family in families.sorted(by: order) {
            let names = (categories[[family.measure, family.breakdown]] ?? []).sorted()
            let total = Slice(measure: family.measure, programme: family.programme)
            for region in (values[total] ?? [:]).keys.sorted() {
                let last = Slice(measure: family.measure, programme: family.programme, breakdown: family.breakdown)
                    .depth
                guard Self.depth(region) <= last else { continue }
                let hasParts = Self.depth(region) < last
                for isRemainder in hasParts ? [false, true] : [false] {
                    let key = total.key(region, isRemainder: isRemainder)
                    guard let whole = cells.positions[key], !breaks(family.measure, region, isRemainder) else {
                        continue
                    }
                    var groups: [Int: [Int]] = [:]
                    for name in names {
                        let slice = Slice(
                            measure: family.measure, programme: family.programme, breakdown: family.breakdown,
                            category: name)
                        let part = cells.add(slice.key(region, isRemainder: isRemainder), 0)
                        let above = Self.above(family.breakdown, name)
                        if above.isEmpty { groups[whole, default: []].append(part) }
                        for (breakdown, category) in above {
                            var group = key
                            group.breakdown = breakdown
                            group.category = category
                            groups[cells.add(group, 0), default: []].append(part)
                        }
                    }
                    for (parent, parts) in groups.sorted(by: { $0.key < $1.key }) { cells.sum(parent, of: parts) }
                }
            }
        }
    }

    /// The categories that a finer category is part of; none where it is part of the total itself.
    static func above(_ breakdown: String, _ category: String) -> [(String, String)] {
        switch breakdown {
        case "decile": [("decileGroup", (Int(category) ?? 10) <= 4 ? "1-4" : "5-10")]
        case "kindState":
            [
                ("kind", String(category.prefix { $0 != "/" })),
                ("state", String(category.drop { $0 != "/" }.dropFirst())),
            ]
        default: []
        }
    }

    /// Whether some parts of a region exceed their total: its remainders then are no sum of each other.
    func breaks(_ measure: String, _ region: String, _ isRemainder: Bool) -> Bool {
        isRemainder && excess.keys.contains { $0.measure == measure && $0.region == region }
    }
}
