/// Sums by group, and sums of products, that do not depend on the order of the terms in any digit that matters.
enum GroupSums {
    /// The total of each group.
    ///
    /// - Parameters:
    ///   - values: one value per row.
    ///   - group: the group of each row, 0 ..< count.
    static func totals(_ values: [Double], _ group: [Int], count: Int) -> [Double] {
        var sums = Array(repeating: CompensatedSum(), count: count)
        for (value, group) in zip(values, group) { sums[group].add(value) }
        return sums.map(\.value)
    }
}

/// A symmetric matrix of running sums Σ f · v vᵀ.
struct SymmetricSums {
    private var cells: [[CompensatedSum]]

    init(_ size: Int) { cells = (0..<size).map { Array(repeating: CompensatedSum(), count: $0 + 1) } }

    var matrix: [[Double]] {
        cells.indices.map { row in
            cells.indices.map { column in cells[max(row, column)][min(row, column)].value }
        }
    }

    mutating func add(_ vector: [Double], _ factor: Double) {
        for row in cells.indices {
            for column in 0...row { cells[row][column].add(factor * vector[row] * vector[column]) }
        }
    }

    mutating func add(_ other: SymmetricSums) {
        for row in cells.indices {
            for column in 0...row { cells[row][column].add(other.cells[row][column].value) }
        }
    }

    mutating func scale(by factor: Double) {
        for row in cells.indices {
            for column in 0...row {
                let scaled = cells[row][column].value * factor
                cells[row][column] = CompensatedSum()
                cells[row][column].add(scaled)
            }
        }
    }
}
