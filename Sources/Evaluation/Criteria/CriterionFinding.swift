/// A condition under which lines were refused though no declared rule stands against them, with its evidence.
///
/// It says that refusals go together with the condition. It does not say why, nor that anybody meant it.
public struct CriterionFinding: Sendable, Hashable {
    /// How one actor decided on lines that meet the condition and on those that do not.
    public struct ByDecider: Sendable, Hashable {
        /// Who decided.
        public var decider: DecisionStep.Decider
        /// Of those who meet the condition, refused by this decider.
        public var refused: Int
        /// Those who meet it and came before this decider.
        public var decided: Int
        /// Of the others, refused by this decider.
        public var othersRefused: Int
        /// The others who came before this decider.
        public var othersDecided: Int
        /// Exact, one-sided, within areas; corrected for the number of deciders (Holm 1979).
        public var pValue: Double
        /// Whether ``pValue`` is at most the level of the search.
        public var applies: Bool
    }

    /// How lines of one area that meet the condition were decided.
    public struct ByArea: Sendable, Hashable {
        /// The area; nil where it is not known.
        public var area: String?
        /// Of these, refused.
        public var refused: Int
        /// Lines of the area that meet the condition.
        public var decided: Int
    }

    /// Another statement that meets nearly the same lines: the data cannot tell the two apart.
    public struct StandIn: Sendable, Hashable {
        /// The other statement.
        public var condition: CriterionCondition
        /// Lines that meet both, over lines that meet either.
        public var overlap: Double
    }

    /// What those refused have in common.
    public var condition: CriterionCondition
    /// Whose decisions it was found in.
    public var reach: CriterionReach
    /// Positions of the lines that meet it, among those not explained by an earlier finding.
    public var lines: [Int]
    /// Of these, refused in this reach.
    public var refusedLines: [Int]
    /// Lines compared that do not meet it, and how many of them were refused.
    public var others: Int
    /// Of the others, refused.
    public var othersRefused: Int
    /// Fisher's exact test, one-sided, over all lines at once.
    public var fisher: Double
    /// The exact test within strata of decider and area.
    public var stratified: StratifiedShare
    /// The p of the search: how often chance alone makes the best of all conditions searched so strong. It is what is
    /// claimed.
    public var searchedP: Double
    /// Those who refused anybody it meets, the most refusals first.
    public var byDecider: [ByDecider]
    /// In the order of the areas' names.
    public var byArea: [ByArea]
    /// The nearest of each attribute, the nearest first.
    public var standIns: [StandIn]

    /// Lines that meet it.
    public var support: Int { lines.count }
    /// Of these, refused.
    public var refused: Int { refusedLines.count }
    /// The share of lines that meet the condition and were refused.
    public var precision: Double { Double(refused) / Double(support) }
    /// The share of unexplained refusals that it accounts for, among those left.
    public var coverage: Double { Double(refused) / Double(refused + othersRefused) }
}

extension CriterionFinding {
    /// Gathers the evidence for a member of a family.
    init?(
        _ member: CriterionFamily.Member, of family: CriterionFamily, searchedP: Double, in lines: DecidedLines,
        left: [Int], level: Double
    ) {
        let scope = family.scope
        condition = family.condition(member)
        reach = scope.reach
        self.searchedP = searchedP
        let holds = condition.holds(on: lines)
        let refused = Set(scope.refusedMembers)
        self.lines = scope.members.filter { holds[$0] }
        refusedLines = self.lines.filter(refused.contains)
        others = scope.members.count - self.lines.count
        othersRefused = refused.count - refusedLines.count
        guard let stratified = StratifiedShare(scope.shares(of: family.bits(member))),
            let fisher = UnusualShare(
                marked: refusedLines.count, of: self.lines.count, markedInAll: refused.count,
                population: scope.members.count)
        else { return nil }
        self.stratified = stratified
        self.fisher = fisher.pValue
        byDecider = Self.byDecider(holds, lines, left, level)
        let own = self.lines
        byArea = Dictionary(grouping: own) { lines.areas[$0] }.map { area, own in
            ByArea(area: area, refused: own.count(where: refused.contains), decided: own.count)
        }.sorted { ($0.area ?? "~") < ($1.area ?? "~") }
        standIns = Self.standIns(condition, family, family.bits(member))
    }

    private static func byDecider(
        _ holds: [Bool], _ lines: DecidedLines, _ left: [Int], _ level: Double
    ) -> [ByDecider] {
        var decided: [DecisionStep.Decider: [(line: Int, isRefused: Bool)]] = [:]
        for line in left {
            for step in lines.steps[line] {
                // Whoever looked at a line several times has his last word counted.
                if decided[step.decider]?.last?.line == line { decided[step.decider]?.removeLast() }
                decided[step.decider, default: []].append((line, step.isRefusal))
            }
        }
        var rows = decided.compactMap { decider, own -> ByDecider? in
            let meeting = own.filter { holds[$0.line] }
            guard meeting.contains(where: \.isRefused) else { return nil }
            let refused = meeting.count(where: \.isRefused)
            let strata = Dictionary(grouping: own) {
                [lines.areas[$0.line], lines.verdicts[$0.line].likeness]
            }.values.map { group in
                let part = group.filter { holds[$0.line] }
                return StratifiedShare.Stratum(
                    marked: part.count(where: \.isRefused), of: part.count,
                    markedInAll: group.count(where: \.isRefused), population: group.count)
            }
            return ByDecider(
                decider: decider, refused: refused, decided: meeting.count,
                othersRefused: own.count(where: \.isRefused) - refused, othersDecided: own.count - meeting.count,
                pValue: StratifiedShare(strata)?.pValue ?? 1, applies: false)
        }.sorted { ($0.pValue, $0.decider.stage, $0.decider.actor) < ($1.pValue, $1.decider.stage, $1.decider.actor) }
        var worst = 0.0
        for place in rows.indices {
            worst = max(worst, min(1, rows[place].pValue * Double(rows.count - place)))
            rows[place].pValue = worst
            rows[place].applies = worst <= level
        }
        return rows.sorted {
            ($1.refused, $0.decider.stage, $0.decider.actor) < ($0.refused, $1.decider.stage, $1.decider.actor)
        }
    }

    private static func standIns(
        _ condition: CriterionCondition, _ family: CriterionFamily, _ bits: LineBits
    ) -> [StandIn] {
        let size = bits.count
        var best: [String: StandIn] = [:]
        for entry in family.statements.entries where !condition.attributes.contains(entry.statement.attribute) {
            let both = entry.bits.count(with: bits)
            let overlap = Double(both) / Double(size + entry.bits.count - both)
            guard overlap >= 0.5, overlap > best[entry.statement.attribute]?.overlap ?? 0 else { continue }
            best[entry.statement.attribute] = StandIn(
                condition: CriterionCondition([entry.statement]), overlap: overlap)
        }
        return best.values.sorted {
            ($1.overlap, $0.condition.attributes[0]) < ($0.overlap, $1.condition.attributes[0])
        }
    }
}
