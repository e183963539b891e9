/// Whose decisions are looked at.
public enum CriterionReach: Sendable, Hashable {
    /// What became of lines in the end, whoever decided.
    case everybody
    /// The decisions of one stage.
    case stage(String)
    /// The decisions of one actor at a stage with several.
    case decider(DecisionStep.Decider)
}

/// The decisions of one reach on lines that no rule stands against, grouped into strata within which lines are compared.
struct CriterionScope: Sendable {
    /// The smallest number of refusals, and of acceptances, that are worth a search.
    static let least = 3

    let reach: CriterionReach
    /// All lines that were decided on, those of strata that compare nothing among them.
    let members: [Int]
    /// Those of ``members`` that were refused.
    let refusedMembers: [Int]
    /// Lines of strata that compare something, stratum by stratum: positions in the list.
    private(set) var lines: [Int] = []
    /// The places in ``lines`` that a stratum takes.
    private(set) var strata: [Range<Int>] = []
    /// Refusals of each stratum.
    private(set) var marked: [Int] = []
    /// The places in ``lines`` that were refused.
    private(set) var refused = LineBits(count: 0)

    /// - Parameter decided: line, stratum and whether it was refused.
    init(_ reach: CriterionReach, _ decided: [(line: Int, stratum: [String?], isRefused: Bool)]) {
        self.reach = reach
        members = decided.map(\.line)
        refusedMembers = decided.filter(\.isRefused).map(\.line)
        let groups = Dictionary(grouping: decided, by: \.stratum).values
            .filter { group in group.contains(where: \.isRefused) && !group.allSatisfy(\.isRefused) }
            .sorted { $0[0].line < $1[0].line }
        refused = LineBits(count: groups.reduce(0) { $0 + $1.count })
        for group in groups {
            let first = lines.count
            for decision in group {
                if decision.isRefused { refused.insert(lines.count) }
                lines.append(decision.line)
            }
            strata.append(first..<lines.count)
            marked.append(group.count(where: \.isRefused))
        }
    }

    var isWorthASearch: Bool {
        let refusals = marked.reduce(0, +)
        return refusals >= Self.least && lines.count - refusals >= Self.least
    }

    /// The margins and counts of each stratum when a set of places is the part.
    func shares(of part: LineBits) -> [StratifiedShare.Stratum] {
        let both = part.intersection(refused)
        return zip(strata, marked).map { range, marked in
            StratifiedShare.Stratum(
                marked: both.count(in: range), of: part.count(in: range), markedInAll: marked, population: range.count)
        }
    }

    /// The exact p, within strata, of a part against the rest of a set.
    func pValue(of part: LineBits, within set: LineBits) -> Double {
        let (all, both) = (set.intersection(refused), part.intersection(refused))
        let counts = strata.map { range in
            StratifiedShare.Stratum(
                marked: both.count(in: range), of: part.count(in: range), markedInAll: all.count(in: range),
                population: set.count(in: range))
        }
        return StratifiedShare(counts)?.pValue ?? 1
    }
}

extension CriterionScope {
    /// The reaches that the lines left allow: all, each stage, and the actors with the most decisions at stages with several.
    /// The choice rests on who decided how often, never on the attributes.
    static func all(of lines: DecidedLines, left: [Int], actors most: Int) -> [CriterionScope] {
        var stages: [String] = []
        var refusing: Set<String> = []
        var decided: [DecisionStep.Decider: Int] = [:]
        for line in left {
            for step in lines.steps[line] {
                if !stages.contains(step.decider.stage) { stages.append(step.decider.stage) }
                if step.isRefusal { refusing.insert(step.decider.stage) }
                decided[step.decider, default: 0] += 1
            }
        }
        var scopes = [
            CriterionScope(
                .everybody,
                left.filter { lines.decisions[$0] != .pending }.map { line in
                    // All lines come before the first who refuses, so that he is known of each of them.
                    let first = lines.steps[line].first { refusing.contains($0.decider.stage) }
                    return (
                        line, [lines.areas[line], first?.decider.actor, lines.verdicts[line].likeness],
                        lines.decisions[line] == .refused
                    )
                })
        ]
        func steps(_ isMeant: (DecisionStep) -> Bool) -> [(line: Int, stratum: [String?], isRefused: Bool)] {
            left.compactMap { line in
                lines.steps[line].last(where: isMeant).map {
                    (line, [lines.areas[line], $0.decider.actor, lines.verdicts[line].likeness], $0.isRefusal)
                }
            }
        }
        for stage in stages where refusing.contains(stage) {
            scopes.append(CriterionScope(.stage(stage), steps { $0.decider.stage == stage }))
        }
        let several = decided.filter { own in
            refusing.contains(own.key.stage) && decided.contains { $0.key.stage == own.key.stage && $0.key != own.key }
        }.sorted { ($1.value, $0.key.stage, $0.key.actor) < ($0.value, $1.key.stage, $1.key.actor) }
        for (decider, _) in several.prefix(most) {
            scopes.append(CriterionScope(.decider(decider), steps { $0.decider == decider }))
        }
        // One stage alone decides what all decide: nothing is searched twice.
        var seen: Set<[Int]> = []
        return scopes.filter { scope in
            scope.isWorthASearch
                && seen.insert(scope.lines + [-1] + scope.lines.indices.filter(scope.refused.contains)).inserted
        }
    }
}
