import Foundation

/// One step of the decision list: the families of all reaches on the lines that are left, and the best condition among
/// them.
struct CriterionStep {
    let families: [CriterionFamily]
    private let options: UndeclaredCriteria.Options
    private let seed: UInt64
    /// The level of one reach.
    private let level: Double

    init(_ lines: DecidedLines, _ open: [Int], _ options: UndeclaredCriteria.Options, seed: UInt64) {
        self.options = options
        self.seed = seed
        let scopes = CriterionScope.all(of: lines, left: open, actors: options.mostActors)
        let level = options.level / Double(max(1, scopes.count))
        self.level = level
        families = scopes.map { scope in
            let statements = CriterionStatements(
                scope, lines.attributes, least: options.leastLines, cuts: options.thresholds)
            return CriterionFamily(
                scope, statements, level: level, least: options.leastLines, most: options.mostJoined)
        }
    }

    /// The strongest condition that chance does not explain; nil where there is none.
    func finding(_ lines: DecidedLines, _ open: [Int]) -> CriterionFinding? {
        let ranked = families.enumerated().compactMap { index, family in family.best.map { (index, family, $0) } }
            .sorted { ($1.2.score, $0.0) < ($0.2.score, $1.0) }
        // The strongest reach first: the others are drawn only where it falls.
        for (index, family, best) in ranked {
            let allowed = Int(level * Double(options.draws + 1) * (1 + 1e-12)) - 1
            guard allowed >= 0 else { return nil }
            let maxima = family.maxima(
                draws: options.draws, seed: seed &+ UInt64(index) &* 1_000_003, reaching: best.score,
                atMost: allowed)
            func searched(_ member: CriterionFamily.Member) -> Double {
                let reached = maxima.count { Double($0) >= member.score * (1 - 1e-6) }
                return min(1, Double(families.count * (1 + reached)) / Double(1 + maxima.count))
            }
            guard maxima.count == options.draws, searched(best) <= options.level else { continue }
            let chosen = simplest(best, family) { searched($0) <= options.level }
            return CriterionFinding(
                chosen, of: family, searchedP: searched(chosen), in: lines, left: open, level: options.level)
        }
        return nil
    }

    /// A conjunction only where each of its statements adds something given the other; else the one that does.
    private func simplest(
        _ best: CriterionFamily.Member, _ family: CriterionFamily, isClaimed: (CriterionFamily.Member) -> Bool
    ) -> CriterionFamily.Member {
        guard let second = best.second else { return best }
        let both = family.bits(best)
        let alone = [best.first, second].compactMap { statement in
            family.members.first { $0.second == nil && $0.first == statement }
        }
        let statements = Double(family.statements.entries.count)
        let sufficient = alone.filter { single in
            guard isClaimed(single) else { return false }
            let added = family.scope.pValue(of: both, within: family.bits(single))
            return min(1, added * statements) > options.level
        }
        return sufficient.max { $0.score < $1.score } ?? best
    }

    /// What a reader must know of the first step.
    func limits(_ lines: DecidedLines, unexplained: Int, accepted: Int) -> [UndeclaredCriteria.Limit] {
        guard accepted > 0 else { return [.nobodyAccepted] }
        guard let widest = families.first, families.contains(where: { !$0.members.isEmpty }) else {
            return [.tooFew(unexplained: unexplained, accepted: accepted)]
        }
        var limits: [UndeclaredCriteria.Limit] = []
        let held = widest.scope.members.count { lines.verdicts[$0].likeness != nil }
        if held > 0 { limits.append(.held(held)) }
        let without = widest.scope.members.count - widest.scope.lines.count
        if without > 0 { limits.append(.linesWithoutComparison(without)) }
        limits += widest.statements.identifiers.map { .identifier($0) }
        for attribute in lines.attributes where !widest.statements.identifiers.contains(attribute.name) {
            let missing = CriterionCondition.Statement.Test.missing.holds(of: attribute)
            let count = widest.scope.members.count { missing[$0] }
            if count > 0 { limits.append(.missing(attribute.name, count)) }
        }
        if families.contains(where: \.leavesOutJoined) { limits.append(.singleConditionsOnly) }
        return limits
    }
}
