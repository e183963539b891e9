/// What a weight is worth: the share of pairs of that weight that are one person, as people or a truth column told.
///
/// The model's own probabilities rest on levels being independent given the state of a pair, and are the surer the more
/// they are wrong there. A calibration corrects them by pairs of which it is known what they are, and leaves the order
/// of pairs as it is: it never falls where weights rise.
///
/// Up to ``leastForSteps`` pairs it is a straight line between log odds, `intercept + slope × weight` (Cox 1958), fitted
/// as a logistic regression with the smoothed targets of Platt (1999); beyond, steps found by pooling adjacent violators
/// (Ayer and others 1955; Zadrozny and Elkan 2002). So Niculescu-Mizil and Caruana (2005) recommend, who found Platt's
/// method the better one with few labels, and steps only from some thousand on. With 20 to 200 labels the two numbers of
/// the line are uncertain themselves, the slope most: where verdicts of both kinds do not overlap in weight, the smoothed
/// targets alone keep it finite. ``reliability`` says whether it helped on pairs that it had not seen; where it did not,
/// the model's own figure is the better one.
public struct Calibration: Sendable, Hashable, Codable {
    /// The form of the written calibration.
    public static let currentVersion = 1
    /// Fewer pairs than this, or fewer of either kind than ``leastOfKind``, say nothing of probabilities.
    public static let leastPairs = 20
    public static let leastOfKind = 5
    /// From so many pairs on, steps are fitted rather than a line.
    public static let leastForSteps = 1000

    public enum Method: String, Sendable, Hashable, Codable { case line, steps }

    /// Who told what the pairs are.
    public enum Source: String, Sendable, Hashable, Codable { case labels, truth }

    /// A weight, in bits, and the share of one person there.
    public struct Point: Sendable, Hashable, Codable {
        public var weight: Double
        public var probability: Double

        public init(weight: Double, probability: Double) {
            self.weight = weight
            self.probability = probability
        }
    }

    public var version: Int
    public var method: Method
    /// Of the line: bits of calibrated log odds at weight 0, and for each bit of weight.
    public var intercept: Double
    public var slope: Double
    /// The ends of the steps, weights ascending; between two of them the probability is on the straight line, outside as at
    /// the end.
    public var points: [Point]
    public var source: Source
    /// How many pairs it rests on, and how many of them are one person.
    public var pairs: Int
    public var same: Int
    /// Whether the model was trained on the same pairs: then they cannot tell how it does on others.
    public var isTaught: Bool
    /// How well the model's probabilities and the calibrated ones did on pairs that the calibration had not seen.
    public var reliability: Reliability

    private enum CodingKeys: String, CodingKey {
        case version, method, intercept, slope, points, source, pairs, same, reliability
        case isTaught = "taught_on_them"
    }

    /// The calibrated probability of a weight, log₂ of the odds.
    public func probability(_ weight: Double) -> Double {
        switch method {
        case .line: return MatchWeight.probability(intercept + slope * weight)
        case .steps:
            guard let first = points.first, let last = points.last else { return MatchWeight.probability(weight) }
            if weight <= first.weight { return first.probability }
            if weight >= last.weight { return last.probability }
            var (low, high) = (0, points.count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if points[middle].weight <= weight { low = middle } else { high = middle }
            }
            let (a, b) = (points[low], points[high])
            return a.probability + (b.probability - a.probability) * (weight - a.weight) / (b.weight - a.weight)
        }
    }

    /// Whether it is one that can be used: of a known form, finite, and never falling.
    var isSound: Bool {
        guard version == Self.currentVersion, intercept.isFinite, slope.isFinite, pairs >= 0, (0...pairs).contains(same)
        else { return false }
        switch method {
        case .line: return slope > 0
        case .steps:
            return points.count > 1 && points.allSatisfy { $0.weight.isFinite && (0...1).contains($0.probability) }
                && zip(points, points.dropFirst()).allSatisfy {
                    $0.weight < $1.weight && $0.probability <= $1.probability
                }
        }
    }
}

/// Pairs of about one weight of which it is known what they are.
public struct JudgedPairs: Sendable, Hashable {
    /// log₂ of the odds.
    public var weight: Double
    public var isSame: Bool
    public var count: Int
    /// How many pairs each of them stands for, where some were drawn more often than others.
    public var share: Double

    public init(weight: Double, isSame: Bool, count: Int = 1, share: Double = 1) {
        self.weight = weight
        self.isSame = isSame
        self.count = count
        self.share = share
    }

    /// What they count for.
    var mass: Double { Double(count) * share }

    /// The same pairs in at most so many portions of about as many each.
    func divided(by parts: Int) -> [JudgedPairs] {
        guard count > 1 else { return [self] }
        let portions = min(parts, count)
        return (0..<portions).map { place in
            let size = count * (place + 1) / portions - count * place / portions
            return JudgedPairs(weight: weight, isSame: isSame, count: size, share: share)
        }
    }
}
