/// Decisions held against the declared rules: which refusals the rules explain and which not, and which acceptances break
/// a rule. Each line stands in exactly one class.
public struct RuleReconciliation: Sendable, Hashable {
    /// The classes.
    public enum Standing: String, Sendable, Hashable, Codable, CaseIterable {
        /// Refused, and a rule stands against the line.
        case explained
        /// Refused, though no rule stands against it.
        case unexplained
        /// Refused, where rules could not be evaluated: neither explained nor not.
        case refusedHeld = "refused-held"
        /// Accepted, and no rule stands against it.
        case inOrder = "in-order"
        /// Accepted, though a rule stands against it.
        case breach
        /// Accepted, where rules could not be evaluated.
        case acceptedHeld = "accepted-held"
        /// Not decided yet.
        case pending
    }

    /// The class of each line.
    public let standings: [Standing]
    /// By rule, the refusals it explains and the acceptances that break it. A line that several rules stand against counts
    /// with each of them.
    public let byRule: [String: (explained: Int, broken: Int)]

    /// How many lines are of a class.
    public func count(_ standing: Standing) -> Int { standings.count { $0 == standing } }

    /// The positions of the lines of a class.
    public func lines(_ standing: Standing) -> [Int] { standings.indices.filter { standings[$0] == standing } }

    /// Holds decisions against verdicts.
    public init(_ lines: DecidedLines) {
        var byRule: [String: (explained: Int, broken: Int)] = [:]
        standings = zip(lines.verdicts, lines.decisions).map { verdict, decision in
            switch (verdict, decision) {
            case (_, .pending): return .pending
            case (.eligible, .refused): return .unexplained
            case (.eligible, .accepted): return .inOrder
            case (.held, .refused): return .refusedHeld
            case (.held, .accepted): return .acceptedHeld
            case (.refused(let rules), let decision):
                for rule in Set(rules) {
                    if decision == .refused {
                        byRule[rule, default: (0, 0)].explained += 1
                    } else {
                        byRule[rule, default: (0, 0)].broken += 1
                    }
                }
                return decision == .refused ? .explained : .breach
            }
        }
        self.byRule = byRule
    }

    /// Whether two reconciliations say the same.
    public static func == (a: RuleReconciliation, b: RuleReconciliation) -> Bool {
        a.standings == b.standings && a.byRule.mapValues(\.explained) == b.byRule.mapValues(\.explained)
            && a.byRule.mapValues(\.broken) == b.byRule.mapValues(\.broken)
    }

    /// Hashes the classes of the lines.
    public func hash(into hasher: inout Hasher) { hasher.combine(standings) }
}
