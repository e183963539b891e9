/// What may be said about who a programme reaches.
public enum Progressivity: String, Sendable {
    /// The poor receive more than their share of the population: the concentration curve lies above the 45° line, or C
    /// < 0.
    case proPoor = "pro-poor"
    /// The benefit is distributed more equally than the living standard, though not pro-poor: the curve lies above the
    /// Lorenz curve, or 0 ≤ C < G.
    case progressive
    /// The benefit is distributed less equally than the living standard: the curve lies below the Lorenz curve, or C ≥
    /// G.
    case regressive
    /// The curves cross or lie too close together.
    case inconclusive
    /// No label: every ranked unit is a recipient, so that nothing stands for the population.
    case withheld = "no-population-reference"

    /// The label by the indices of concentration and of the living standard; withheld where every ranked row has a
    /// benefit, because the poorest recipients are not the poorest of the population.
    ///
    /// - Parameters:
    ///   - outcome: benefit of each row.
    ///   - concentration: concentration index of the benefit.
    ///   - gini: Gini index of the ranking variable.
    public static func label(outcome: [Double], concentration: Double, gini: Double) -> Progressivity {
        if outcome.allSatisfy({ $0 > 0 }) { return .withheld }
        return label(concentration: concentration, gini: gini)
    }

    /// The label by the indices alone. Differences within rounding error are none: an equal grant is not pro-poor, and a
    /// benefit in proportion to the living standard is not progressive.
    static func label(concentration: Double, gini: Double) -> Progressivity {
        let rounding = 1e-13
        if concentration < -rounding { return .proPoor }
        return concentration < gini - rounding ? .progressive : .regressive
    }
}
