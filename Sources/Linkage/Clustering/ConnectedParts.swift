/// Records that chains of pairs connect.
struct ConnectedParts: Sendable {
    /// Rows by part, and where each part begins.
    private var members: [UInt32] = []
    private var memberStarts: [UInt32] = [0]
    /// Places of pairs by part.
    private var places: [UInt32] = []
    private var placeStarts: [UInt32] = [0]

    var count: Int { memberStarts.count - 1 }

    /// - Parameter threshold: the weight from which on pairs connect; of the others those inside a part belong to it.
    init(records: Int, _ pairs: [LinkedPair], from threshold: Double = -.infinity) {
        var parts = DisjointRows(count: records)
        for pair in pairs where pair.weight >= threshold { parts.join(pair.left, pair.right) }
        let numbers = number(parts)
        var counts = [UInt32](repeating: 0, count: count)
        func isInside(_ pair: LinkedPair) -> Bool {
            numbers[pair.left] != .max && numbers[pair.left] == numbers[pair.right]
        }
        for pair in pairs where isInside(pair) { counts[Int(numbers[pair.left])] += 1 }
        placeStarts = Self.starts(&counts)
        places = [UInt32](repeating: 0, count: Int(placeStarts.last ?? 0))
        for (place, pair) in pairs.enumerated() where isInside(pair) {
            let part = Int(numbers[pair.left])
            places[Int(counts[part])] = UInt32(place)
            counts[part] += 1
        }
    }

    /// Sorts the rows by part.
    ///
    /// - Returns: for each row the number of its part; the largest number where it is connected with none.
    private mutating func number(_ parts: consuming DisjointRows) -> [UInt32] {
        // The smallest row is the root, so that it comes first and parts are numbered on the way.
        var numbers = parts.roots()
        var sizes: [UInt32] = []
        // A root bears its own row until another row asks for its number.
        var isNumbered = [Bool](repeating: false, count: numbers.count)
        for row in numbers.indices {
            let root = Int(numbers[row])
            guard root != row else { continue }
            if !isNumbered[root] {
                isNumbered[root] = true
                numbers[root] = UInt32(sizes.count)
                sizes.append(1)
            }
            isNumbered[row] = true
            numbers[row] = numbers[root]
            sizes[Int(numbers[root])] += 1
        }
        for row in numbers.indices where !isNumbered[row] { numbers[row] = .max }
        memberStarts = Self.starts(&sizes)
        members = [UInt32](repeating: 0, count: Int(memberStarts.last ?? 0))
        for row in numbers.indices where numbers[row] != .max {
            let part = Int(numbers[row])
            members[Int(sizes[part])] = UInt32(row)
            sizes[part] += 1
        }
        return numbers
    }

    /// Where parts begin one behind the other, with a closing entry; the sizes become these places as well.
    private static func starts(_ sizes: inout [UInt32]) -> [UInt32] {
        var starts: [UInt32] = []
        starts.reserveCapacity(sizes.count + 1)
        var sum: UInt32 = 0
        for part in sizes.indices {
            starts.append(sum)
            sum += sizes[part]
            sizes[part] = starts[part]
        }
        starts.append(sum)
        return starts
    }

    /// The rows and the place of the pair of a part that is two rows and one pair, as most are; else nil.
    @inline(__always)
    func single(_ part: Int) -> (first: UInt32, second: UInt32, pair: Int)? {
        let (start, place) = (Int(memberStarts[part]), Int(placeStarts[part]))
        guard memberStarts[part + 1] == start + 2, placeStarts[part + 1] == place + 1 else { return nil }
        return (members[start], members[start + 1], Int(places[place]))
    }

    /// The rows of a part, ascending.
    func rows(_ part: Int) -> ArraySlice<UInt32> { members[Int(memberStarts[part])..<Int(memberStarts[part + 1])] }

    /// The places of a part's pairs in the list of all.
    func pairPlaces(_ part: Int) -> ArraySlice<UInt32> { places[Int(placeStarts[part])..<Int(placeStarts[part + 1])] }

    /// The pairs of a part.
    func pairs(_ part: Int, of pairs: [LinkedPair]) -> [LinkedPair] { pairPlaces(part).map { pairs[Int($0)] } }
}
