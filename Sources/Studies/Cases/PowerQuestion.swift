import Evaluation

/// A question of power analysis as the options put it.
struct PowerQuestion {
    private let test: PowerTest
    private let analysis: PowerAnalysis
    private let options: CaseOptions
    private let p1: Double?
    private let p2: Double?
    private let wanted: Double?
    private let first: Double?
    private let second: Double?

    init(_ options: CaseOptions, _ test: PowerTest) throws(EvaluationRefusal) {
        self.options = options
        self.test = test
        first = try options.number(test.hasTwoGroups && options.has("n1") ? "n1" : "n")
        second = try options.number("n2")
        p1 = try options.number("p1")
        p2 = try options.number("p2")
        wanted = try options.number("power")
        let df = try options.integer("df")
        guard test != .chiSquare || df != nil else { throw EvaluationRefusal(.invalidOption, "df") }
        analysis = try PowerAnalysis(
            test, alpha: options.number("alpha") ?? 0.05, alternative: options.choice("alternative") ?? .twoSided,
            ratio: options.number("ratio") ?? 1, degreesOfFreedom: df ?? 1)
        if let p1 { try Self.requireShare(p1, "p1") }
        if let p2 { try Self.requireShare(p2, "p2") }
    }

    func power() throws(EvaluationRefusal) -> [String: JSON] {
        let first = try sizes().first
        return try described(["power": .number(power(n: first, second: second))])
    }

    func sampleSize() throws(EvaluationRefusal) -> [String: JSON] {
        guard first == nil, second == nil else { throw EvaluationRefusal(.invalidOption, "n") }
        let size = try analysis.sampleSize(forPower: requiredPower()) { n throws(EvaluationRefusal) in
            try power(n: n, second: nil)
        }
        guard test.hasTwoGroups else { return try described(["n": .number(size)]) }
        return try described([
            "n_per_group": .number(size), "n1": .number(size), "n2": .number(size * analysis.ratio),
        ])
    }

    func detectableEffect() throws(EvaluationRefusal) -> [String: JSON] {
        guard !options.has(effectKey), p2 == nil else { throw EvaluationRefusal(.invalidOption, effectKey) }
        let (n, second) = try sizes()
        let wanted = try requiredPower()
        if test == .proportionsNormal {
            guard let p1 else { throw EvaluationRefusal(.invalidOption, "p1") }
            let other = try analysis.detectableProportion(from: p1, power: wanted, n: n, second: second)
            return ["d": .number(other - p1), "p2": .number(other)]
        }
        let effect = try analysis.detectableEffect(power: wanted, n: n, second: second)
        var fields: [String: JSON] = ["d": .number(effect)]
        if test == .proportionsArcsine { fields["h"] = .number(effect.magnitude) }
        if test == .chiSquare { fields["w"] = .number(effect) }
        return fields
    }

    /// The fields with the effect size of two proportions.
    private func described(_ fields: [String: JSON]) throws(EvaluationRefusal) -> [String: JSON] {
        guard test == .proportionsArcsine else { return fields }
        var fields = fields
        fields["h"] = .number(try effect().magnitude)
        return fields
    }

    private func power(n: Double, second: Double?) throws(EvaluationRefusal) -> Double {
        if test == .proportionsNormal {
            guard let p1, let p2 else { throw EvaluationRefusal(.invalidOption, p1 == nil ? "p1" : "p2") }
            return try analysis.power(proportions: p1, p2, n: n, second: second)
        }
        return try analysis.power(effect: effect(), n: n, second: second)
    }

    private var effectKey: String { test == .chiSquare ? "w" : "d" }

    private func effect() throws(EvaluationRefusal) -> Double {
        if test == .proportionsArcsine {
            guard let p1, let p2 else { throw EvaluationRefusal(.invalidOption, p1 == nil ? "p1" : "p2") }
            return PowerAnalysis.arcsineEffect(p1, p2)
        }
        return try options.requiredNumber(effectKey)
    }

    private func sizes() throws(EvaluationRefusal) -> (first: Double, second: Double?) {
        guard let first else { throw EvaluationRefusal(.invalidOption, test.hasTwoGroups ? "n1" : "n") }
        return (first, second)
    }

    private func requiredPower() throws(EvaluationRefusal) -> Double {
        guard let wanted else { throw EvaluationRefusal(.invalidOption, "power") }
        return wanted
    }

    private static func requireShare(_ share: Double, _ key: String) throws(EvaluationRefusal) {
        guard share >= 0, share <= 1 else { throw EvaluationRefusal(.invalidOption, key) }
    }
}
