import Evaluation

extension Survey {
    /// What the figures allow to be said of a benefit, and no more.
    func sentences(
        on name: String, _ benefit: [Double]
    ) throws(EvaluationRefusal) -> [String] {
        let fifths = try fifths(of: benefit)
        let poorest = Int((100 * (fifths.benefitShare[0] + fifths.benefitShare[1])).rounded())
        var found: [String] = []
        found.append("The poorest 40 % of persons receive \(poorest) % of \(name).")
        return found
    }
}
