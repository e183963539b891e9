/// The linearisation of a concentration index: what each row adds to its sampling error.
extension ConcentrationCurve {
    /// The weighted influence of each row on the index C, in the order of the rows; they add to 0.
    ///
    /// e_i = (w_i/W)·[(h_i/μ)(2R_i − 1 − C) + 1 − C − 2L_i], where R_i and L_i are the curve's p and height at the
    /// middle of the row's tied rank. It counts the randomness of the mean and of the ranks, which the convenient
    /// regression leaves out (Kakwani, Wagstaff and van Doorslaer 1997; Binder and Kovačević 1995). The design variance
    /// of Σ e is the variance of C. Only for curves whose units are weighted like the outcome.
    func indexScores(outcome: [Double], weights: [Double], order: RankOrder, index: Double) -> [Double] {
        var scores = [Double](repeating: 0, count: outcome.count)
        for group in 0..<order.distinct {
            let (before, here) = (points[group], points[group + 1])
            let slope = (before.p + here.p - 1 - index) / mean
            let constant = 1 - index - before.share - here.share
            for position in order.positions(group) {
                let row = Int(order.rows[position])
                scores[row] = weights[row] / totalUnits * (outcome[row] * slope + constant)
            }
        }
        return scores
    }
}
