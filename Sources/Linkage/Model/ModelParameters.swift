/// What training found: how often each level is met among pairs of one person, of one household and of strangers.
public struct ModelParameters: Sendable, Hashable, Codable {
    /// How training ended.
    public struct Convergence: Sendable, Hashable, Codable {
        public var iterations: Int
        /// The largest change of a probability in the last iteration.
        public var change: Double
        /// Whether that change is below the bound, rather than the iterations having run out.
        public var isConverged: Bool

        public init(iterations: Int, change: Double, isConverged: Bool) {
            self.iterations = iterations
            self.change = change
            self.isConverged = isConverged
        }
    }

    /// Probabilities of a comparison's levels, the last being `else`; given that the level is not neutral, for which
    /// 1 stands.
    public struct Levels: Sendable, Hashable, Codable {
        public var name: String
        /// Of pairs of one person.
        public var m: [Double]
        /// Of pairs of strangers.
        public var u: [Double]
        /// Of pairs of two people of one household.
        public var h: [Double]
        /// Whether `u` was counted over all pairs rather than estimated from a sample.
        public var isCounted: [Bool]

        /// - Parameter h: as `u` where it is not given.
        public init(name: String, m: [Double], u: [Double], h: [Double]? = nil, isCounted: [Bool]) {
            self.name = name
            self.m = m
            self.u = u
            self.h = h ?? u
            self.isCounted = isCounted
        }

        private enum CodingKeys: String, CodingKey {
            case name, m, u, h
            case isCounted = "counted"
        }
    }

    /// The probability that two records drawn at random are one person.
    public var match: Double
    /// The probability that they are two people of one household.
    public var household: Double
    public var comparisons: [Levels]
    public var convergence: Convergence
    /// How many records the model was trained on.
    public var records: Int

    public init(match: Double, household: Double, comparisons: [Levels], convergence: Convergence, records: Int) {
        self.match = match
        self.household = household
        self.comparisons = comparisons
        self.convergence = convergence
        self.records = records
    }
}
