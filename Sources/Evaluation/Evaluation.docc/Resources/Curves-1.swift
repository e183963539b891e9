import Evaluation

extension Survey {
    /// The concentration curve against equal shares and the Lorenz curve of expenditure.
    func curves(of benefit: [Double]) throws(EvaluationRefusal) -> CurveDominance {
        try CurveDominance(benefit: perHead(benefit), rank: perPerson, design: design())
    }
}
