/// The percentages or shares that one table prints for the parts of a whole.
public struct PrintedColumn: Sendable, Hashable {
    /// The figures, in the order of the table.
    public let figures: [PrintedPercent]

    /// The figures of one column or row.
    public init(_ figures: [PrintedPercent]) { self.figures = figures }

    /// The sum of the printed figures.
    public var sum: Double {
        let places = figures.map(\.places).max() ?? 0
        return figures.reduce(0) { $0 + ($1.value * PrintedNumber.power(places)).rounded() }
            / PrintedNumber.power(places)
    }

    /// What the exact parts can add to, if each figure is rounded or cut off: a printed sum other than the whole is
    /// explained by rounding alone where the whole lies in here.
    public var exactSum: ClosedRange<Double> {
        let low = figures.reduce(0) { $0 + max(0, $1.number.roundedOrCut.lowerBound) }
        let high = figures.reduce(0) { $0 + $1.number.roundedOrCut.upperBound }
        let hair = 1e-9 * max(1, high.magnitude)
        return low - hair...high + hair
    }

    /// Positions of the figures with fewer decimals than the table's most; 0 and the whole are often printed bare and do
    /// not count.
    public var shortOfDecimals: [Int] {
        let places = figures.map { $0.units == 0 || $0.value == Double($0.whole) ? nil : $0.places }
        let most = places.compactMap { $0 }.max() ?? 0
        return places.indices.filter { index in places[index].map { $0 < most } ?? false }
    }
}
