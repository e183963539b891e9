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
        let curves = try curves(of: benefit)
        let label =
            switch curves.classification(alpha: 0.05) {
            case .proPoor: "The poor receive more of it than their share of the population."
            case .progressive:
                "It is spread more equally than expenditure; more for the poor is not shown."
            case .regressive: "It is spread less equally than expenditure."
            case .inconclusive: "The sample does not show who receives more."
            case .withheld: "Nothing stands for the population: no word on the poor."
            }
        found.append(label)
        if Resampling.isAdvised(rows: curves.n) {
            let index = try concentration(of: benefit).value
            let limits = try resampledInterval(of: benefit)
            let figures = [index, limits.lower, limits.upper].map { (100 * $0).rounded() / 100 }
            found.append("Index \(figures[0]), resampled \(figures[1]) to \(figures[2]).")
        }
        return found
    }
}
