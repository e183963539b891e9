import Evaluation

extension Survey {
    /// The rows that the office's own list of recipients would hold.
    var recipients: [Int] { aid.indices.filter { aid[$0] > 0 } }

    /// The label that this list alone would be given.
    func labelFromRecipients() throws(EvaluationRefusal) -> Progressivity {
        let (money, rank) = (perHead(aid), perPerson)
        let index = try Kakwani(
            benefit: recipients.map { money[$0] }, rank: recipients.map { rank[$0] })
        return Progressivity.label(
            outcome: recipients.map { money[$0] },
            concentration: index.concentration, gini: index.gini)
    }
}
