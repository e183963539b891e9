/// How far the equations narrow hidden cells, one equation at a time.
struct CellBounds {
    /// Stands for *no upper bound*.
    static let unbounded = 1 << 52
    /// How often an equation is read at most: bounds that creep by 1 would otherwise take as many rounds as units.
    static let rounds = 100

    private(set) var lowest: [Int]
    private(set) var highest: [Int]

    init(_ release: CountRelease, hidden: [Bool], floors: [Int]) {
        lowest = release.cells.indices.map { hidden[$0] ? floors[$0] : release.cells[$0].count }
        highest = release.cells.indices.map { hidden[$0] ? Self.unbounded : release.cells[$0].count }
        let graph = release.graph
        var waits = [Bool](repeating: false, count: graph.equationCount)
        var turns = [Int](repeating: 0, count: graph.equationCount)
        var waiting: [Int] = []
        for equation in waits.indices where graph.places(of: equation).contains(where: { hidden[graph.member($0)] }) {
            waits[equation] = true
            waiting.append(equation)
        }
        while !waiting.isEmpty {
            let round = waiting
            waiting.removeAll(keepingCapacity: true)
            for equation in round {
                waits[equation] = false
                turns[equation] += 1
                for cell in narrow(equation, graph) {
                    for place in graph.uses(of: cell) {
                        let other = graph.use(place).equation
                        if !waits[other], turns[other] < Self.rounds {
                            waits[other] = true
                            waiting.append(other)
                        }
                    }
                }
            }
        }
    }

    /// Narrows the cells of an equation; returns those that changed.
    private mutating func narrow(_ equation: Int, _ graph: CellGraph) -> [Int] {
        let total = graph.total(of: equation)
        var least = 0
        var most = 0
        var endless = 0
        for place in graph.parts(of: equation) {
            let part = graph.member(place)
            least += lowest[part]
            if highest[part] == Self.unbounded { endless += 1 } else { most += highest[part] }
        }
        var changed: [Int] = []
        narrow(total, least, endless > 0 ? Self.unbounded : most, &changed)
        for place in graph.parts(of: equation) {
            let part = graph.member(place)
            guard lowest[part] < highest[part] else { continue }
            // What the other parts can hold at most and must hold at least.
            let others = highest[part] == Self.unbounded ? endless - 1 : endless
            let rest = highest[part] == Self.unbounded ? most : most - highest[part]
            let high = highest[total] == Self.unbounded ? Self.unbounded : highest[total] - (least - lowest[part])
            let (oldLow, oldHigh) = (lowest[part], highest[part])
            narrow(part, others > 0 ? 0 : lowest[total] - rest, high, &changed)
            least += lowest[part] - oldLow
            if oldHigh == Self.unbounded, highest[part] != Self.unbounded {
                endless -= 1
                most += highest[part]
            } else if oldHigh != Self.unbounded {
                most += highest[part] - oldHigh
            }
        }
        return changed
    }

    private mutating func narrow(_ cell: Int, _ low: Int, _ high: Int, _ changed: inout [Int]) {
        guard low > lowest[cell] || high < highest[cell] else { return }
        lowest[cell] = max(lowest[cell], low)
        highest[cell] = min(highest[cell], high)
        changed.append(cell)
    }
}
