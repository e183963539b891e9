import Problems
import Rules

/// Looks out for a rule that is cut short at the limit of steps on one line after the other: each such line takes some hundredths
/// of a second, and a rule that meets the limit on all of them will meet it on the rest.
struct RunawayWatch {
    /// So many lines in a row end a run.
    static let most = 10

    private var lines: [Int: Int] = [:]
    /// The place of the rule that ends the run.
    private var runaway: Int?

    /// What ends the run.
    func problem(_ rules: [ProgrammeRule]) -> Problem? {
        runaway.map { Problem("rules.runaway", .refuse, ["rule": rules[$0].code, "lines": String(Self.most)]) }
    }

    /// What a rule comes to on the next line.
    mutating func truth(_ expression: CheckedExpression, at place: Int, _ activation: CaseActivation) -> RuleTruth {
        let (truth, isCutShort) = expression.bounded(activation)
        guard isCutShort || !lines.isEmpty else { return truth }
        guard isCutShort else {
            lines[place] = nil
            return truth
        }
        lines[place, default: 0] += 1
        if lines[place, default: 0] >= Self.most { runaway = place }
        return truth
    }
}
