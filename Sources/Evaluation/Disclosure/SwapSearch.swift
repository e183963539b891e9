/// Looks for the cheapest change of counts that a reader of the tables would not notice, through a given cell.
///
/// A change adds 1 to some cells and takes 1 from others so that every equation still holds. The search mends the
/// equations which the change breaks, one after the other, each with the cell that costs least: cells that are hidden
/// already cost nothing, cells that mend other equations at the same time are preferred, and what a cell would draw after
/// it is looked at one step ahead. Where it gets stuck it begins anew and avoids the cell that led there.
struct SwapSearch {
    /// How far the change must be possible: `up` steps forward (room in falling cells), `down` steps back.
    struct Reach {
        var up: Int32
        var down: Int32
    }

    /// How an attempt goes about it.
    struct Manner {
        /// Attempts differ in their preferences, and in what they learnt to avoid.
        var attempt = 0
        /// Whether cells may only rise: the change is then one more unit, counted in every total above.
        var onlyUp = false
        /// Only changes that cost less are of use.
        var limit = Float.infinity
    }

    let graph: CellGraph
    private(set) var slots: CellSlots
    /// The cells of the present change.
    private var cells: [Int] = []
    private var residuals: [Int32]
    private var open: [Int] = []
    private var detours: [Int: Float] = [:]
    private var random: UInt64 = 0
    private var reach = Reach(up: 0, down: 0)
    private var onlyUp = false
    private var fromTop = false
    private var mending: Float = 0
    private var noise: Float = 0
    /// How many ways to mend an equation are followed one step further.
    private static let breadth = 6

    init(graph: CellGraph, slots: CellSlots) {
        self.graph = graph
        self.slots = slots
        residuals = Array(repeating: 0, count: graph.equationCount)
    }

    /// The change that was found last.
    var change: [DisclosureWitness.Entry] {
        cells.map { DisclosureWitness.Entry(cell: $0, amount: Int(slots[$0].sign)) }
    }

    mutating func hide(_ cell: Int) { slots.hide(cell) }
    mutating func withhold(_ cell: Int) { slots.withhold(cell) }
    mutating func move(_ change: [DisclosureWitness.Entry], limit: Int) { slots.move(change, limit: limit) }
    mutating func reset() { slots.reset() }

    /// Tries to find a change that adds `sign` to the cell; leaves it in ``change`` and returns what it costs.
    mutating func find(_ cell: Int, sign: Int8, _ reach: Reach, _ manner: Manner) -> Float? {
        clear()
        if manner.attempt == 0 { detours.removeAll(keepingCapacity: true) }
        random = UInt64(truncatingIfNeeded: cell) &* 64 &+ UInt64(manner.attempt)
        self.reach = reach
        onlyUp = manner.onlyUp
        // An exchange is best closed among the totals and then carried down, one unit more is best carried up.
        fromTop = !onlyUp && manner.attempt % 3 < 2
        mending = [4, 12, 4, 1.5, 30][manner.attempt % 5]
        noise = manner.attempt < 4 ? 0 : 0.5
        let longest = onlyUp ? 5000 : manner.attempt < 8 ? 100 : 300
        guard isOpen(slots[cell], sign) else { return nil }
        var cost: Float = 0
        var next = Choice(cell: cell, sign: sign)
        while true {
            cost += slots[next.cell].cost
            guard cost < manner.limit, cells.count < longest else { return nil }
            apply(next)
            cells.append(next.cell)
            guard let equation = nextOpen() else { return cost }
            guard let found = mend(equation) else {
                avoid(equation)
                return nil
            }
            next = found
        }
    }

    /// A cell and the direction in which it changes.
    private struct Choice {
        var cell: Int
        var sign: Int8
    }

    /// The broken equation highest or lowest in the hierarchy, the shorter one of two.
    private func nextOpen() -> Int? {
        var best: Int?
        var least = (Int32.max, Int.max)
        for equation in open {
            let height = graph.heights[equation]
            let rank = (fromTop ? -height : height, graph.places(of: equation).count)
            if best == nil || rank < least { (best, least) = (equation, rank) }
        }
        return best
    }

    /// The cell that brings an equation closer to holding at the least price, what it will draw after it included.
    private mutating func mend(_ equation: Int) -> Choice? {
        let found = candidates(equation, keeping: Self.breadth)
        guard found.count > 1 else { return found.first?.choice }
        var best: Choice?
        var least = Float.infinity
        for (choice, ownPrice) in found {
            var price = ownPrice
            apply(choice)
            for place in graph.uses(of: choice.cell) where price < least + 4 * mending {
                let (other, direction) = graph.use(place)
                guard residuals[other] == direction * Int32(choice.sign), other != equation else { continue }
                // Broken by this cell: what would mending it cost?
                price += candidates(other, keeping: 1).first?.price ?? 50 * mending
            }
            takeBack(choice)
            if price < least { (best, least) = (choice, price) }
        }
        return best
    }

    /// The cells that bring an equation closer to holding, cheapest first.
    private func candidates(_ equation: Int, keeping limit: Int) -> [(choice: Choice, price: Float)] {
        let needed: Int8 = residuals[equation] > 0 ? -1 : 1
        var found: [(choice: Choice, price: Float)] = []
        var bar = Float.infinity
        for place in graph.places(of: equation) {
            let cell = graph.member(place)
            let slot = slots[cell]
            let sign = graph.isTotal(place, of: equation) ? -needed : needed
            guard slot.sign == 0, isOpen(slot, sign) else { continue }
            let uses = graph.uses(of: cell)
            guard slot.cost - mending * Float(uses.count) < bar else { continue }
            var price = slot.cost
            for use in uses {
                let (other, direction) = graph.use(use)
                let closer = residuals[other] * direction * Int32(sign) < 0
                price += closer ? -mending : mending
            }
            if !detours.isEmpty { price += detours[cell] ?? 0 }
            if noise > 0 { price += noise * scatter(cell) * (mending + price.magnitude) }
            guard price < bar else { continue }
            if found.count == limit { found.removeLast() }
            let position = found.firstIndex { price < $0.price } ?? found.count
            found.insert((Choice(cell: cell, sign: sign), price), at: position)
            if found.count == limit { bar = found[limit - 1].price }
        }
        return found
    }

    /// Whether a cell can change that way, as far as it must.
    private func isOpen(_ slot: CellSlots.Slot, _ sign: Int8) -> Bool {
        sign < 0 ? !onlyUp && slot.room >= max(0, reach.up) : slot.room >= max(0, reach.down)
    }

    private mutating func takeBack(_ choice: Choice) {
        shift(choice.cell, -Int32(choice.sign))
        slots.mark(choice.cell, 0)
    }

    private mutating func apply(_ choice: Choice) {
        shift(choice.cell, Int32(choice.sign))
        slots.mark(choice.cell, choice.sign)
    }

    private mutating func shift(_ cell: Int, _ sign: Int32) {
        for place in graph.uses(of: cell) {
            let (equation, direction) = graph.use(place)
            let before = residuals[equation]
            let after = before + direction * sign
            residuals[equation] = after
            if before == 0 { open.append(equation) }
            if after == 0, let position = open.lastIndex(of: equation) {
                open.swapAt(position, open.count - 1)
                open.removeLast()
            }
        }
    }

    /// Makes the latest cell of an equation that cannot be mended dearer in the next attempts.
    private mutating func avoid(_ equation: Int) {
        let stuck = Set(graph.places(of: equation).map { graph.member($0) })
        if let last = cells.dropFirst().last(where: { stuck.contains($0) }) { detours[last, default: 0] += 40 }
    }

    private mutating func clear() {
        for cell in cells {
            slots.mark(cell, 0)
            for place in graph.uses(of: cell) { residuals[graph.use(place).equation] = 0 }
        }
        cells.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
    }

    /// A number in 0..<1 that is the same for the same cell and attempt.
    private func scatter(_ cell: Int) -> Float {
        var z = (random ^ UInt64(truncatingIfNeeded: cell) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 29)) &* 0x94D0_49BB_1331_11EB
        return Float((z >> 40) & 0xFF_FFFF) / 16_777_216
    }
}
