import Store

/// Counts by programme, period, region, measure and category while they are gathered.
///
/// What is counted of single people is added at the region it belongs to and carried up to the nation once, at the end;
/// a report's figures, which may be given at any level, are added at every level they reach.
struct FigureCube {
    /// Numbers for texts that recur a million times.
    private struct Dictionary {
        private var numbers: [String: UInt32] = [:]
        private(set) var texts: [String] = []

        mutating func number(_ text: String) -> UInt32 {
            if let known = numbers[text] { return known }
            let number = UInt32(texts.count)
            numbers[text] = number
            texts.append(text)
            return number
        }
    }

    /// A slice of the cube: everything but the region.
    struct Slice: Sendable, Hashable {
        var measure: String
        var programme = FigureRecord.allProgrammes
        var period: String
        var breakdown = FigureRecord.total
        var category = ""
    }

    private var slices: [Slice: UInt32] = [:]
    private var sliceList: [Slice] = []
    private var regions = Dictionary()
    /// By slice (upper half) and region (lower half): what is counted at the region itself.
    private var leaves: [UInt64: Int64] = [:]
    /// The same for totals that are known at their level already.
    private var totals: [UInt64: Int64] = [:]

    /// The number of a slice, to be kept by whoever adds to it often.
    mutating func slice(_ slice: Slice) -> UInt32 {
        if let known = slices[slice] { return known }
        let number = UInt32(sliceList.count)
        slices[slice] = number
        sliceList.append(slice)
        return number
    }

    mutating func region(_ code: String) -> UInt32 { regions.number(code) }

    /// Counts at a region; the regions around it get it at the end.
    mutating func add(_ value: Int64, _ slice: UInt32, at region: UInt32) {
        leaves[UInt64(slice) << 32 | UInt64(region), default: 0].addRupiah(value)
    }

    mutating func add(_ value: Int64, _ slice: Slice, at region: String) {
        add(value, self.slice(slice), at: self.region(region))
    }

    /// Adds a total that holds for its region as it is.
    mutating func addTotal(_ value: Int64, _ slice: Slice, at region: String) {
        totals[UInt64(self.slice(slice)) << 32 | UInt64(self.region(region)), default: 0].addRupiah(value)
    }

    /// All figures: the counted ones at their region and all around it, and the totals.
    ///
    /// Categories of single programmes stop at the district: below it they would be a list of people.
    consuming func figures() -> [FigureRecord] {
        var sums = totals
        var paths: [[UInt32]] = []
        for code in regions.texts { paths.append(RegionScope.path(of: code).map { regions.number($0) }) }
        for (key, value) in leaves {
            let slice = sliceList[Int(key >> 32)]
            let isFine = slice.breakdown != FigureRecord.total && slice.programme != FigureRecord.allProgrammes
            for region in paths[Int(key & 0xFFFF_FFFF)] {
                if isFine, Self.isVillage(regions.texts[Int(region)]) { continue }
                sums[key & ~0xFFFF_FFFF | UInt64(region), default: 0].addRupiah(value)
            }
        }
        // Sorted by what the table is sorted by: rows that come in order are stored several times as fast.
        let order = sliceList.indices.sorted { Self.comesBefore(sliceList[$0], sliceList[$1]) }
        var rank = [Int](repeating: 0, count: sliceList.count)
        for (position, slice) in order.enumerated() { rank[slice] = position }
        let texts = regions.texts
        return sums.sorted { left, right in
            let slices = (rank[Int(left.key >> 32)], rank[Int(right.key >> 32)])
            return slices.0 != slices.1
                ? slices.0 < slices.1 : texts[Int(left.key & 0xFFFF_FFFF)] < texts[Int(right.key & 0xFFFF_FFFF)]
        }.map { key, value in
            let slice = sliceList[Int(key >> 32)]
            return FigureRecord(
                measure: slice.measure, programme: slice.programme, period: slice.period,
                region: texts[Int(key & 0xFFFF_FFFF)], breakdown: slice.breakdown, category: slice.category,
                value: value)
        }
    }

    private static func comesBefore(_ left: Slice, _ right: Slice) -> Bool {
        (left.programme, left.period, left.breakdown, left.measure, left.category)
            < (right.programme, right.period, right.breakdown, right.measure, right.category)
    }

    private static func isVillage(_ region: String) -> Bool { region.utf8.count { $0 == UInt8(ascii: ".") } == 3 }
}
