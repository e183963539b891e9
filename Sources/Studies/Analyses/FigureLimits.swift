/// What values a figure can take, by the values it is made of: no interval is to leave them.
///
/// The symmetric interval of a linearised error is cut there. A variable that no row has below 0 is taken for one that
/// cannot be below 0.
enum FigureLimits {
    static let share: ClosedRange<Double> = 0...1
    static let notNegative: ClosedRange<Double> = 0...(.infinity)
    /// A concentration index of amounts that are never negative.
    static let index: ClosedRange<Double> = -1...1

    /// A mean lies among the values: between 0 and 1 for conditions, and for what the study calls a share.
    static func mean(_ values: [Double], isShare: Bool) -> ClosedRange<Double>? {
        guard let sign = sign(values) else { return nil }
        let isCondition = values.allSatisfy { $0.isNaN || $0 == 0 || $0 == 1 }
        let isInside = values.allSatisfy { $0.isNaN || share.contains($0) }
        return isCondition || isShare && isInside ? share : sign
    }

    /// A total has the sign of its terms.
    static func total(_ values: [Double]) -> ClosedRange<Double>? { sign(values) }

    /// A ratio of amounts is not negative, and what the study calls a share is at most 1 where no part exceeds its whole.
    static func ratio(_ numerators: [Double], _ denominators: [Double], isShare: Bool) -> ClosedRange<Double>? {
        guard isNotNegative(numerators), isNotNegative(denominators) else { return nil }
        let isPart = zip(numerators, denominators).allSatisfy { $0.isNaN || $1.isNaN || $0 <= $1 }
        return isShare && isPart ? share : notNegative
    }

    static func isNotNegative(_ values: [Double]) -> Bool { values.allSatisfy { $0.isNaN || $0 >= 0 } }

    private static func sign(_ values: [Double]) -> ClosedRange<Double>? {
        if isNotNegative(values) { return notNegative }
        return values.allSatisfy { $0.isNaN || $0 <= 0 } ? -Double.infinity...0 : nil
    }
}
