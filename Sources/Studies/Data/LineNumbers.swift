/// The line (of a text) or row (of a sheet, of a data view) that each row of the data stands on.
struct LineNumbers: Sendable {
    let count: Int
    /// The number of the first row, where they follow each other without a gap.
    private let first: Int
    /// All numbers, where they do not.
    private let numbers: [Int32]

    /// Numbers that follow each other.
    init(count: Int, first: Int) {
        self.count = count
        self.first = first
        numbers = []
    }

    init(_ numbers: [Int32], shift: Int) {
        count = numbers.count
        first = Int(numbers.first ?? 0) + shift
        let start = numbers.first ?? 0
        let isRegular = numbers.enumerated().allSatisfy { Int($1) == Int(start) + $0 }
        self.numbers = isRegular ? [] : numbers.map { $0 + Int32(truncatingIfNeeded: shift) }
    }

    subscript(row: Int) -> Int { numbers.isEmpty ? first + row : Int(numbers[row]) }
}
