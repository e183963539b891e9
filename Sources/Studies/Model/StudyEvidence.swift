import Problems

/// What every result of an analysis rests on.
public struct StudyEvidence: Sendable {
    /// What is counted or summed above the line, in words.
    public var numerator: LocalText
    /// What it is divided by.
    public var denominator: LocalText
    /// Rows that entered.
    public var used: Int
    /// Rows left out because a value was missing.
    public var dropped: Int
    /// What the rows stand for.
    public var population: LocalText
    /// The living standard rows are ranked by; empty where nothing is ranked.
    public var rank: LocalText
    public var weight: LocalText
    /// Kish's effective sample size; nil where no weights are used.
    public var effectiveSize: Double?
    /// What a reader must know of the weights.
    var warnings: [StudyWarning] = []
    /// The estimator's name.
    public var method: LocalText
    /// A stable code of how the standard error was found: `linearised-design`, `linearised-srs`, `binomial`, `exact`,
    /// `regression`, `none`.
    public var errorMethod: String
    /// The same in words.
    public var errorText: LocalText { Wording.text("error." + errorMethod) }

    func document(in language: Language) -> JSON {
        .object([
            "numerator": .string(numerator[language]), "denominator": .string(denominator[language]),
            "n_used": .integer(used), "n_dropped": .integer(dropped), "population": .string(population[language]),
            "rank": rank.isEmpty ? .null : .string(rank[language]), "weight": .string(weight[language]),
            "effective_n": .finite(effectiveSize), "method": .string(method[language]),
            "se_method": .string(errorMethod),
        ])
    }
}
