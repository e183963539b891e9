import Evaluation

/// Methods on two or more groups, and on means of paired measurements.
extension CaseMethod {
    static let testMethods: [String: CaseMethod] = [
        "paired_t": CaseMethod(pairOptions + ["conf"], run: pairedT),
        "welch_t": CaseMethod(groupOptions + ["first", "conf"], run: welchT),
        "mann_whitney": CaseMethod(groupOptions + ["first", "alternative", "p", "continuity"], run: mannWhitney),
        "kruskal_wallis": CaseMethod(groupOptions, run: kruskalWallis),
        "mcnemar": CaseMethod(["table"], needsData: false, run: mcNemar),
    ]

    private static let groupOptions = ["outcome", "group", "missing"]

    private static func pairedT(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let test = try PairedT(differences(options, data), confidence: options.confidence())
        return (
            [
                "mean": .number(test.mean), "t": .number(test.statistic), "df": .integer(test.degreesOfFreedom),
                "p_value": .number(test.pValue), "ci": .numbers([test.interval.lower, test.interval.upper]),
                "cohen_d": .number(test.cohenD), "n_used": .integer(test.n),
            ], test.warnings
        )
    }

    private static func welchT(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let (outcome, first) = try twoGroups(options, data)
        let test = try WelchT(outcome, first: first, confidence: options.confidence())
        return (
            [
                "t": .number(test.statistic), "df": .number(test.degreesOfFreedom), "p_value": .number(test.pValue),
                "ci": .numbers([test.interval.lower, test.interval.upper]), "difference": .number(test.difference),
                "n_first": .integer(test.firstN), "n_second": .integer(test.secondN),
            ], test.warnings
        )
    }

    private static func mannWhitney(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let alternative = try options.choice("alternative", SignedRank.Alternative.self) ?? .twoSided
        let source = try options.choice("p", MannWhitney.Source.self) ?? .exact
        let continuity = try options.flag("continuity") ?? false
        let (outcome, first) = try twoGroups(options, data)
        let test = try MannWhitney(outcome, first: first)
        let p = try test.tail(alternative, source, continuity: continuity)
        var fields: [String: JSON] = [
            "U": .number(test.u), "p_value": .number(p.value), "log10_p": .finite(p.log10),
            "n_first": .integer(test.firstN), "n_second": .integer(test.secondN),
        ]
        if source == .exact { fields["p_value_doubled_tail"] = .number(try test.doubledTail()) }
        return (fields, test.warnings)
    }

    private static func kruskalWallis(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let test = try KruskalWallis(grouped(options, data).outcome)
        return (
            [
                "H": .number(test.statistic), "df": .integer(test.degreesOfFreedom), "p_value": .number(test.pValue),
                "n_used": .integer(test.n),
            ], test.warnings
        )
    }

    private static func mcNemar(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let test = try McNemar(table: options.table("table"))
        return (
            [
                "chi2": .number(test.statistic), "p_chi2": .number(test.pValue),
                "chi2_cc": .number(test.correctedStatistic), "p_chi2_cc": .number(test.correctedPValue),
                "p_exact": .number(test.exactPValue), "n_used": .integer(test.n),
            ], test.warnings
        )
    }

    private static func twoGroups(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> (outcome: GroupedOutcome, first: String) {
        let first = try options.requiredText("first")
        let (outcome, isNumeric) = try grouped(options, data)
        guard isNumeric else { return (outcome, first) }
        return (outcome, StudyData.number(first).map(code) ?? first)
    }

    /// The outcome by group; the codes of a numeric column are its numbers, however they are written.
    private static func grouped(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> (outcome: GroupedOutcome, isNumeric: Bool) {
        let missing = try options.missing()
        let outcome = try options.requiredExpression("outcome").values(in: data)
        let name = try options.requiredText("group")
        switch data.column(name) {
        case nil: throw EvaluationRefusal(.unknownColumn, name)
        case .numbers(let cells):
            let codes = cells.map { $0.isNaN ? nil : code($0) }
            return (try GroupedOutcome(outcome: outcome, groups: codes, missing: missing), true)
        case .text(let cells): return (try GroupedOutcome(outcome: outcome, groups: cells, missing: missing), false)
        }
    }

    private static func code(_ number: Double) -> String { String(number == 0 ? 0 : number) }
}
