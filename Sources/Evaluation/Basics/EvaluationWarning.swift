/// What a reader must know before using a figure. The figure stands; its reading is limited.
public struct EvaluationWarning: Sendable, Hashable {
    /// Stable codes.
    public enum Code: String, Sendable, CaseIterable {
        /// Groups are classes of equal width, not population quantiles.
        case equalWidthClasses = "equal-width-classes"
        /// A class called a quantile group holds a clearly different share of the units.
        case unequalClassSizes = "unequal-class-sizes"
        /// Every ranked unit has a positive benefit: groups of beneficiaries, not of the population.
        case noPopulationReference = "no-population-reference"
        /// All rows are recipients: what needs non-recipients is not known.
        case noComparisonGroup = "no-comparison-group"
        /// The variable holds negative values.
        case negativeValues = "negative-values"
        /// Fewer than 30 rows.
        case smallSample = "small-sample"
        /// A cluster-robust error from fewer than 40 clusters.
        case fewClusters = "few-clusters"
        /// Rows with missing values were left out.
        case missingDropped = "missing-dropped"
        /// Rows with zero weight do not enter.
        case zeroWeightsDropped = "zero-weights-dropped"
        /// A stratum with one primary unit was treated by a policy other than refusal.
        case lonelyPSU = "lonely-psu"
        /// A percentage score exceeds 100.
        case valueAbove100 = "value-above-100"
        /// So many rows hold exactly the quantile that its interval has no width.
        case heapedValues = "heaped-values"
        /// A few rows hold most of the weight.
        case concentratedWeights = "concentrated-weights"
    }

    /// Which warning it is.
    public var code: Code
    /// Values that the sentence names, such as `n`.
    public var arguments: [String: String]

    /// A warning with the values that its sentence names.
    public init(_ code: Code, _ arguments: [String: String] = [:]) {
        self.code = code
        self.arguments = arguments
    }

    /// The warning on fewer than 30 rows, where it applies.
    static func smallSample(_ n: Int) -> [EvaluationWarning] {
        n < 30 ? [EvaluationWarning(.smallSample, ["n": String(n)])] : []
    }
}
