extension CountRelease {
    /// Chooses the cells to hide: the small ones, and as few others as will do.
    ///
    /// Every primary cell gets a proof that it can be anything in a range as wide as the rule asks (see
    /// ``DisclosureWitness``), and every other hidden cell stands in such a proof, so that none can be computed. The
    /// proofs are whole tables, so they hold against any reader who knows all published cells, all equations, that
    /// counts are whole and not negative, and the rule; neither linear programming nor enumeration helps him. Not
    /// covered is the reader who argues from how cells are *chosen* (this one would not have been hidden if …), who knows
    /// some of the units himself, or who knows more than equations: that people counted once in *all programmes* are at
    /// least as many as those in each.
    ///
    /// Cell by cell the cheapest exchange of units is looked for, in the manner of the hypercube method for hierarchical
    /// tables (Giessing and Repsilber, *Tools and strategies to protect multiple tables with the GHQUAR cell suppression
    /// engine*, in: Inference Control in Statistical Databases, Springer 2002). The choice is safe, not the least
    /// possible, and where most counts are small and zeros are printed it hides much: publish such a breakdown for
    /// larger regions only. It always ends: where no exchange is found, the totals above the cell are hidden too, then
    /// its block is withheld, and at last all that is connected with it. The same release gives the same pattern.
    public func protect(_ rule: DisclosureRule) -> DisclosurePattern {
        var suppression = Suppression(self, rule)
        return suppression.run()
    }
}

/// The choice of cells to hide.
private struct Suppression {
    let release: CountRelease
    let rule: DisclosureRule
    var search: SwapSearch
    var hidden: [Bool]
    /// The smallest value that a reader must expect in each cell, should it be hidden.
    var floors: [Int]
    /// The lowest and highest value of each cell that a witness shows to be possible.
    var lowest: [Int]
    var highest: [Int]
    var witnesses: [DisclosureWitness] = []
    var withheld: Set<Int> = []
    var unprotected: [Int] = []

    init(_ release: CountRelease, _ rule: DisclosureRule) {
        self.release = release
        self.rule = rule
        hidden = release.cells.map { cell in
            cell.earlier == .hidden || (cell.earlier != .published && rule.isPrimary(cell.count))
        }
        let slots = CellSlots(release.cells, hidden: hidden, floor: rule.floor)
        search = SwapSearch(graph: release.graph, slots: slots)
        floors = Array(repeating: rule.floor, count: release.cells.count)
        lowest = release.cells.map(\.count)
        highest = lowest
    }

    mutating func run() -> DisclosurePattern {
        let graph = release.graph
        // Totals first: what hides a total goes through its parts, and hides them on the way.
        let height = release.cells.indices.map { cell in
            graph.uses(of: cell).reduce(Int32(0)) { best, place in
                let (equation, sign) = graph.use(place)
                return sign < 0 ? max(best, graph.heights[equation]) : best
            }
        }
        let first = release.cells.indices.filter { hidden[$0] }
        for cell in first.sorted(by: { (-height[$0], $0) < (-height[$1], $1) }) { protect(cell) }
        for (position, cell) in release.cells.enumerated()
        where cell.earlier == .published && rule.isPrimary(cell.count) {
            unprotected.append(position)
        }
        return DisclosurePattern(
            rule: rule, release: release, hidden: hidden, withheld: withheld.sorted(),
            unprotected: unprotected.sorted(), witnesses: witnesses)
    }

    private mutating func protect(_ cell: Int) {
        let needed = rule.isPrimary(release.cells[cell].count) ? rule.width : 1
        if isSafe(cell, needed) || exchange(cell, needed, free: true) || exchange(cell, needed, free: false) { return }
        if rise(cell, needed) { return }
        if withhold(cell), exchange(cell, needed, free: false) || rise(cell, needed) { return }
        if multiply(cell) { return }
        unprotected.append(cell)
    }

    private func isSafe(_ cell: Int, _ needed: Int) -> Bool { highest[cell] - lowest[cell] >= needed }

    /// Exchanges units, each change beginning where the one before has led, until the cell is wide enough: with small
    /// cells all around, no single change has room for all the steps.
    ///
    /// - Parameter free: whether only cells that are hidden already may be used.
    private mutating func exchange(_ cell: Int, _ needed: Int, free: Bool) -> Bool {
        for sign: Int8 in [1, -1] {
            while !isSafe(cell, needed), step(cell, sign, needed, free: free) {}
            search.reset()
        }
        return isSafe(cell, needed)
    }

    /// One change, as many times as there is room for.
    private mutating func step(_ cell: Int, _ sign: Int8, _ needed: Int, free: Bool) -> Bool {
        let missing = needed - (highest[cell] - lowest[cell])
        var reaches = [SwapSearch.Reach(up: 1, down: 0)]
        if !free, missing > 1 { reaches.append(SwapSearch.Reach(up: Int32(missing), down: 0)) }
        let down = min(needed - 1, release.cells[cell].count - floors[cell])
        // The way back counts as well, as long as nothing has been moved.
        if !free, down > 0, sign > 0, !search.slots.isMoved {
            reaches.append(SwapSearch.Reach(up: Int32(needed - down), down: Int32(down)))
        }
        var best: [DisclosureWitness.Entry]?
        var least = free ? 0.5 : Float.infinity
        for reach in reaches {
            let isSingle = reach.up < missing && reach.down == 0
            // A single step will need others after it.
            let weight: Float = isSingle ? 2 : 1
            let attempts = free ? 1 : reach.up == 1 ? Self.attempts : 2
            for attempt in 0..<attempts where attempt < 3 || best == nil {
                let manner = SwapSearch.Manner(attempt: attempt, limit: least / weight)
                if let cost = search.find(cell, sign: sign, reach, manner) {
                    (best, least) = (search.change, cost * weight)
                }
            }
        }
        guard let best else { return false }
        search.move(best, limit: missing)
        accept(search.slots.displacement)
        return true
    }

    /// One more unit, in every total above it.
    private mutating func rise(_ cell: Int, _ needed: Int) -> Bool {
        for attempt in 0..<8 where !isSafe(cell, needed) {
            let manner = SwapSearch.Manner(attempt: attempt, onlyUp: true)
            if search.find(cell, sign: 1, SwapSearch.Reach(up: 0, down: 0), manner) != nil { accept(search.change) }
        }
        return isSafe(cell, needed)
    }

    private static let attempts = 32

    /// Hides the cells of a change and remembers what it proves.
    private mutating func accept(_ change: [DisclosureWitness.Entry]) {
        guard !change.isEmpty else { return }
        var up = rule.width
        var down = rule.width
        for entry in change {
            let room = release.cells[entry.cell].count - floors[entry.cell]
            if entry.amount < 0 { up = min(up, room / -entry.amount) } else { down = min(down, room / entry.amount) }
        }
        for entry in change {
            let count = release.cells[entry.cell].count
            hidden[entry.cell] = true
            search.hide(entry.cell)
            let ends = [count + up * entry.amount, count - down * entry.amount]
            lowest[entry.cell] = min(lowest[entry.cell], ends[0], ends[1])
            highest[entry.cell] = max(highest[entry.cell], ends[0], ends[1])
        }
        witnesses.append(DisclosureWitness(change: change, steps: -down...up))
    }

    /// Withholds the block of a cell: nothing of it is printed, so zeros in it are unknown as well.
    private mutating func withhold(_ cell: Int) -> Bool {
        let block = release.cells[cell].block
        guard withheld.insert(block).inserted else { return false }
        for other in release.cells.indices where release.cells[other].block == block {
            guard release.cells[other].earlier != .published else { continue }
            hidden[other] = true
            floors[other] = 0
            search.withhold(other)
        }
        return true
    }

    /// Hides all that is connected with the cell and not zero: the counts might as well be a multiple of what they are.
    private mutating func multiply(_ cell: Int) -> Bool {
        guard release.cells[cell].count > 0 else { return false }
        let graph = release.graph
        var reached: Set<Int> = [cell]
        var waiting = [cell]
        while let next = waiting.popLast() {
            if release.cells[next].earlier == .published { return false }
            for place in graph.uses(of: next) {
                for member in graph.places(of: graph.use(place).equation) {
                    let other = graph.member(member)
                    if release.cells[other].count > 0, reached.insert(other).inserted { waiting.append(other) }
                }
            }
        }
        accept(reached.sorted().map { .init(cell: $0, amount: release.cells[$0].count) })
        return true
    }
}
