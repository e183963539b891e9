import Evaluation

/// Methods on power and sample size.
extension CaseMethod {
    static let powerMethods: [String: CaseMethod] = [
        "power": CaseMethod(
            [
                "test", "solve", "d", "w", "df", "p1", "p2", "n", "n1", "n2", "ratio", "alpha", "power", "alternative",
            ], needsData: false, run: power),
        "sample_size": CaseMethod(
            [
                "formula", "n_srs", "cluster_size", "icc", "population", "margin", "proportion", "conf", "p_prime",
                "alpha", "power",
            ], needsData: false, run: sampleSize),
    ]

    private enum Unknown: String { case n, power, d }
    private enum SizeRule: String {
        case designEffect = "design-effect"
        case slovinCochran = "slovin-cochran"
        case noether = "noether-signed-rank"
    }

    private static func power(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        guard let test = try options.choice("test", PowerTest.self) else {
            throw EvaluationRefusal(.invalidOption, "test")
        }
        guard let unknown = try options.choice("solve", Unknown.self) else {
            throw EvaluationRefusal(.invalidOption, "solve")
        }
        let question = try PowerQuestion(options, test)
        switch unknown {
        case .power: return (try question.power(), [])
        case .n: return (try question.sampleSize(), [])
        case .d: return (try question.detectableEffect(), [])
        }
    }

    private static func sampleSize(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        guard let rule = try options.choice("formula", SizeRule.self) else {
            throw EvaluationRefusal(.invalidOption, "formula")
        }
        switch rule {
        case .designEffect:
            let size = try SampleSize.clustered(
                simple: options.requiredNumber("n_srs"), clusterSize: options.requiredNumber("cluster_size"),
                correlation: options.requiredNumber("icc"))
            return (
                [
                    "deff": .number(size.designEffect), "n": .number(size.n), "clusters": .integer(size.clusters),
                ], []
            )
        case .slovinCochran:
            guard let population = try options.integer("population") else {
                throw EvaluationRefusal(.invalidOption, "population")
            }
            let margin = try options.requiredNumber("margin")
            let cochran = try SampleSize.cochran(
                population: population, margin: margin, proportion: options.number("proportion") ?? 0.5,
                confidence: options.confidence())
            return (
                [
                    "slovin": .integer(try SampleSize.slovin(population: population, margin: margin)),
                    "cochran_fpc": .integer(cochran),
                ], []
            )
        case .noether:
            let size = try SampleSize.noether(
                share: options.requiredNumber("p_prime"), alpha: options.number("alpha") ?? 0.05,
                power: options.number("power") ?? 0.8)
            return (["n": .integer(size)], [])
        }
    }
}
