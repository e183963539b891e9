import Kernels

/// Kakwani's index of progressivity for a benefit: its concentration index less the Gini index of the living standard.
///
/// K < 0: the benefit is distributed more equally than the living standard (progressive); C < 0: the poor receive more
/// than their share of the population (pro-poor). For taxes the signs turn round. The standard errors are linearised
/// with one joint influence z_C − z_G, since both indices come from the same rows.
///
/// Kakwani (1977), *Measurement of tax progressivity*; O'Donnell and others (2008), ch. 16.
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
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Standard errors of the three indices.
    public struct Errors: Sendable, Hashable {
        /// Of the concentration index C of the benefit.
        public let concentration: Double
        /// Of the Gini index G of the living standard.
        public let gini: Double
        /// Of the difference C − G.
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
    /// - Parameters:
    ///   - benefit: what is distributed; `nan` is missing, and its row leaves the sample and the design.
    ///   - rank: the living standard; `nan` is missing.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the indices without a design throw, and `lonely-psu`.
    public init(
        benefit: [Double], rank: [Double], design: SurveyDesign, domain: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([benefit, rank], design: design, domain: domain, missing: missing))
    }

    private init(_ sample: DesignedRows) throws(EvaluationRefusal) {
        let rows = sample.rows
        let (benefit, rank) = (rows.columns[0], rows.columns[1])
        let ranked = RankedWeights(RankOrder(rank), weights: rows.weights)
        let curve = try RankedOutcome(ranked, sorted: Gather.values(benefit, at: ranked.order.rows))
        let lorenz = try RankedOutcome(ranked, sorted: ranked.order.values)
        concentration = curve.index
        gini = lorenz.index
        value = concentration - gini
        n = rows.count
        dropped = rows.dropped
        var found = rows.warnings + rows.benefitWarnings(benefit, rank)
        if let units = try sample.units() {
            let unit = units.sorted(ranked.order)
            var totals = [curve, lorenz].map { $0.influences(unit: unit, count: units.count) }
            totals.append(zip(totals[0], totals[1]).map(-))
            let errors = try units.standardErrors(totals, &found)
            standardErrors = Errors(concentration: errors[0], gini: errors[1], kakwani: errors[2])
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
        let scan = ColumnScan(benefit)
        if !scan.hasZero, !scan.hasNegative { found.append(EvaluationWarning(.noPopulationReference)) }
        if scan.hasNegative || ColumnScan(rank).hasNegative {
            found.append(EvaluationWarning(.negativeValues))
        }
        return found + EvaluationWarning.smallSample(count)
    }
}
