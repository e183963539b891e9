/// Where a condition that holds from some point on begins to hold.
enum RootFinder {
    /// The least x above `from` at which the condition holds, to full precision; nil where it does not hold up to `limit`.
    ///
    /// - Parameters:
    ///   - from: a point at which the condition does not hold, or the left end of the search.
    ///   - start: a first guess above `from`; the distance doubles until the condition holds.
    ///   - limit: where the search ends.
    ///   - holds: false below the answer, true above it.
    static func solve(
        from: Double, start: Double, limit: Double = 1e15, where holds: (Double) -> Bool
    ) -> Double? {
        var low = from
        var distance = max(start - from, 1e-12)
        var high = from + distance
        while !holds(high) {
            guard high < limit else { return nil }
            low = high
            distance *= 2
            high = min(limit, from + distance)
        }
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            if holds(middle) { high = middle } else { low = middle }
        }
        return low + (high - low) / 2
    }
}
