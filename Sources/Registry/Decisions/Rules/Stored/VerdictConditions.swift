/// Verdicts as conditions of SQL over the words of a ``RuleSignature``.
struct VerdictConditions {
    /// Cases that a rule refuses.
    let refused: String
    /// Cases that no rule refuses and that one holds.
    let held: String

    init(_ rules: [ProgrammeRule], words: Int) {
        var refusing: [String] = []
        var holding: [String] = []
        for word in 0..<words {
            let first = word * RuleSignature.rulesPerWord
            let places = first..<min(rules.count, first + RuleSignature.rulesPerWord)
            /// The lower bits of the rules of this word that pass.
            func mask(_ passes: (ProgrammeRule) -> Bool) -> Int64 {
                places.reduce(0) { mask, place in
                    guard rules[place].kind.isCondition, passes(rules[place]) else { return mask }
                    return mask | 1 << Int64(2 * (place - first))
                }
            }
            func refuses(_ truth: RuleSignature.Truth) -> Int64 { mask { $0.refuses(RuleResult(truth, $0.kind)) } }
            let (no, yes) = (refuses(.no), refuses(.yes))
            let open = mask { $0.holds(RuleResult(.open, $0.kind)) }
            let name = "word\(word)"
            if yes != 0 { refusing.append("(\(name) & \(yes)) <> 0") }
            // No is where neither bit stands.
            if no != 0 { refusing.append("(~(\(name) | (\(name) >> 1)) & \(no)) <> 0") }
            if open != 0 { holding.append("((\(name) >> 1) & \(open)) <> 0") }
        }
        func any(_ conditions: [String]) -> String {
            conditions.isEmpty ? "1 = 0" : "(" + conditions.joined(separator: " OR ") + ")"
        }
        // Of a row that could not be read the first word says nothing.
        refused = "word0 >= 0 AND " + any(refusing)
        held = "word0 >= 0 AND NOT " + any(refusing) + " AND " + any(holding)
    }
}
