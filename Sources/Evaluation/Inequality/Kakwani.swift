/// Kakwani's index of progressivity for a benefit: its concentration index less the Gini index of the living standard.
///
/// K < 0: the benefit is distributed more equally than the living standard (progressive); C < 0: the poor receive more
/// than their share of the population (pro-poor). For taxes the signs turn round. The standard errors are linearised
/// with one joint influence z_C − z_G, since both indices come from the same rows.
public struct Kakwani: Sendable, Hashable {
    /// Concentration index of the benefit.
    public let concentration: Double
    /// Gini index of the living standard.
    public let gini: Double
    /// C − G.
    public let value: Double
    /// Linearised standard errors of C, G and C − G; nil where no design was given.
    public let standardErrors: Errors?
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

    /// Standard errors of the three indices.
    public struct Errors: Sendable, Hashable {
        public let concentration: Double
        public let gini: Double
        public let kakwani: Double
    }

    /// What the two indices say by themselves; whether the curves cross is told by ``CurveDominance``.
    public var classification: Progressivity { Progressivity.label(concentration: concentration, gini: gini) }

    /// The indices without standard errors.
    ///
    /// - Parameters:
    ///   - benefit: what is distributed; `nan` is missing.
    ///   - rank: the living standard; `nan` is missing.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total`, `zero-mean` for benefit or living standard, what ``Observations`` throws.
    public init(
        benefit: [Double], rank: [Double], weights: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([benefit, rank], weights: weights, missing: missing))
    }

    /// The indices with their standard errors under a design.
    ///
    /// - Throws: what the indices without a design throw, and `lonely-psu`.
    public init(
        benefit: [Double], rank: [Double], design: SurveyDesign, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([benefit, rank], design: design, missing: missing))
    }

    private init(_ sample: DesignedRows) throws(EvaluationRefusal) {
        let rows = sample.rows
        let (benefit, rank) = (rows.columns[0], rows.columns[1])
        let order = RankOrder(rank)
        let curve = try ConcentrationCurve(outcome: benefit, order: order, weights: rows.weights)
        let lorenz = try ConcentrationCurve(outcome: rank, order: order, weights: rows.weights)
        concentration = curve.index
        gini = lorenz.index
        value = concentration - gini
        n = rows.count
        dropped = rows.dropped
        var found = rows.warnings + rows.benefitWarnings(benefit, rank)
        if sample.design != nil {
            var scores = curve.indexScores(
                outcome: benefit, weights: rows.weights, order: order, index: concentration)
            let giniScores = lorenz.indexScores(outcome: rank, weights: rows.weights, order: order, index: gini)
            let ofConcentration = try sample.standardError(scores, &found)
            let ofGini = try sample.standardError(giniScores, &found)
            for row in scores.indices { scores[row] -= giniScores[row] }
            let ofDifference = try sample.standardError(scores, &found)
            standardErrors = Errors(
                concentration: ofConcentration ?? .nan, gini: ofGini ?? .nan, kakwani: ofDifference ?? .nan)
        } else {
            standardErrors = nil
        }
        warnings = found
    }
}

extension Observations {
    /// The warnings on a benefit set against a living standard.
    func benefitWarnings(_ benefit: [Double], _ rank: [Double]) -> [EvaluationWarning] {
        var found: [EvaluationWarning] = []
        if benefit.allSatisfy({ $0 > 0 }) { found.append(EvaluationWarning(.noPopulationReference)) }
        if benefit.contains(where: { $0 < 0 }) || rank.contains(where: { $0 < 0 }) {
            found.append(EvaluationWarning(.negativeValues))
        }
        return found + EvaluationWarning.smallSample(count)
    }
}
