/// At most one partner for each record: the set of pairs with the greatest sum of weights.
public enum OneToOne {
    /// A part of more records than this is assigned strongest pair first, which need not give the greatest sum.
    public static let largestExact = 200

    /// Chooses pairs so that no record stands in two of them.
    ///
    /// - Parameters:
    ///   - pairs: pairs between two lists; those of no more than weight 0 are left out, since they lower the sum.
    ///   - records: the number of records.
    /// - Returns: the chosen pairs by rows.
    public static func assign(_ pairs: [LinkedPair], records: Int) -> [LinkedPair] {
        let useful = pairs.filter { $0.weight > 0 }
        let parts = ConnectedParts(records: records, useful)
        var chosen: [LinkedPair] = []
        for part in 0..<parts.count {
            let own = parts.pairs(part, of: useful)
            let sides = sides(own)
            if let sides, max(sides.left.count, sides.right.count) <= largestExact {
                chosen += best(own, sides.left, sides.right)
            } else {
                chosen += greedy(own)
            }
        }
        return chosen.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    /// The records of a part in two groups such that each pair goes from one to the other; nil where there are none.
    private static func sides(_ pairs: [LinkedPair]) -> (left: [Int], right: [Int])? {
        var neighbours: [Int: [Int]] = [:]
        for pair in pairs {
            neighbours[pair.left, default: []].append(pair.right)
            neighbours[pair.right, default: []].append(pair.left)
        }
        var side: [Int: Bool] = [:]
        for start in neighbours.keys.sorted() where side[start] == nil {
            side[start] = true
            var open = [start]
            while let row = open.popLast() {
                for other in neighbours[row] ?? [] {
                    if side[other] == nil {
                        side[other] = side[row] == false
                        open.append(other)
                    } else if side[other] == side[row] {
                        return nil
                    }
                }
            }
        }
        return (
            side.filter(\.value).map(\.key).sorted(), side.filter { !$0.value }.map(\.key).sorted()
        )
    }

    private static func greedy(_ pairs: [LinkedPair]) -> [LinkedPair] {
        var taken: Set<Int> = []
        return pairs.sorted { ($1.weight, $0.left, $0.right) < ($0.weight, $1.left, $1.right) }.filter { pair in
            guard !taken.contains(pair.left), !taken.contains(pair.right) else { return false }
            taken.insert(pair.left)
            taken.insert(pair.right)
            return true
        }
    }

    /// The Hungarian method (Kuhn 1955, in the form with potentials), with 0 for "no partner".
    private static func best(_ pairs: [LinkedPair], _ left: [Int], _ right: [Int]) -> [LinkedPair] {
        let size = left.count + right.count
        let (rows, columns) = (
            Dictionary(uniqueKeysWithValues: left.enumerated().map { ($1, $0) }),
            Dictionary(uniqueKeysWithValues: right.enumerated().map { ($1, $0) })
        )
        var cost = [[Double]](repeating: [Double](repeating: 0, count: right.count), count: left.count)
        var place = [[Int]](repeating: [Int](repeating: -1, count: right.count), count: left.count)
        for (index, pair) in pairs.enumerated() {
            guard let row = rows[pair.left] ?? rows[pair.right], let column = columns[pair.right] ?? columns[pair.left]
            else { continue }
            if -pair.weight < cost[row][column] {
                cost[row][column] = -pair.weight
                place[row][column] = index
            }
        }
        // Columns behind the last are partners that nobody is.
        func price(_ row: Int, _ column: Int) -> Double { column < right.count ? cost[row][column] : 0 }
        var (u, v) = ([Double](repeating: 0, count: left.count + 1), [Double](repeating: 0, count: size + 1))
        var (match, way) = ([Int](repeating: 0, count: size + 1), [Int](repeating: 0, count: size + 1))
        for row in stride(from: 1, through: left.count, by: 1) {
            match[0] = row
            var column = 0
            var least = [Double](repeating: .infinity, count: size + 1)
            var used = [Bool](repeating: false, count: size + 1)
            repeat {
                used[column] = true
                let (current, from) = (match[column], column)
                var (step, next) = (Double.infinity, 0)
                for other in 1...size where !used[other] {
                    let value = price(current - 1, other - 1) - u[current] - v[other]
                    if value < least[other] { (least[other], way[other]) = (value, from) }
                    if least[other] < step { (step, next) = (least[other], other) }
                }
                for other in 0...size {
                    if used[other] {
                        u[match[other]] += step
                        v[other] -= step
                    } else {
                        least[other] -= step
                    }
                }
                column = next
            } while match[column] != 0
            repeat {
                let from = way[column]
                match[column] = match[from]
                column = from
            } while column != 0
        }
        return (1...max(1, right.count)).compactMap { column in
            guard column <= right.count, match[column] > 0 else { return nil }
            let index = place[match[column] - 1][column - 1]
            return index >= 0 ? pairs[index] : nil
        }
    }
}
