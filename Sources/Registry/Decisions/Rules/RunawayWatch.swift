import Problems
import Rules

/// Looks out for a rule that is cut short at the limit of steps on one line after the other: each such line takes some hundredths
/// of a second, and a rule that meets the limit on all of them will meet it on the rest.
struct RunawayWatch {
    /// So many lines in a row end a run.
    static let most = 10

    private var lines: [Int: Int] = [:]
    /// What ends the run.
    private(set) var problem: Problem?

    /// What a rule comes to on the next line.
    mutating func truth(_ rule: ProgrammeRule, at place: Int, _ activation: CaseActivation) -> RuleTruth {
        let (truth, isCutShort) = rule.expression.bounded(activation)
        guard isCutShort || !lines.isEmpty else { return truth }
        guard isCutShort else {
            lines[place] = nil
            return truth
        }
        lines[place, default: 0] += 1
        if lines[place, default: 0] >= Self.most {
            problem = Problem("rules.runaway", .refuse, ["rule": rule.code, "lines": String(Self.most)])
        }
        return truth
    }
}
