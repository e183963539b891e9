/// How well a programme reached those it was meant for (Cornia and Stewart 1993; Coady, Grosh and Hoddinott 2004;
/// Ravallion 2009). All shares are weighted, 0…1; what does not exist for the data is nil.
///
/// With e = 1 for the eligible, r = 1 for recipients and the amount b, coverage is Σ w e r/Σ w e and leakage Σ w (1 −
/// e) r/Σ w r, in money Σ w (1 − e) b/Σ w b.
public struct Targeting: Sendable {
    /// Rows used.
    public let n: Int
    /// Eligible units among all.
    public let eligibleShare: Double
    /// Recipients among all.
    public let recipientShare: Double
    /// Recipients among the eligible. Its complement is the exclusion error.
    public let coverageOfEligible: Double?
    /// Recipients among those not eligible.
    public let coverageOfOthers: Double?
    /// Non-eligible among recipients: the inclusion error.
    public let leakage: Double?
    /// Eligible recipients and non-eligible non-recipients among all.
    public let correctlyClassified: Double?
    /// Share of the amount that goes to the non-eligible.
    public let leakageOfBenefits: Double?
    /// Share of the amount that goes to the eligible, over their share of the units (Coady, Grosh and Hoddinott).
    public let relativeBenefitShare: Double?
    /// Linearised standard error of the exclusion error: score w e (r − coverage)/Σ w e.
    public let exclusionStandardError: Double?
    /// Linearised standard error of the inclusion error: score w r ((1 − e) − leakage)/Σ w r.
    public let leakageStandardError: Double?
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Eligible units without the programme, among the eligible.
    public var exclusionError: Double? { coverageOfEligible.map { 1 - $0 } }
    /// Eligible among recipients.
    public var accuracy: Double? { leakage.map { 1 - $0 } }
    /// Coverage of the eligible less coverage of the others (Ravallion 2009).
    public var differential: Double? {
        coverageOfEligible.flatMap { eligible in coverageOfOthers.map { eligible - $0 } }
    }

    /// Measures who was reached.
    ///
    /// - Parameters:
    ///   - eligible: who should receive, per row of the input; nonzero is eligible, `nan` is missing.
    ///   - recipient: who receives.
    ///   - amount: what each unit receives; `nan` counts as 0. Nil without amounts.
    ///   - design: weights, strata and ultimate clusters of the same rows. Incomplete rows leave it.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - standardErrors: whether they are wanted.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        eligible: [Double], recipient: [Double], amount: [Double]? = nil, design: SurveyDesign,
        domain: [Double]? = nil, standardErrors: Bool = false, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let money = amount.map { $0.map { $0.isFinite ? $0 : 0 } }
        let sample = try DesignedRows(
            [eligible, recipient] + (money.map { [$0] } ?? []), design: design, domain: domain, missing: missing)
        let rows = sample.rows
        let e = rows.columns[0].map { $0 != 0 }
        let r = rows.columns[1].map { $0 != 0 }
        let w = rows.weights
        func total(_ holds: (Int) -> Bool) -> Double { CompensatedSum.of(w.indices.map { holds($0) ? w[$0] : 0 }) }
        let all = total { _ in true }
        let entitled = total { e[$0] }
        let others = total { !e[$0] }
        let served = total { r[$0] }
        let reached = total { e[$0] && r[$0] }
        let leaked = total { !e[$0] && r[$0] }
        // Recipients alone tell nothing of those who were left out.
        let isRecipientsOnly = !r.contains(false)

        n = rows.count
        dropped = rows.dropped
        eligibleShare = entitled / all
        recipientShare = served / all
        coverageOfEligible = isRecipientsOnly || entitled == 0 ? nil : reached / entitled
        coverageOfOthers = isRecipientsOnly || others == 0 ? nil : leaked / others
        leakage = served == 0 ? nil : leaked / served
        correctlyClassified = isRecipientsOnly ? nil : total { e[$0] == r[$0] } / all

        if money != nil {
            let money = rows.columns[2]
            func flow(_ holds: (Int) -> Bool) -> Double {
                CompensatedSum.of(w.indices.map { holds($0) ? w[$0] * money[$0] : 0 })
            }
            let (sum, size) = (
                flow { _ in true }, CompensatedSum.of(w.indices.lazy.map { w[$0] * money[$0].magnitude })
            )
            let exists = sum.magnitude > 1e-14 * size
            leakageOfBenefits = exists ? flow { !e[$0] } / sum : nil
            relativeBenefitShare =
                exists && entitled > 0 && !isRecipientsOnly ? flow { e[$0] } / sum / (entitled / all) : nil
        } else {
            leakageOfBenefits = nil
            relativeBenefitShare = nil
        }

        var found = EvaluationWarning.smallSample(rows.count)
        if isRecipientsOnly { found.append(EvaluationWarning(.noComparisonGroup)) }
        found += rows.warnings
        if standardErrors {
            func error(_ share: Double?, of base: Double, _ inBase: (Int) -> Bool, _ counts: (Int) -> Bool)
                throws(EvaluationRefusal) -> Double?
            {
                guard let share else { return nil }
                let scores = w.indices.map { inBase($0) ? w[$0] * ((counts($0) ? 1 : 0) - share) / base : 0 }
                return try sample.standardError(scores, &found)
            }
            exclusionStandardError = try error(coverageOfEligible, of: entitled, { e[$0] }, { r[$0] })
            leakageStandardError = try error(leakage, of: served, { r[$0] }, { !e[$0] })
        } else {
            exclusionStandardError = nil
            leakageStandardError = nil
        }

        warnings = found
    }
}
