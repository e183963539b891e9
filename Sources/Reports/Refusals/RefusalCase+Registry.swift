public import Registry

extension RefusalCase {
    /// The refusals of a batch as the registry counts them.
    ///
    /// - Parameters:
    ///   - report: what the registry knows of the decisions.
    ///   - actors: who decides at a stage, by the stage's name; may be empty.
    ///   - amountPerPerson: rupiah that one person gets.
    ///   - legalBasis: the regulation behind a refusal's rule; nil where there is none.
    ///   - contradictions: regulations that say the opposite of a refusal's rule, each with its statement.
    public init(
        _ report: RefusalReport, programme: String, place: String, period: String, actors: [String: String] = [:],
        amountPerPerson: Int64, ruleOnEarlier: String = "", legalBasis: (RefusalReport.Refusal) -> String?,
        contradictions: (RefusalReport.Refusal) -> [String] = { _ in [] }
    ) {
        let positions = Dictionary(
            report.stages.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let reasons = report.refusals.map { refusal in
            var people: [Int: Int] = [:]
            for item in refusal.byStage {
                if let position = positions[item.stage] { people[position, default: 0] += item.people }
            }
            return Reason(
                text: refusal.reasons.isEmpty ? nil : refusal.reasons.joined(separator: " / "),
                legalBasis: legalBasis(refusal), people: people, earlierRecipients: refusal.receivedBefore,
                contradictedBy: contradictions(refusal))
        }
        self.init(
            programme: programme, place: place, period: period,
            stages: report.stages.map { Stage(name: $0.name, actor: actors[$0.name] ?? "", entered: $0.people) },
            reasons: reasons, amountPerPerson: amountPerPerson,
            earlier: report.receivedBefore > 0
                ? Earlier(applicants: report.receivedBefore, refused: report.receivedBeforeRefused) : nil,
            ruleOnEarlier: ruleOnEarlier)
    }
}
