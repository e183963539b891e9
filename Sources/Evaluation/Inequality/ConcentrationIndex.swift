import Kernels

/// A concentration index: whether an outcome goes to the low (negative) or the high ranks of a living standard.
///
/// C = 2 Σ w h R / Σ w h − 1 with the fractional rank R = (weight below + half the weight tied) / total weight
/// (Wagstaff, Paci and van Doorslaer 1991), and the variants of ``Kind``. Without negative outcomes C lies between −1
/// and 1; all ranks tied: 0.
///
/// The standard error is that of the total of the influences (w_i/W)[(h_i/μ)(2R_i − 1 − C) + 1 − C − 2L_i] under the
/// design, L_i the height of the concentration curve in the middle of the row's rank: it counts that mean and ranks are
/// estimated too (Kakwani, Wagstaff and van Doorslaer 1997; Binder and Kovačević 1995).
public struct ConcentrationIndex: Sendable {
    /// The least and the largest value an outcome can take.
    public struct Limits: Sendable, Hashable {
        /// The least possible value, in the unit of the outcome.
        public var lower: Double
        /// Nil where there is no upper limit.
        public var upper: Double?

        /// From the least to the largest possible value.
        public init(_ lower: Double, _ upper: Double? = nil) {
            self.lower = lower
            self.upper = upper
        }
    }

    /// The variants; μ is the mean outcome, a and b its limits.
    public enum Kind: Sendable, Hashable {
        /// C: relative differences.
        case standard
        /// μC: absolute differences, in the unit of the outcome (Clarke and others 2002).
        case generalized
        /// μC/(μ − a), for a variable without a natural zero (Erreygers and Van Ourti 2011).
        case modified(Limits)
        /// 4μC/(b − a), for a bounded variable (Erreygers 2009).
        case erreygers(Limits)
        /// μ(b − a)C/((b − μ)(μ − a)), for a bounded variable (Wagstaff 2005).
        case wagstaff(Limits)
        /// Σ m_g(f_g + (1 − c_g)^ν − (1 − c_{g−1})^ν)/μ over the distinct ranks g with mean outcome m_g, share f_g and
        /// cumulative share c_g: weight on the poor grows with ν ≥ 1; ν = 2 is C (Wagstaff 2002).
        case extended(nu: Double)
        /// 2^{β−2} Σ m_g(|c_g − ½|^β − |c_{g−1} − ½|^β)/μ: weight on both ends grows with β > 1; β = 2 is C (Erreygers,
        /// Clarke and Van Ourti 2012).
        case symmetric(beta: Double)
    }

    /// The index.
    public let value: Double
    /// Which variant ``value`` is.
    public let kind: Kind
    /// Linearised standard error under the design; nil where none was given.
    public let standardError: Double?
    /// Weighted mean of the outcome, in its unit.
    public let mean: Double
    /// The standard index C.
    public let standard: Double
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    let rows: Observations
    private let ranked: RankedWeights
    var order: RankOrder { ranked.order }

    /// Rows used.
    public var n: Int { rows.count }
    /// Rows left out because a value was missing.
    public var dropped: Int { rows.dropped }
    /// The positions of the rows used in the input.
    public var usedRows: [Int] { rows.rows }

    /// The index without a linearised standard error.
    ///
    /// - Parameters:
    ///   - outcome: what is distributed; `nan` is missing.
    ///   - rank: the living standard, ascending; `nan` is missing.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - kind: the variant.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total`, `zero-mean`; `invalid-option` where limits are not in order or an outcome lies outside
    ///   them, or ν < 1, or β ≤ 1; `not-defined` where the mean meets a limit; what ``Observations`` throws.
    public init(
        outcome: [Double], rank: [Double], weights: [Double]? = nil, kind: Kind = .standard,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([outcome, rank], weights: weights, missing: missing), kind)
    }

    /// The index with its standard error under a design, by the influence of each row on the mean and on C.
    ///
    /// - Parameters:
    ///   - outcome: what is distributed; `nan` is missing, and its row leaves the sample and the design.
    ///   - rank: the living standard, ascending; `nan` is missing.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - kind: the variant.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the index without a design throws; `lonely-psu`.
    public init(
        outcome: [Double], rank: [Double], design: SurveyDesign, domain: [Double]? = nil, kind: Kind = .standard,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([outcome, rank], design: design, domain: domain, missing: missing), kind)
    }

    private init(_ sample: DesignedRows, _ kind: Kind) throws(EvaluationRefusal) {
        let rows = sample.rows
        let h = rows.columns[0]
        try Self.check(kind, h)
        let ranked = RankedWeights(RankOrder(rows.columns[1]), weights: rows.weights)
        let sorted = try RankedOutcome(ranked, sorted: Gather.values(h, at: ranked.order.rows))
        self.kind = kind
        self.rows = rows
        self.ranked = ranked
        mean = sorted.mean
        standard = sorted.index
        value = try Self.value(kind, sorted.mean, sorted.index) { () throws(EvaluationRefusal) in
            try ConcentrationCurve(outcome: h, order: ranked.order, weights: rows.weights)
        }
        var found = rows.warnings
        if ColumnScan(h).hasNegative { found.append(EvaluationWarning(.negativeValues)) }
        if let units = try sample.units() {
            let totals: [Double]
            switch kind {
            case .extended, .symmetric:
                totals = units.totals(try Self.scores(kind, rows, ranked.order))
            default:
                let (mean, c) = (sorted.mean, sorted.index)
                let (factor, slope) = try Self.factor(kind, mean)
                // index = μ·C·k(μ): the change with C, and the change with the mean.
                let (perIndex, perMean) = (mean * factor, c * (factor + mean * slope))
                let ofIndex = sorted.influences(unit: units.sorted(ranked.order), count: units.count)
                let ofMean = units.totals(h.indices.map { rows.weights[$0] / ranked.total * (h[$0] - mean) })
                totals = zip(ofIndex, ofMean).map { perIndex * $0 + perMean * $1 }
            }
            standardError = try units.standardErrors([totals], &found)[0]
        } else {
            standardError = nil
        }
        warnings = found
    }

    /// Another variant over the same rows.
    ///
    /// - Throws: `invalid-option`, `not-defined`, as above.
    public func value(_ kind: Kind) throws(EvaluationRefusal) -> Double {
        try Self.check(kind, rows.columns[0])
        return try Self.value(kind, mean, standard) { () throws(EvaluationRefusal) in try curve() }
    }

    /// The concentration curve.
    func curve() throws(EvaluationRefusal) -> ConcentrationCurve {
        try ConcentrationCurve(outcome: rows.columns[0], order: order, weights: rows.weights)
    }

    private static func check(_ kind: Kind, _ outcome: [Double]) throws(EvaluationRefusal) {
        switch kind {
        case .standard, .generalized: break
        case .modified(let limits): try check(limits, outcome)
        case .erreygers(let limits), .wagstaff(let limits):
            guard limits.upper != nil else { throw EvaluationRefusal(.invalidOption, "limits") }
            try check(limits, outcome)
        case .extended(let nu):
            guard nu.isFinite, nu >= 1 else { throw EvaluationRefusal(.invalidOption, "nu") }
        case .symmetric(let beta):
            guard beta.isFinite, beta > 1 else { throw EvaluationRefusal(.invalidOption, "beta") }
        }
    }

    private static func check(_ limits: Limits, _ outcome: [Double]) throws(EvaluationRefusal) {
        guard limits.lower.isFinite, limits.lower < limits.upper ?? .infinity,
            outcome.allSatisfy({ $0 >= limits.lower && $0 <= limits.upper ?? .infinity })
        else { throw EvaluationRefusal(.invalidOption, "limits") }
    }

    private static func value(
        _ kind: Kind, _ mean: Double, _ c: Double, _ curve: () throws(EvaluationRefusal) -> ConcentrationCurve
    ) throws(EvaluationRefusal) -> Double {
        switch kind {
        case .standard: return c
        case .generalized: return mean * c
        case .modified, .erreygers, .wagstaff: return mean * c * (try factor(kind, mean).value)
        case .extended, .symmetric: return try RankValues(kind).index(curve())
        }
    }
}
