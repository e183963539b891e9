/// Benefit incidence by group of the living standard, poorest first.
///
/// Average benefit incidence: the benefit share of group j is x_j = Σ_{i∈j} w_i b_i/Σ_i w_i b_i, b the value of what a
/// row receives (``ServiceSubsidy`` for public services), and relative to the share of its units it says who gets more
/// than others (van de Walle and Nead 1995; Demery 2000). Groups are made by
/// ``quantiles(outcome:rank:weights:householdSize:groups:missing:)``,
/// ``exactShares(outcome:rank:weights:householdSize:groups:missing:)`` or
/// ``external(outcome:rank:weights:householdSize:cuts:populationShares:missing:)``.
public struct IncidenceGroups: Sendable {
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// Limits between the groups; empty where groups are exact shares.
    public let cuts: [Double]
    /// Rows per group; empty where a row may be split between groups.
    public let counts: [Int]
    /// Share of the units (persons where household size is given).
    public let populationShare: [Double]
    /// Share of the total benefit.
    public let benefitShare: [Double]
    /// The share each group would have if every row had the same benefit.
    public let equalBenefitShare: [Double]
    /// Weighted share of rows with a benefit above 0; nil for an empty group.
    public let participation: [Double?]
    /// Mean benefit per unit of the groups: per person where household size is given, per row otherwise; nil for an empty
    /// group.
    public let meanBenefit: [Double?]
    /// Mean benefit per row (household), weighted; nil for an empty group.
    public let meanBenefitPerRow: [Double?]
    /// Benefit share over population share; nil for an empty group.
    public let relativeShare: [Double?]
    /// Benefit share of the poorest 40 % over 0.4 (Coady, Grosh and Hoddinott); for quintiles only.
    public let bottom40: Double?
    /// Benefit share of the poorest 20 % over 0.2; for exact fifths only.
    public let bottom20: Double?
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
}

extension IncidenceGroups {
    /// The rows that enter, with the warnings that hold for every grouping.
    struct Input {
        let rows: Observations
        let outcome: [Double]
        let rank: [Double]
        let weights: [Double]
        /// Weights of the units that groups are made of.
        let units: [Double]

        init(
            outcome: [Double], rank: [Double], weights: [Double]?, householdSize: [Double]?,
            missing: Observations.MissingRule
        ) throws(EvaluationRefusal) {
            let rows = try Observations(
                [outcome, rank] + (householdSize.map { [$0] } ?? []), weights: weights, missing: missing)
            self.rows = rows
            self.outcome = rows.columns[0]
            self.rank = rows.columns[1]
            self.weights = rows.weights
            guard householdSize != nil else {
                units = rows.weights
                return
            }
            guard rows.columns[2].allSatisfy({ $0 > 0 }) else {
                throw EvaluationRefusal(.invalidOption, "household_size")
            }
            units = zip(rows.weights, rows.columns[2]).map(*)
        }

        var warnings: [EvaluationWarning] { warnings(hasReference: false) }

        /// - Parameter hasReference: whether the groups are known to be groups of a population.
        func warnings(hasReference: Bool) -> [EvaluationWarning] {
            var found = rows.warnings + EvaluationWarning.smallSample(rows.count)
            if !hasReference, outcome.allSatisfy({ $0 > 0 }) {
                found.append(EvaluationWarning(.noPopulationReference))
            }
            if outcome.contains(where: { $0 < 0 }) { found.append(EvaluationWarning(.negativeValues)) }
            return found
        }

        func total() throws(EvaluationRefusal) -> Double {
            let products = zip(outcome, weights).lazy.map(*)
            let size = CompensatedSum.of(products.map(\.magnitude))
            guard size > 0 else { throw EvaluationRefusal(.zeroTotal) }
            let total = CompensatedSum.of(products)
            guard total.magnitude > 1e-14 * size else { throw EvaluationRefusal(.zeroMean) }
            return total
        }
    }

    /// A class called a quantile group that holds more than one and a half times its share.
    static func sizeWarnings(_ shares: [Double]) -> [EvaluationWarning] {
        let limit = 1.5 / Double(shares.count)
        guard let largest = shares.max(), largest > limit * (1 + 1e-12) else { return [] }
        let group = (shares.firstIndex(of: largest) ?? 0) + 1
        let percent =
            (try? PercentRounding(decimals: 0).percent(Int((largest * 1e9).rounded()), of: 1_000_000_000)) ?? 0
        return [EvaluationWarning(.unequalClassSizes, ["group": String(group), "percent": String(Int(percent))])]
    }
}
