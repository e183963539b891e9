import Evaluation
import Problems

/// The ranks and the significance as a publication prints them.
struct StudyPrintedRanks: Sendable {
    private let negative: Int
    private let positive: Int
    private let ties: Int
    private let positiveMean: String?
    private let positiveSum: String?
    private let significance: String?
    /// The pair as the heading of the table names it, and whether it contradicts the footnotes.
    private let heading: String?
    private let headingContradicts: Bool
    /// The n that the printed formula would be used with.
    private let formulaN: Int?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow([
            "negative", "positive", "ties", "positive-mean-rank", "positive-rank-sum", "significance", "heading",
            "heading-contradicts-footnotes", "formula-n",
        ])
        negative = try node.required("negative").integer()
        positive = try node.required("positive").integer()
        ties = try node.required("ties").integer()
        positiveMean = try node.child("positive-mean-rank")?.text()
        positiveSum = try node.child("positive-rank-sum")?.text()
        significance = try node.child("significance")?.text()
        heading = try node.child("heading")?.text()
        headingContradicts = try node.child("heading-contradicts-footnotes")?.flag() ?? false
        formulaN = try node.child("formula-n")?.integer()
    }

    func fields(_ result: SignedRankResult) -> [String: JSON] {
        let test = result.test
        let mean = positiveMean.flatMap { Double($0.replacing(",", with: ".")) }
        let sum = positiveSum.flatMap { Double($0.replacing(",", with: ".")) }
        let same =
            negative == test.negative && positive == test.positive && ties == test.zero
            && mean ?? test.meanRankPlus == test.meanRankPlus && sum ?? test.rankSumPlus == test.rankSumPlus
        return [
            "n_negative": .integer(negative), "n_positive": .integer(positive), "n_ties": .integer(ties),
            "n": .integer(negative + positive + ties), "mean_rank_positive": .finite(mean),
            "sum_ranks_positive": .finite(sum), "significance": significance.map(JSON.string) ?? .null,
            "z": .null, "heading": heading.map(JSON.string) ?? .null, "reproduced": .bool(same),
        ]
    }

    func warnings(_ result: SignedRankResult) -> [StudyWarning] {
        var found: [StudyWarning] = []
        if let significance, significance.filter({ $0 != "0" && $0 != "." && $0 != "," }).isEmpty {
            found.append(StudyWarning("p-printed-as-zero", ["printed": significance]))
        }
        found.append(StudyWarning("effect-size-not-published"))
        if headingContradicts, let heading { found.append(StudyWarning("pair-label-reversed", ["printed": heading])) }
        if let formulaN, formulaN != result.test.nonzero {
            let wrong = result.zWithoutTies(n: formulaN)
            let right = result.zWithoutTies(n: result.test.nonzero)
            found.append(
                StudyWarning(
                    "formula-counts-zeros",
                    [
                        "n": LocalText(String(formulaN)), "used": LocalText(String(result.test.nonzero)),
                        "wrong": number(wrong), "right": number(right),
                    ]))
        }
        return found
    }

    private func number(_ value: Double) -> LocalText {
        LocalText(Language.id.decimal(value, places: 3), en: Language.en.decimal(value, places: 3))
    }
}
