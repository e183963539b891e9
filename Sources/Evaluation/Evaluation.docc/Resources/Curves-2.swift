import Evaluation

extension Survey {
    /// The concentration curve against equal shares and the Lorenz curve of expenditure.
    func curves(of benefit: [Double]) throws(EvaluationRefusal) -> CurveDominance {
        try CurveDominance(benefit: perHead(benefit), rank: perPerson, design: design())
    }

    /// Points of the curve with a band that holds all of it in 95 of 100 samples: for the figure.
    func band(
        of benefit: [Double]
    ) throws(EvaluationRefusal) -> [(share: Double, height: Double, band: Interval)] {
        let curve = try curves(of: benefit).concentrationCurve
        let band = curve.simultaneous(alpha: 0.05)
        return curve.shares.indices.map { (curve.shares[$0], curve.heights[$0], band[$0]) }
    }
}
