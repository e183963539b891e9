/// Ranks with ties sharing their mean.
enum Midranks {
    /// Twice the midrank of each value (whole numbers, so that no half is lost), and the sizes of the tie groups.
    static func doubled(_ values: [Double]) -> (ranks: [Int], ties: [Int]) {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = Array(repeating: 0, count: values.count)
        var ties: [Int] = []
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for position in start...end { ranks[order[position]] = start + end + 2 }
            ties.append(end - start + 1)
            start = end + 1
        }
        return (ranks, ties)
    }
}
