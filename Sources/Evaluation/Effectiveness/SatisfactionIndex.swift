/// The public satisfaction index of Indonesian service units (Indeks Kepuasan Masyarakat): the mean of the item means,
/// each weighted by exactly 1/items, on a scale whose best answer is worth 100.
public struct SatisfactionIndex: Sendable {
    /// The lower limits of a regulation's classes, best first; what lies below the last is class D.
    public struct Classes: Sendable, Hashable {
        /// Class labels from the best down, each with the least index that belongs to it, 0…100.
        public var limits: [(label: String, from: Double)] { zip(["A", "B", "C"], bounds).map { ($0, $1) } }
        private let bounds: [Double]

        /// Permenpan RB 14/2017.
        public static let permenpan2017 = Classes(bounds: [88.31, 76.61, 65])
        /// Kepmenpan 25/2004.
        public static let kepmenpan2004 = Classes(bounds: [81.26, 62.51, 43.76])

        /// The class of an index, 0…100. A shortfall of rounding alone does not lower it.
        public func label(_ index: Double) -> String {
            limits.first { index >= $0.from - 1e-9 }?.label ?? "D"
        }
    }

    /// Mean of the given answers, item by item.
    public let itemMeans: [Double]
    /// 100 × mean of the item means / best answer: × 25 on a scale of 1 to 4.
    public let index: Double
    /// The index with the rounded item weight that forms print; nil without one. Rounded down, it is too low: nine perfect
    /// items give 99.
    public let printedIndex: Double?
    /// Respondents.
    public let n: Int
    /// Answers not given.
    public let missing: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The index over items of equal weight.
    ///
    /// - Parameters:
    ///   - items: one array per item, one answer per respondent; `nan` is not answered.
    ///   - lowest: the worst answer of the scale.
    ///   - highest: the best answer of the scale, positive.
    ///   - printedWeight: item weight as printed in forms, such as 0.11 for nine items.
    /// - Throws: `invalid-option` for an impossible scale or weight, or answers outside the scale; `empty-data` where an
    ///   item has no answer.
    public init(
        items: [[Double]], lowest: Double = 1, highest: Double = 4, printedWeight: Double? = nil
    ) throws(EvaluationRefusal) {
        guard lowest < highest, highest > 0, highest.isFinite, lowest.isFinite else {
            throw EvaluationRefusal(.invalidOption, "scale")
        }
        guard printedWeight.map({ $0 > 0 && $0.isFinite }) ?? true else {
            throw EvaluationRefusal(.invalidOption, "printed_weight")
        }
        guard !items.isEmpty else { throw EvaluationRefusal(.invalidOption, "items") }
        var means: [Double] = []
        var missing = 0
        for item in items {
            let answers = item.filter { $0.isFinite }
            guard !answers.isEmpty else { throw EvaluationRefusal(.emptyData, "items") }
            guard answers.allSatisfy({ $0 >= lowest && $0 <= highest }) else {
                throw EvaluationRefusal(.invalidOption, "scale")
            }
            missing += item.count - answers.count
            means.append(CompensatedSum.of(answers) / Double(answers.count))
        }
        let sum = CompensatedSum.of(means)
        let step = 100 / highest
        itemMeans = means
        index = sum / Double(items.count) * step
        printedIndex = printedWeight.map { sum * $0 * step }
        n = items[0].count
        self.missing = missing
        warnings = EvaluationWarning.smallSample(items[0].count)
    }
}
