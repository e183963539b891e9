/// Mean and spread of a sample, taken from its smallest value up: equal values have exactly no spread.
struct SampleMoments {
    let n: Int
    let mean: Double
    /// Σ (x − mean)².
    let sumOfSquares: Double
    /// Denominator n − 1; not a number for fewer than two values.
    var variance: Double { sumOfSquares / Double(n - 1) }

    init(_ values: [Double]) {
        let least = values.min() ?? 0
        let size = Double(values.count)
        let average = least + CompensatedSum.of(values.lazy.map { $0 - least }) / size
        n = values.count
        mean = average
        let drift = CompensatedSum.of(values.lazy.map { $0 - average })
        // The second term takes back what the rounding of the mean put in (Chan, Golub and LeVeque 1983).
        let squares = CompensatedSum.of(values.lazy.map { ($0 - average) * ($0 - average) })
        sumOfSquares = max(0, squares - drift * drift / size)
    }
}
