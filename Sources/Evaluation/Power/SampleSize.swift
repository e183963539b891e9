import Foundation

/// Rules for the size of a sample.
public enum SampleSize {
    /// How much a sample in clusters must be larger than a simple random one: 1 + (m − 1)ρ (Kish 1965).
    public struct Clustered: Sendable, Hashable {
        /// The design effect.
        public var designEffect: Double
        /// The size under simple random sampling times the design effect, not rounded.
        public var n: Double
        /// Clusters of the given size that hold so many.
        public var clusters: Int
    }

    /// The size of a sample in clusters of one size.
    ///
    /// - Parameters:
    ///   - simple: size under simple random sampling.
    ///   - clusterSize: units taken per cluster.
    ///   - correlation: intraclass correlation.
    /// - Throws: `invalid-option`.
    public static func clustered(
        simple: Double, clusterSize: Double, correlation: Double
    ) throws(EvaluationRefusal) -> Clustered {
        guard simple > 0, simple <= 1e12 else { throw EvaluationRefusal(.invalidOption, "n_srs") }
        guard clusterSize >= 1, clusterSize <= 1e12 else { throw EvaluationRefusal(.invalidOption, "cluster_size") }
        let effect = 1 + (clusterSize - 1) * correlation
        guard correlation <= 1, effect > 0 else { throw EvaluationRefusal(.invalidOption, "icc") }
        let n = simple * effect
        return Clustered(designEffect: effect, n: n, clusters: whole(n / clusterSize))
    }

    /// Slovin's rule N/(1 + N e²), rounded up: Cochran's with p = ½ and z = 2 (Yamane 1967).
    ///
    /// - Throws: `invalid-option`.
    public static func slovin(population: Int, margin: Double) throws(EvaluationRefusal) -> Int {
        try require(population, margin)
        let size = Double(population)
        return whole(size / (1 + size * margin * margin))
    }

    /// Cochran's size for a proportion with the finite population correction, rounded up (Cochran 1977, section 4.4):
    /// n₀/(1 + (n₀ − 1)/N), n₀ = z² p(1 − p)/e².
    ///
    /// - Throws: `invalid-option`.
    public static func cochran(
        population: Int, margin: Double, proportion: Double = 0.5, confidence: Double = 0.95
    ) throws(EvaluationRefusal) -> Int {
        try require(population, margin)
        guard proportion > 0, proportion < 1 else { throw EvaluationRefusal(.invalidOption, "proportion") }
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        let z = Normal.critical(confidence)
        let first = z * z * proportion * (1 - proportion) / (margin * margin)
        return whole(first / (1 + (first - 1) / Double(population)))
    }

    /// Noether's size for the signed rank test (1987), rounded up: (z_{1−α/2} + z_power)²/(3 (p′ − ½)²).
    ///
    /// - Parameters:
    ///   - share: p′, the probability that a Walsh average is positive.
    ///   - alpha: level of the test, between 0 and 1.
    ///   - power: the probability of finding p′, between 0 and 1.
    /// - Throws: `invalid-option`; `not-defined` for p′ = ½, which no sample finds.
    public static func noether(
        share: Double, alpha: Double = 0.05, power: Double = 0.8
    ) throws(EvaluationRefusal) -> Int {
        guard share >= 0, share <= 1 else { throw EvaluationRefusal(.invalidOption, "p_prime") }
        guard alpha > 0, alpha < 1 else { throw EvaluationRefusal(.invalidOption, "alpha") }
        guard power > 0, power < 1 else { throw EvaluationRefusal(.invalidOption, "power") }
        let gap = (share - 0.5).magnitude
        guard gap > 1e-9 else { throw EvaluationRefusal(.notDefined, "p_prime") }
        let z = Normal.quantile(power) - Normal.quantile(alpha / 2)
        guard z > 0 else { throw EvaluationRefusal(.notDefined, "power") }
        return whole(z * z / (3 * gap * gap))
    }

    private static func require(_ population: Int, _ margin: Double) throws(EvaluationRefusal) {
        guard population > 0 else { throw EvaluationRefusal(.invalidOption, "population") }
        guard margin > 0, margin < 1 else { throw EvaluationRefusal(.invalidOption, "margin") }
    }

    /// Rounded up; what exceeds a whole number by rounding of the arithmetic alone does not count.
    private static func whole(_ size: Double) -> Int {
        Int(min(9e15, (size * (1 - 1e-12)).rounded(.up)))
    }
}
