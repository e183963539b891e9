/// Sums by group that do not depend on the order of the terms in any digit that matters.
enum GroupSums {
    /// The total of each group.
    ///
    /// - Parameters:
    ///   - values: one value per row.
    ///   - group: the group of each row, 0 ..< count.
    static func totals(_ values: [Double], _ group: [Int32], count: Int) -> [Double] {
        // Each row its own group, in whatever order: nothing to add.
        if count == values.count {
            var out = [Double](repeating: 0, count: count)
            for row in values.indices { out[Int(group[row])] = values[row] }
            return out
        }
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: count)
        for row in values.indices { sums[Int(group[row])].add(values[row]) }
        return sums.map(\.value)
    }
}

/// Totals of which most places hold nothing.
struct SparseTotals {
    /// The places that hold something, in the order they were first met.
    private(set) var places: [Int32] = []
    private var sums: [CompensatedSum]
    private var counts: [Int32]

    init(_ count: Int) {
        sums = Array(repeating: CompensatedSum(), count: count)
        counts = Array(repeating: 0, count: count)
    }

    mutating func add(_ place: Int32, _ value: Double) {
        if counts[Int(place)] == 0 { places.append(place) }
        counts[Int(place)] += 1
        sums[Int(place)].add(value)
    }

    func total(_ place: Int) -> Double { sums[place].value }

    /// How many terms a place holds.
    func terms(_ place: Int) -> Int { Int(counts[place]) }

    /// Empties the places that hold something, and no others.
    mutating func clear() {
        for place in places {
            counts[Int(place)] = 0
            sums[Int(place)] = CompensatedSum()
        }
        places.removeAll(keepingCapacity: true)
    }
}
