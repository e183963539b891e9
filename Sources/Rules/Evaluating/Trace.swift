/// What each sub-expression came to in one evaluation; within a macro, in its last round.
final class Trace {
    private(set) var cells: [Cell?]
    private(set) var rounds: [Int]
    /// Nodes in the order in which they were first done.
    private(set) var order: [Int] = []

    init(_ count: Int) {
        cells = Array(repeating: nil, count: count)
        rounds = Array(repeating: 0, count: count)
    }

    func note(_ node: Int, _ cell: Cell) {
        if cells[node] == nil { order.append(node) }
        cells[node] = cell
        rounds[node] += 1
    }
}
