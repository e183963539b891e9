/// What happens to a cell of a release.
public enum CellFate: String, Sendable, Hashable, CaseIterable {
    /// Printed with its count.
    case published
    /// Hidden because it is small.
    case primary
    /// Hidden because a small one could be computed from it.
    case secondary
}

/// Other tables that agree with everything published: the proof that a hidden cell stays hidden.
///
/// Adding `steps` times the entries of ``change`` to the true counts, for any whole number of steps in ``steps``, keeps
/// every equation and every published cell, and brings no hidden cell below what a reader must expect. Nobody who sees the
/// published tables can tell these tables from the true ones.
public struct DisclosureWitness: Sendable, Hashable {
    /// The change of one cell in one step.
    public struct Entry: Sendable, Hashable {
        /// Position of the cell in the release.
        public var cell: Int
        /// Units by which the count changes in one step; negative where it falls.
        public var amount: Int

        /// One cell and its change in a step.
        public init(cell: Int, amount: Int) {
            self.cell = cell
            self.amount = amount
        }
    }

    /// The cells that change, with the units of one step; the others stay.
    public var change: [Entry]
    /// How many steps may be made, backwards where negative; 0 is the true table.
    public var steps: ClosedRange<Int>

    /// A change that may be made in any of these numbers of steps.
    public init(change: [Entry], steps: ClosedRange<Int>) {
        self.change = change
        self.steps = steps
    }
}

/// Which cells of a release are printed, and what hiding the others costs.
public struct DisclosurePattern: Sendable {
    /// What had to be hidden.
    public let rule: DisclosureRule
    /// One per cell.
    public let fates: [CellFate]
    /// Blocks that are not published at all, zeros included, because hiding single cells could not protect them.
    public let withheld: [Int]
    /// Cells that cannot be protected: their value was published before, or follows from what was. The release must not
    /// go out while there are any; without earlier releases there are none.
    public let unprotected: [Int]
    /// The proof, for ``DisclosureAudit``.
    public let witnesses: [DisclosureWitness]
    /// Cells hidden for their own sake.
    public let primaryCount: Int
    /// Cells hidden for the sake of others.
    public let secondaryCount: Int
    /// The sum of the hidden counts; a unit counts once in every cell that holds it.
    public let loss: Int

    /// Hidden cells, to be printed under the table.
    public var hiddenCount: Int { primaryCount + secondaryCount }

    /// A pattern that was chosen by other means, for ``DisclosureAudit`` to judge; positions that do not exist are left out.
    public init(
        hiding cells: Set<Int>, of release: CountRelease, _ rule: DisclosureRule, witnesses: [DisclosureWitness] = []
    ) {
        self.init(
            rule: rule, release: release, hidden: release.cells.indices.map { cells.contains($0) }, withheld: [],
            unprotected: [], witnesses: witnesses)
    }

    init(
        rule: DisclosureRule, release: CountRelease, hidden: [Bool], withheld: [Int], unprotected: [Int],
        witnesses: [DisclosureWitness]
    ) {
        var fates = [CellFate](repeating: .published, count: hidden.count)
        var primary = 0
        var secondary = 0
        var loss = 0
        for (cell, isHidden) in hidden.enumerated() where isHidden {
            let count = release.cells[cell].count
            let isPrimary = rule.isPrimary(count)
            fates[cell] = isPrimary ? .primary : .secondary
            if isPrimary { primary += 1 } else { secondary += 1 }
            loss = loss.addingReportingOverflow(count).partialValue
        }
        self.rule = rule
        self.fates = fates
        self.withheld = withheld
        self.unprotected = unprotected
        self.witnesses = witnesses
        primaryCount = primary
        secondaryCount = secondary
        self.loss = loss
    }
}
