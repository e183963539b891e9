/// Incidence with classes of equal width of the ranking variable: a common mistake, reproduced on request. The classes
/// are no quantile groups: with any right-skewed distribution the first class holds many rows and so "receives" much.
///
/// The limits are min + k (max − min)/g. For reproducing publications; ``IncidenceGroups`` is what to report.
public struct EqualWidthIncidence: Sendable {
    /// Rows used.
    public let n: Int
    /// Class limits from the smallest to the largest rank; one more than classes.
    public let breaks: [Double]
    /// Rows per class; a class holds its upper limit, the first one the minimum too.
    public let counts: [Int]
    /// The true share of the rows in each class.
    public let populationShare: [Double]
    /// Benefit per class, in the unit of the outcome.
    public let benefits: [Double]
    /// Share of the total benefit.
    public let benefitShare: [Double]
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    private let total: Double

    /// Forms the classes and adds up their benefits.
    ///
    /// - Parameters:
    ///   - outcome: benefit of each row; `nan` is missing.
    ///   - rank: living standard of each row.
    ///   - groups: number of classes.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for fewer than one class, `zero-total`, `zero-mean`, what ``Observations`` throws.
    public init(
        outcome: [Double], rank: [Double], groups: Int = 5, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard groups >= 1 else { throw EvaluationRefusal(.invalidOption, "groups") }
        let input = try IncidenceGroups.Input(
            outcome: outcome, rank: rank, weights: nil, householdSize: nil, missing: missing)
        total = try input.total()
        guard let least = input.rank.min(), let most = input.rank.max() else { throw EvaluationRefusal(.emptyData) }
        var limits = (0...groups).map { least + Double($0) * (most - least) / Double(groups) }
        limits[groups] = most
        // A value that is written on a limit belongs to the class below even where the limit's binary value is an ulp
        // less than the decimal one.
        let slack = 4 * max(least.magnitude, most.magnitude).ulp
        var counts = Array(repeating: 0, count: groups)
        var benefits = Array(repeating: CompensatedSum(), count: groups)
        for row in input.rank.indices {
            let index = limits.dropFirst().dropLast().count { input.rank[row] > $0 + slack }
            counts[index] += 1
            benefits[index].add(input.outcome[row])
        }
        let size = input.rank.count
        n = size
        breaks = limits
        self.counts = counts
        populationShare = counts.map { Double($0) / Double(size) }
        self.benefits = benefits.map(\.value)
        let whole = total
        benefitShare = benefits.map { $0.value / whole }
        dropped = input.rows.dropped
        warnings =
            [EvaluationWarning(.equalWidthClasses)] + IncidenceGroups.sizeWarnings(populationShare) + input.warnings
    }

    /// The benefit shares as printed: text with a number of places, rounded half up from the exact ratio.
    public func printedShares(places: Int) -> [String] {
        benefits.map { DecimalText.share($0, of: total, places: places) }
    }

    /// The index that follows when each class is drawn as if it held the same share of the units and the shares are
    /// taken as printed: 1 − Σ (1/groups)(S_{k−1} + S_k).
    public func paperIndex(places: Int = 2) -> Double {
        var sum = CompensatedSum()
        var height = 0.0
        for share in printedShares(places: places) {
            let next = height + (Double(share) ?? 0)
            sum.add((height + next) / Double(counts.count))
            height = next
        }
        return 1 - sum.value
    }
}
