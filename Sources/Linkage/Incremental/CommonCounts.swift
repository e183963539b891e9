import Kernels

/// How many records have each value of a field whose commonest values say nothing.
struct CommonCounts {
    private let limit: Int
    /// A number for the value of each record, ascending.
    private let values: [UInt64]
    private var added: [UInt64: Int] = [:]

    /// - Parameters:
    ///   - column: the values, the commonest ones among them.
    ///   - limit: a value of more records than this says nothing.
    init(_ column: RecordColumn, limit: Int) {
        self.limit = limit
        values = (0..<column.count).map { column.hash($0) }.sorted()
    }

    /// Whether a value says nothing once one record more has it.
    func isTooCommon(_ value: UInt64) -> Bool {
        bound(value, isUpper: true) - bound(value, isUpper: false) + (added[value] ?? 0) >= limit
    }

    mutating func add(_ value: UInt64) { added[value, default: 0] += 1 }

    /// The first place of a value, or the one behind its last.
    private func bound(_ value: UInt64, isUpper: Bool) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            let isBefore = isUpper ? values[middle] <= value : values[middle] < value
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
