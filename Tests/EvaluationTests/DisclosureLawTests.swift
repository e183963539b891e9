import Evaluation
import Testing

@Suite("Nobody computes a hidden count")
struct DisclosureLawTests {
    @Test("An independent attacker learns nothing from random tables and trees", arguments: 0..<150)
    func attack(seed: Int) throws {
        let release = try DisclosureTables.random(seed)
        let rule = try DisclosureRule(threshold: seed.isMultiple(of: 3) ? 5 : 3)
        let pattern = release.protect(rule)
        let audit = DisclosureAudit(release, pattern)
        #expect(audit.holds && audit.falseWitnesses.isEmpty, "\(audit)")
        #expect(pattern.unprotected.isEmpty)
        for (cell, fate) in zip(release.cells, pattern.fates) where rule.isPrimary(cell.count) {
            #expect(fate == .primary)
        }
        let attacker = Attacker(release, hidden: pattern.hidden)
        #expect(attacker.derived.isEmpty)
        guard pattern.withheld.isEmpty, attacker.freedom <= 4 else { return }
        let ranges = attacker.ranges(release, floor: { _ in 1 }, within: rule.width)
        for cell in pattern.hidden {
            let needed = pattern.fates[cell] == .primary ? rule.width : 1
            #expect((ranges[cell].map { $0.upperBound - $0.lowerBound } ?? 0) >= needed)
        }
    }

    @Test("The attacker does find what only its own smallness hides, and so does the audit")
    func primaryAlone() throws {
        var derived = 0
        var exposed = 0
        for seed in 0..<60 {
            let release = try DisclosureTables.random(seed)
            let rule = try DisclosureRule()
            let small = release.cells.indices.filter { rule.isPrimary(release.cells[$0].count) }
            let found = Attacker(release, hidden: small).derived
            for (cell, value) in found { #expect(value == release.cells[cell].count) }
            let audit = DisclosureAudit(release, DisclosurePattern(hiding: Set(small), of: release, rule))
            #expect(audit.unproven == small)
            derived += found.count
            exposed += audit.exposed.count
        }
        #expect(derived > 100)
        #expect(exposed > 100)
    }

    @Test("Printing one hidden cell after all is noticed")
    func oneBack() throws {
        let release = try DisclosureTables.margins([[2, 30], [40, 50]])
        let rule = try DisclosureRule()
        let pattern = release.protect(rule)
        for cell in pattern.hidden {
            let fewer = DisclosurePattern(
                hiding: Set(pattern.hidden).subtracting([cell]), of: release, rule, witnesses: pattern.witnesses)
            let audit = DisclosureAudit(release, fewer)
            #expect(audit.exposed.contains(4) && !audit.holds)
            #expect(audit.falseWitnesses.count == pattern.witnesses.count)
        }
    }

    @Test("A proof that breaks an equation, a floor or a printed cell proves nothing")
    func falseProofs() throws {
        let release = try DisclosureTables.margins([[2, 30], [40, 50]])
        let rule = try DisclosureRule()
        let changes: [([(Int, Int)], ClosedRange<Int>)] = [
            ([(4, 1), (5, -1)], 0...4),  // The columns do not add up.
            ([(4, 1), (5, -1), (7, -1), (8, 1)], -2...4),  // The small cell falls to 0.
            ([(4, 1), (5, -1), (7, -1), (8, 1), (0, 0)], -1...4),  // The grand total is printed.
            ([(4, 1), (5, -1), (7, -1), (8, 1), (4, 0)], -1...4),  // A cell stands twice.
            ([(4, 1), (99, -1)], 0...4),
        ]
        for (change, steps) in changes {
            let witness = DisclosureWitness(change: change.map { .init(cell: $0, amount: $1) }, steps: steps)
            let pattern = DisclosurePattern(hiding: [4, 5, 7, 8], of: release, rule, witnesses: [witness])
            #expect(DisclosureAudit(release, pattern).falseWitnesses == [0])
            #expect(!DisclosureAudit(release, pattern).holds)
        }
    }

    @Test("Nothing is hidden where nothing is small", arguments: 0..<20)
    func nothingSmall(seed: Int) throws {
        let source = try DisclosureTables.random(seed)
        // Seven times every count: below the threshold there are only zeros.
        let cells = source.cells.map { PublishedCell(count: 7 * $0.count, block: $0.block) }
        let equations = (0..<source.equationCount).map { source.equation($0) }
        let release = try CountRelease(cells: cells, equations: equations)
        let pattern = release.protect(try DisclosureRule(threshold: 7))
        #expect(pattern.hiddenCount == 0 && pattern.loss == 0 && pattern.witnesses.isEmpty)
        #expect(DisclosureAudit(release, pattern).holds)
    }

    @Test("The order of cells and equations changes nothing essential", arguments: 0..<40)
    func order(seed: Int) throws {
        let release = try DisclosureTables.random(seed)
        let rule = try DisclosureRule()
        let pattern = release.protect(rule)
        #expect(release.protect(rule).fates == pattern.fates)
        var random = Seeded(UInt64(seed))
        let order = release.cells.indices.shuffled(using: &random)
        var place = order
        for (new, old) in order.enumerated() { place[old] = new }
        let equations = (0..<release.equationCount).shuffled(using: &random).map { number in
            let equation = release.equation(number)
            return CellEquation(
                total: place[equation.total], parts: equation.parts.shuffled(using: &random).map { place[$0] })
        }
        let shuffled = try CountRelease(cells: order.map { release.cells[$0] }, equations: equations)
        let other = shuffled.protect(rule)
        #expect(Set(other.cells(.primary).map { order[$0] }) == Set(pattern.cells(.primary)))
        #expect(DisclosureAudit(shuffled, other).holds)
        #expect(Attacker(shuffled, hidden: other.hidden).derived.isEmpty)
    }

    @Test("A later table gives nothing away that an earlier one hid, or the cell is named", arguments: 0..<60)
    func laterTable(seed: Int) throws {
        // First the totals alone, then the breakdowns beside them.
        let (axes, whole) = try DisclosureTables.randomTree(seed)
        let rule = try DisclosureRule()
        let (columns, lines) = (axes[1].size, axes[2].size)
        let totals = whole.cells.indices.filter { ($0 / lines) % columns == 0 }
        let first = try CountRelease(axes: [axes[0], axes[2]], counts: totals.map { whole.cells[$0].count })
        let before = first.protect(rule)
        #expect(DisclosureAudit(first, before).holds)
        var cells = whole.cells
        for (position, cell) in totals.enumerated() {
            cells[cell].earlier = before.fates[position] == .published ? .published : .hidden
        }
        let equations = (0..<whole.equationCount).map { whole.equation($0) }
        let release = try CountRelease(cells: cells, equations: equations)
        let pattern = release.protect(rule)
        for (position, cell) in totals.enumerated() {
            #expect((pattern.fates[cell] == .published) == (before.fates[position] == .published))
        }
        let derived = Attacker(release, hidden: pattern.hidden).derived.keys
        let withheld = Set(pattern.withheld)
        for cell in derived where rule.isPrimary(cells[cell].count) || !withheld.contains(cells[cell].block) {
            #expect(pattern.unprotected.contains(cell))
        }
        #expect(DisclosureAudit(release, pattern).unproven.allSatisfy { pattern.unprotected.contains($0) })
    }
}
