/// Which whole numbers k make k · step / divisor print as a given number: the arithmetic behind every check of
/// granularity (Brown and Heathers 2017), in exact whole numbers.
struct PrintedMultiple {
    /// How a whole number prints as the figure.
    enum Way { case rounded, truncated }

    /// The figure in units of its last place.
    private let units: Int128
    private let step: Int128
    private let divisor: Int128

    /// - Parameters:
    ///   - units: the figure in units of its last printed place.
    ///   - step: what one counts, in those units times the divisor; positive.
    ///   - divisor: positive.
    /// - Returns: nil where the numbers are too large to be multiplied exactly.
    init?(units: Int, step: Int128, divisor: Int128) {
        guard step > 0, divisor > 0 else { return nil }
        let reach = Int128(units.magnitude) + 1
        guard !(2 * reach).multipliedReportingOverflow(by: divisor).overflow,
            !step.multipliedReportingOverflow(by: 4).overflow
        else { return nil }
        self.units = Int128(units)
        self.step = step
        self.divisor = divisor
    }

    /// How a whole number prints as the figure: rounded to the nearest, where a tie may go to either side (half up,
    /// half to even, or wherever its binary neighbour lies), or cut off towards 0.
    func way(_ count: Int) -> Way? {
        let (product, overflow) = Int128(count).multipliedReportingOverflow(by: step)
        let (distance, far) = product.subtractingReportingOverflow(units * divisor)
        guard !overflow, !far else { return nil }
        if distance.magnitude <= divisor.magnitude / 2 { return .rounded }
        return product / divisor == units ? .truncated : nil
    }

    /// All whole numbers that print as the figure, rounded or cut off; nil where there is none.
    var counts: ClosedRange<Int128>? {
        let low =
            units > 0 ? Self.ceiling((2 * units - 1) * divisor, 2 * step) : Self.above((units - 1) * divisor, step)
        let high =
            units < 0 ? Self.floor((2 * units + 1) * divisor, 2 * step) : -Self.above((-units - 1) * divisor, step)
        return low <= high ? low...high : nil
    }

    private static func floor(_ a: Int128, _ b: Int128) -> Int128 {
        let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
        return rest < 0 ? quotient - 1 : quotient
    }

    private static func ceiling(_ a: Int128, _ b: Int128) -> Int128 { -floor(-a, b) }

    /// The first whole number above a/b: what is cut off stays short of the next unit.
    private static func above(_ a: Int128, _ b: Int128) -> Int128 { floor(a, b) + 1 }
}
