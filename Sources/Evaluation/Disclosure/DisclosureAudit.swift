/// Whether a pattern keeps what it hides: judged from both sides, without regard to how the cells were chosen.
///
/// The *proof* reads the pattern's witnesses: whole tables that agree with all that is published. It checks every one of
/// them (equations, published cells, least values), and asks whether they show enough different values for every hidden
/// cell. What it finds proven is certain. The *attack* does what a reader would do: it narrows every hidden cell by the
/// equations, again and again (the shuttle algorithm, Dobra and Fienberg, *Bounds for cell entries in contingency tables
/// given marginal totals*, PNAS 97 (2000), 11885–11892). What it exposes is certainly exposed; it can miss what only several
/// equations together give away. Where proof and attack leave a gap, the cell counts as unproven, and the pattern as unsafe.
public struct DisclosureAudit: Sendable {
    /// Hidden cells without proof, ascending: those that must be unknown by the width of the rule, or, if not small
    /// themselves, by 1. Large cells of withheld blocks need none.
    public let unproven: [Int]
    /// Small cells that are printed, and hidden ones that the attack narrows below what the rule asks; ascending.
    public let exposed: [Int]
    /// Witnesses that are none, by position.
    public let falseWitnesses: [Int]

    /// Whether the pattern may be published.
    public var holds: Bool { unproven.isEmpty && exposed.isEmpty }

    /// Judges a pattern of a release; the true counts are needed for it, and stay here.
    public init(_ release: CountRelease, _ pattern: DisclosurePattern) {
        let counts = release.cells.map(\.count)
        let withheld = Set(pattern.withheld)
        let floors = release.cells.map { withheld.contains($0.block) ? 0 : pattern.rule.floor }
        var lowest = counts
        var highest = counts
        var wrong: [Int] = []
        var residuals = [Int](repeating: 0, count: release.graph.equationCount)
        for (position, witness) in pattern.witnesses.enumerated() {
            let sound =
                Self.keepsCells(witness, counts, floors, pattern.fates)
                && Self.keepsSums(witness, release.graph, &residuals)
            guard sound else {
                wrong.append(position)
                continue
            }
            for entry in witness.change {
                for step in [witness.steps.lowerBound, witness.steps.upperBound] {
                    let value = counts[entry.cell] + step * entry.amount
                    lowest[entry.cell] = min(lowest[entry.cell], value)
                    highest[entry.cell] = max(highest[entry.cell], value)
                }
            }
        }
        let bounds = CellBounds(release, hidden: pattern.fates.map { $0 != .published }, floors: floors)
        var unproven: [Int] = []
        var exposed: [Int] = []
        for cell in counts.indices {
            let isPrimary = pattern.rule.isPrimary(counts[cell])
            if pattern.fates[cell] == .published {
                if isPrimary { exposed.append(cell) }
                continue
            }
            guard isPrimary || !withheld.contains(release.cells[cell].block) else { continue }
            let needed = isPrimary ? pattern.rule.width : 1
            if highest[cell] - lowest[cell] < needed { unproven.append(cell) }
            if bounds.highest[cell] - bounds.lowest[cell] < needed { exposed.append(cell) }
        }
        self.unproven = unproven
        self.exposed = exposed
        falseWitnesses = wrong
    }

    /// Whether all steps leave printed cells as they are and hidden ones at or above their least value.
    private static func keepsCells(
        _ witness: DisclosureWitness, _ counts: [Int], _ floors: [Int], _ fates: [CellFate]
    ) -> Bool {
        var seen: Set<Int> = []
        return witness.change.allSatisfy { entry in
            guard counts.indices.contains(entry.cell), seen.insert(entry.cell).inserted else { return false }
            return fates[entry.cell] != .published
                && counts[entry.cell] + witness.steps.lowerBound * entry.amount >= floors[entry.cell]
                && counts[entry.cell] + witness.steps.upperBound * entry.amount >= floors[entry.cell]
        }
    }

    /// Whether every equation holds after the change as before.
    private static func keepsSums(_ witness: DisclosureWitness, _ graph: CellGraph, _ residuals: inout [Int]) -> Bool {
        for entry in witness.change {
            for place in graph.uses(of: entry.cell) {
                let (equation, sign) = graph.use(place)
                residuals[equation] += Int(sign) * entry.amount
            }
        }
        var sound = true
        for entry in witness.change {
            for place in graph.uses(of: entry.cell) {
                let equation = graph.use(place).equation
                if residuals[equation] != 0 { sound = false }
                residuals[equation] = 0
            }
        }
        return sound
    }
}
