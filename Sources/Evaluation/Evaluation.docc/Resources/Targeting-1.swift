import Evaluation

extension Survey {
    /// Who should receive the aid: persons at or below 650 thousand rupiah a month.
    var eligible: [Double] { perPerson.map { $0.isNaN ? .nan : $0 <= 650 ? 1 : 0 } }
}
