/// Invented households, each value a function of its row alone, made of operations that every machine rounds alike, so
/// that other languages make the same columns bit by bit (`Benchmarks/evaluation.py` does).
///
/// Number k of row i is the top 53 bits, plus one half, over 2⁵³, of SplitMix64's output at counter 8i + k + 1.
/// - living standard: 442,413·(u₀/(1 − u₀))^0.375: log-logistic with Gini index 0.375;
/// - weight: 100·(u₁ + u₂ + u₃);
/// - benefit: with probability 1/(1 + (x/327,748)²), by u₄, a multiple of 100,000 up to 1,200,000, by u₅; otherwise 0;
/// - stratum of 50, by u₆; primary unit of the stratum's 200, by u₇.
struct SyntheticSurvey {
    let standard: [Double]
    let weights: [Double]
    let benefit: [Double]
    let strata: [Int32]
    let units: [Int32]

    /// - Parameter rounded: living standards in whole rupiah, so that rows tie.
    init(rows: Int, rounded: Bool = false) {
        let standard = (0..<rows).map { row in
            let u = Self.uniform(row, 0)
            let odds = u / (1 - u)
            let root = odds.squareRoot().squareRoot()
            let value = 442_413 * (root * root.squareRoot())
            return rounded ? value.rounded(.toNearestOrEven) : value
        }
        self.standard = standard
        weights = (0..<rows).map { 100 * (Self.uniform($0, 1) + Self.uniform($0, 2) + Self.uniform($0, 3)) }
        benefit = (0..<rows).map { row in
            let ratio = standard[row] / 327_748
            guard Self.uniform(row, 4) < 1 / (1 + ratio * ratio) else { return 0 }
            return 100_000 * (12 * Self.uniform(row, 5) + 1).rounded(.down)
        }
        strata = (0..<rows).map { Int32(50 * Self.uniform($0, 6)) }
        units = (0..<rows).map { Int32(50 * Self.uniform($0, 6)) * 200 + Int32(200 * Self.uniform($0, 7)) }
    }

    /// Differences of pairs, whole numbers that tie and are never 0: the sum of twelve uniform numbers less 5.85 (on
    /// average 0.15 standard deviations above 0), times `scale`, rounded, 0 replaced by 1.
    static func differences(_ count: Int, scale: Double = 200) -> [Double] {
        (0..<count).map { row in
            var sum = 0.0
            for number in 0..<12 { sum += uniform(2 * row + number / 8, number % 8) }
            let value = (scale * (sum - 5.85)).rounded(.toNearestOrEven)
            return value == 0 ? 1 : value
        }
    }

    private static func uniform(_ row: Int, _ number: Int) -> Double {
        var z = UInt64(8 * row + number + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
    }

    /// The sum of all bit patterns, to show that another program made the same columns.
    var checksum: UInt64 {
        var sum: UInt64 = 0
        for column in [standard, weights, benefit] { for value in column { sum &+= value.bitPattern } }
        for column in [strata, units] { for value in column { sum &+= UInt64(value) } }
        return sum
    }
}
