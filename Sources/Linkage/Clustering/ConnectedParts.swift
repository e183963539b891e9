/// Records that chains of pairs connect.
struct ConnectedParts: Sendable {
    /// Rows by part, and where each part begins.
    private var members: [UInt32] = []
    private var memberStarts: [Int] = [0]
    /// Places of pairs by part.
    private var places: [UInt32] = []
    private var placeStarts: [Int] = [0]

    var count: Int { memberStarts.count - 1 }

    /// - Parameter threshold: the weight from which on pairs connect; of the others those inside a part belong to it.
    init(records: Int, _ pairs: [LinkedPair], from threshold: Double = -.infinity) {
        var parts = DisjointRows(count: records)
        for pair in pairs where pair.weight >= threshold { parts.join(pair.left, pair.right) }
        // The smallest row is the root, so that it comes first and parts are numbered on the way.
        var numbers = [UInt32](repeating: .max, count: records)
        var sizes: [Int] = []
        for row in 0..<records {
            let root = parts.root(row)
            if root != row {
                if numbers[root] == .max {
                    numbers[root] = UInt32(sizes.count)
                    sizes.append(1)
                }
                numbers[row] = numbers[root]
                sizes[Int(numbers[root])] += 1
            }
        }
        for size in sizes { memberStarts.append((memberStarts.last ?? 0) + size) }
        members = [UInt32](repeating: 0, count: memberStarts.last ?? 0)
        var next = memberStarts
        for row in 0..<records where numbers[row] != .max {
            members[next[Int(numbers[row])]] = UInt32(row)
            next[Int(numbers[row])] += 1
        }
        var counts = [Int](repeating: 0, count: sizes.count)
        func isInside(_ pair: LinkedPair) -> Bool {
            numbers[pair.left] != .max && numbers[pair.left] == numbers[pair.right]
        }
        for pair in pairs where isInside(pair) { counts[Int(numbers[pair.left])] += 1 }
        for size in counts { placeStarts.append((placeStarts.last ?? 0) + size) }
        places = [UInt32](repeating: 0, count: placeStarts.last ?? 0)
        next = placeStarts
        for (place, pair) in pairs.enumerated() where isInside(pair) {
            let part = Int(numbers[pair.left])
            places[next[part]] = UInt32(place)
            next[part] += 1
        }
    }

    /// The rows and the place of the pair of a part that is two rows and one pair, as most are; else nil.
    @inline(__always)
    func single(_ part: Int) -> (first: UInt32, second: UInt32, pair: Int)? {
        let (start, place) = (memberStarts[part], placeStarts[part])
        guard memberStarts[part + 1] == start + 2, placeStarts[part + 1] == place + 1 else { return nil }
        return (members[start], members[start + 1], Int(places[place]))
    }

    /// The rows of a part, ascending.
    func rows(_ part: Int) -> ArraySlice<UInt32> { members[memberStarts[part]..<memberStarts[part + 1]] }

    /// The places of a part's pairs in the list of all.
    func pairPlaces(_ part: Int) -> ArraySlice<UInt32> { places[placeStarts[part]..<placeStarts[part + 1]] }

    /// The pairs of a part.
    func pairs(_ part: Int, of pairs: [LinkedPair]) -> [LinkedPair] { pairPlaces(part).map { pairs[Int($0)] } }
}
