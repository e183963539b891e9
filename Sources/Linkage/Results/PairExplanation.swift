import Foundation

/// Why a pair weighs what it weighs: parts that add up to its weight, in bits.
public struct PairExplanation: Sendable, Hashable, Codable {
    public struct Part: Sendable, Hashable, Codable {
        public var comparison: String
        /// The level that the pair reaches.
        public var level: String
        /// log₂ of m / u; 0 where the level is neutral.
        public var weight: Double
    }

    /// log₂ of the odds before anything is compared.
    public var prior: Double
    public var parts: [Part]
    /// What the frequencies of the agreeing values add to the average.
    public var frequency: Double
    /// What is taken off because the pair may be two people of one household.
    public var household: Double
    /// The sum of all.
    public var weight: Double
}

extension LinkageResult {
    /// Takes the weight of a pair apart, for a waterfall chart or a sentence. The sum of its parts is the pair's weight.
    public func explanation(_ pair: LinkedPair) -> PairExplanation? {
        model.explanation(levels: levels(pair.vector), weight: pair.weight)
    }
}

extension LinkageModel {
    /// Takes a weight apart.
    ///
    /// - Parameters:
    ///   - levels: for each comparison the level of the pair.
    ///   - weight: what the pair weighs, in bits.
    /// - Returns: nil for a model that is not trained, and for levels that it does not have.
    public func explanation(levels found: [Int], weight: Double) -> PairExplanation? {
        guard let parameters, found.count == comparisons.count, parameters.comparisons.count == found.count,
            zip(found, parameters.comparisons).allSatisfy({ $1.m.indices.contains($0) })
        else { return nil }
        var parts: [PairExplanation.Part] = []
        var (one, home) = (log2(parameters.match), log2(max(parameters.household, 1e-300)))
        var strange = log2(max(1e-12, 1 - parameters.match - parameters.household))
        let prior = one - strange
        for (place, level) in found.enumerated() {
            let (comparison, levels) = (comparisons[place], parameters.comparisons[place])
            let weight = log2(levels.m[level]) - log2(levels.u[level])
            parts.append(.init(comparison: comparison.name, level: comparison.label(level), weight: weight))
            one += log2(levels.m[level])
            home += log2(levels.h[level])
            strange += log2(levels.u[level])
        }
        let plain = prior + parts.reduce(0) { $0 + $1.weight }
        let top = max(home, strange)
        let withHome = one - (top + log2(exp2(home - top) + exp2(strange - top)))
        return PairExplanation(
            prior: prior, parts: parts, frequency: weight - withHome, household: withHome - plain,
            weight: weight)
    }
}

extension LinkageResult {

    /// How many compared pairs have which weight, by whole bits, without the frequencies of values.
    public var histogram: [WeightCount] {
        guard let parameters = model.parameters else { return [] }
        var counts: [Int: UInt64] = [:]
        for (vector, count) in vectorCounts {
            var (one, home) = (log2(parameters.match), log2(max(parameters.household, 1e-300)))
            var strange = log2(max(1e-12, 1 - parameters.match - parameters.household))
            for (place, level) in levels(vector).enumerated() {
                one += log2(parameters.comparisons[place].m[level])
                home += log2(parameters.comparisons[place].h[level])
                strange += log2(parameters.comparisons[place].u[level])
            }
            let top = max(home, strange)
            let weight = one - (top + log2(exp2(home - top) + exp2(strange - top)))
            counts[Int(max(-1000, min(1000, weight)).rounded(.down)), default: 0] += count
        }
        return counts.sorted { $0.key < $1.key }.map { WeightCount(weight: $0.key, pairs: Int($0.value)) }
    }
}

/// How many pairs weigh from so many bits up to one more.
public struct WeightCount: Sendable, Hashable, Codable {
    public var weight: Int
    public var pairs: Int
}
