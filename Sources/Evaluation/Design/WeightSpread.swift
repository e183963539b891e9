/// How evenly the weights of a design are spread over its rows.
public struct WeightSpread: Sendable, Hashable {
    /// Rows with a weight above 0.
    public let rows: Int
    /// Kish's effective sample size (Σw)²/Σw² (Kish 1965, section 11.7): rows of equal weight that would tell as much of a
    /// mean that has nothing to do with the weights.
    public let effectiveSize: Double
    /// The largest weight over the sum of all, 0…1.
    public let largestShare: Double

    /// Below this part of the rows the effective size is told: the weights alone then treble every variance.
    private static let leastEffective = 1.0 / 3
    /// A row is told that holds more than this share and more than so many times its even share.
    private static let mostOfOneRow = (share: 0.05, times: 5.0)

    init(_ weights: [Double]) {
        let largest = weights.reduce(0, max)
        var (sum, squares) = (CompensatedSum(), CompensatedSum())
        var rows = 0
        // In units of the largest weight nothing overflows, and the scale of the weights cannot matter.
        for weight in weights where weight > 0 {
            let part = weight / largest
            sum.add(part)
            squares.add(part * part)
            rows += 1
        }
        self.rows = rows
        effectiveSize = rows > 0 ? sum.value * sum.value / squares.value : 0
        largestShare = rows > 0 ? 1 / sum.value : 0
    }

    /// Whether so few rows carry the figures that a reader must know: the effective size is below a third of the rows, or
    /// one row holds more than 5 % of the weight and more than five times its even share.
    public var isConcentrated: Bool {
        guard rows > 0 else { return false }
        let even = 1 / Double(rows)
        return effectiveSize < Self.leastEffective * Double(rows)
            || largestShare > max(Self.mostOfOneRow.share, Self.mostOfOneRow.times * even)
    }

    /// The warning, where it applies.
    public var warnings: [EvaluationWarning] {
        guard isConcentrated else { return [] }
        let arguments = [
            "n": String(rows), "effective": Self.written(effectiveSize), "percent": Self.written(100 * largestShare),
        ]
        return [EvaluationWarning(.concentratedWeights, arguments)]
    }

    /// One decimal, with a point.
    private static func written(_ value: Double) -> String { String((10 * value).rounded() / 10) }
}

extension SurveyDesign {
    /// How evenly the weights are spread over the rows.
    public var weightSpread: WeightSpread { WeightSpread(weights) }
}
