import Evaluation

extension Survey {
    /// Who should receive the aid: persons at or below 650 thousand rupiah a month.
    var eligible: [Double] { perPerson.map { $0.isNaN ? .nan : $0 <= 650 ? 1 : 0 } }

    /// Who receives it, among those who should and those who should not.
    func targeting() throws(EvaluationRefusal) -> Targeting {
        try Targeting(
            eligible: eligible, recipient: aid.map { $0 > 0 ? 1 : 0 }, amount: perHead(aid),
            design: design(), standardErrors: true)
    }
}
