/// What the search for changes knows of each cell, side by side in memory.
struct CellSlots {
    struct Slot {
        /// How far the count lies above the smallest value that a reader must expect; −1 where the value is known.
        var room: Int32
        /// What hiding the cell costs; 0 once it is hidden.
        var cost: Float
        /// The cell's part in the present change: 1, −1 or 0.
        var sign: Int8
    }

    private var slots: [Slot]
    private let counts: [Int]
    /// Steps that were made already; the next change begins where they end.
    private var shifts: [Int: Int] = [:]

    /// - Parameter floor: the smallest value that a reader must expect in a hidden cell.
    init(_ cells: [PublishedCell], hidden: [Bool], floor: Int) {
        counts = cells.map(\.count)
        slots = zip(cells, hidden).map { cell, isHidden in
            let isKnown = cell.earlier == .published || (!isHidden && cell.count < floor)
            // Between the number of cells and the number of units lost: the root keeps high totals in print.
            return Slot(
                room: isKnown ? -1 : Self.room(cell.count, floor),
                cost: isHidden ? 0 : 1 + Float(cell.count).squareRoot(), sign: 0)
        }
    }

    subscript(cell: Int) -> Slot { slots[cell] }

    mutating func mark(_ cell: Int, _ sign: Int8) { slots[cell].sign = sign }
    mutating func hide(_ cell: Int) { slots[cell].cost = 0 }

    /// Hides a cell together with its whole block: even that it is zero is unknown then.
    mutating func withhold(_ cell: Int) {
        slots[cell].cost = 0
        slots[cell].room = Self.room(counts[cell], 0)
    }

    /// Makes as many steps of a change as the cells have room for, at most `limit`.
    mutating func move(_ change: [DisclosureWitness.Entry], limit: Int) {
        let steps = change.reduce(limit) { $1.amount < 0 ? min($0, Int(slots[$1.cell].room)) : $0 }
        for entry in change { shift(entry.cell, steps * entry.amount) }
    }

    /// Whether steps have been made.
    var isMoved: Bool { !shifts.isEmpty }

    /// The way from the true counts to where the steps have led.
    var displacement: [DisclosureWitness.Entry] {
        shifts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
            .map { DisclosureWitness.Entry(cell: $0.key, amount: $0.value) }
    }

    /// Goes back to the true counts.
    mutating func reset() {
        for (cell, amount) in shifts { slots[cell].room -= Int32(amount) }
        shifts.removeAll(keepingCapacity: true)
    }

    private mutating func shift(_ cell: Int, _ amount: Int) {
        slots[cell].room += Int32(amount)
        shifts[cell, default: 0] += amount
    }

    /// Large counts have room for any number of steps that can be asked for.
    private static func room(_ count: Int, _ floor: Int) -> Int32 { Int32(min(count, 1 << 30) - floor) }
}
