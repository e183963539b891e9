import Foundation

/// What a loan repaid in equal weekly instalments costs: flat rate, and the internal rate of return of its payments.
public struct LoanCost: Sendable {
    /// Money paid in all.
    public let total: Double
    /// (total − principal)/principal.
    public let flat: Double
    /// The weekly rate at which the instalments are worth the principal: P = A (1 − (1 + r)⁻ⁿ)/r. Negative where less
    /// is paid back than was lent.
    public let weeklyRate: Double
    /// 52 times the weekly rate.
    public var nominalAnnualRate: Double { 52 * weeklyRate }
    /// (1 + r)⁵² − 1.
    public var effectiveAnnualRate: Double { annualRate(periods: 52) }

    /// (1 + r)ᵐ − 1: a year of m periods, where the instalments fall due in another rhythm than the week.
    public func annualRate(periods: Int) -> Double { expm1(Double(periods) * log1p(weeklyRate)) }

    /// The cost of a loan with equal instalments, the first one period after the loan.
    ///
    /// - Parameters:
    ///   - principal: money lent, positive.
    ///   - instalment: money paid each week, positive.
    ///   - weeks: number of instalments.
    /// - Throws: `invalid-option`; `not-defined` where no rate above −100 % a week fits.
    public init(principal: Double, instalment: Double, weeks: Int) throws(EvaluationRefusal) {
        guard principal > 0, principal.isFinite else { throw EvaluationRefusal(.invalidOption, "principal") }
        guard instalment > 0, instalment.isFinite else { throw EvaluationRefusal(.invalidOption, "instalment") }
        guard (1...1_000_000).contains(weeks) else { throw EvaluationRefusal(.invalidOption, "weeks") }
        let n = Double(weeks)
        total = instalment * n
        flat = (total - principal) / principal
        // In x = ln(1 + r) the value of one a week is Σ e^{−k x}: it falls from ∞ to 0, and is n at 0.
        let wanted = principal / instalment
        func value(_ x: Double) -> Double { x == 0 ? n : expm1(-n * x) / -expm1(x) }
        var rate: Double?
        if wanted == n {
            rate = 0
        } else if wanted < n {
            rate = RootFinder.solve(from: 0, start: 0.01, limit: 700) { value($0) <= wanted }
        } else {
            rate = RootFinder.solve(from: 0, start: 0.01, limit: 700) { value(-$0) >= wanted }.map { -$0 }
        }
        guard let rate else { throw EvaluationRefusal(.notDefined, "rate") }
        weeklyRate = expm1(rate)
    }
}
