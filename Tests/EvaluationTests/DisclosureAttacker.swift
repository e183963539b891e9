import Evaluation

/// A reader who wants the hidden cells: exact elimination over fractions, and enumeration of all whole tables that agree
/// with what is printed. Knows nothing of how the cells were chosen, and shares no code with the room.
struct Attacker {
    struct Fraction: Equatable {
        var top: Int
        var bottom: Int

        init(_ top: Int, _ bottom: Int = 1) {
            var (a, b) = (abs(top), abs(bottom))
            while b != 0 { (a, b) = (b, a % b) }
            let divisor = max(1, a) * (bottom < 0 ? -1 : 1)
            self.top = top / divisor
            self.bottom = bottom / divisor
        }

        static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.top, a.bottom * b.bottom) }
        static func / (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.bottom, a.bottom * b.top) }
        static func - (a: Fraction, b: Fraction) -> Fraction {
            Fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
        }
    }

    /// The hidden cells, by position in the release.
    let unknowns: [Int]
    /// Reduced rows: a coefficient for each unknown, then the right-hand side.
    private(set) var rows: [[Fraction]] = []
    /// The unknown that each row solves for.
    private(set) var pivots: [Int] = []

    init(_ release: CountRelease, hidden: [Int]) {
        unknowns = hidden
        var column: [Int: Int] = [:]
        for (position, cell) in hidden.enumerated() { column[cell] = position }
        for number in 0..<release.equationCount {
            let equation = release.equation(number)
            var row = [Fraction](repeating: Fraction(0), count: hidden.count + 1)
            for (cell, sign) in equation.parts.map({ ($0, 1) }) + [(equation.total, -1)] {
                if let position = column[cell] {
                    row[position] = Fraction(sign)
                } else {
                    row[hidden.count] = row[hidden.count] - Fraction(sign * release.cells[cell].count)
                }
            }
            add(row)
        }
    }

    private mutating func add(_ row: [Fraction]) {
        var row = row
        for (known, pivot) in zip(rows, pivots) where row[pivot].top != 0 { Self.clear(&row, with: known, row[pivot]) }
        guard let pivot = row.dropLast().firstIndex(where: { $0.top != 0 }) else { return }
        let lead = row[pivot]
        row = row.map { $0 / lead }
        for other in rows.indices where rows[other][pivot].top != 0 {
            Self.clear(&rows[other], with: row, rows[other][pivot])
        }
        rows.append(row)
        pivots.append(pivot)
    }

    private static func clear(_ row: inout [Fraction], with other: [Fraction], _ factor: Fraction) {
        for column in row.indices where other[column].top != 0 { row[column] = row[column] - factor * other[column] }
    }

    /// Hidden cells whose value follows from the equations alone, with that value.
    var derived: [Int: Int] {
        var found: [Int: Int] = [:]
        for (row, pivot) in zip(rows, pivots) {
            let isAlone = row.dropLast().indices.allSatisfy { $0 == pivot || row[$0].top == 0 }
            if isAlone { found[unknowns[pivot]] = row[unknowns.count].top / row[unknowns.count].bottom }
        }
        return found
    }

    /// The number of unknowns that the equations leave open.
    var freedom: Int { unknowns.count - pivots.count }

    /// Least and greatest value of each hidden cell over all whole tables with every hidden cell at least at its floor and
    /// within a distance of the true count. The distance only makes the list finite: it can hide tables from the attacker's
    /// list, never add one, so that what the list leaves open is open.
    func ranges(_ release: CountRelease, floor: (Int) -> Int, within distance: Int) -> [Int: ClosedRange<Int>] {
        let free = unknowns.indices.filter { !pivots.contains($0) }
        let boxes = unknowns.map { cell in
            let count = release.cells[cell].count
            return max(floor(cell), count - distance)...(count + distance)
        }
        var values = boxes.map(\.lowerBound)
        var found: [Int: ClosedRange<Int>] = [:]
        while true {
            if solve(&values, free, boxes) {
                for (position, cell) in unknowns.enumerated() {
                    let value = values[position]
                    let old = found[cell] ?? value...value
                    found[cell] = min(old.lowerBound, value)...max(old.upperBound, value)
                }
            }
            // The next choice of the free unknowns, like a counter.
            guard let digit = free.first(where: { values[$0] < boxes[$0].upperBound }) else { return found }
            for earlier in free.prefix(while: { $0 != digit }) { values[earlier] = boxes[earlier].lowerBound }
            values[digit] += 1
        }
    }

    /// Whether the free unknowns can be completed to a whole table in the boxes.
    private func solve(_ values: inout [Int], _ free: [Int], _ boxes: [ClosedRange<Int>]) -> Bool {
        for (row, pivot) in zip(rows, pivots) {
            var value = row[unknowns.count]
            for column in free where row[column].top != 0 { value = value - row[column] * Fraction(values[column]) }
            guard value.bottom == 1, boxes[pivot].contains(value.top) else { return false }
            values[pivot] = value.top
        }
        return true
    }
}

extension DisclosurePattern {
    /// Positions of the cells that are not printed.
    var hidden: [Int] { fates.indices.filter { fates[$0] != .published } }
    func cells(_ fate: CellFate) -> [Int] { fates.indices.filter { fates[$0] == fate } }
}
