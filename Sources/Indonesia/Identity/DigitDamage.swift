public import Problems

/// Finds identity numbers whose 16th digit a spreadsheet has turned into zero.
///
/// A spreadsheet keeps 15 digits, so `3507112501900003` becomes `3507112501900000` or, from another person's number,
/// a number that looks right. One such number tells nothing: every tenth number ends in 0. But eight in a row do so
/// by chance once in a hundred million times, and a column of which a quarter does is no accident either.
///
/// Feed the **raw cells** in order, also those that are refused for another reason; chunks judged apart can be
/// appended in order. Only cells of exactly 16 digits count; all others neither make nor break a run.
public struct DigitDamage: Sendable, Hashable {
    /// How many numbers in a row must end in 0: by chance once in 10⁸.
    public static let minimumRun = 8

    /// Rows in which every number ends in 0.
    public struct Run: Sendable, Hashable, Codable {
        /// From the first to the last such row; empty rows between them are inside.
        public var rows: ClosedRange<Int>
        /// How many numbers stand in these rows.
        public var count: Int
    }

    /// Numbers seen.
    public private(set) var numbers = 0
    /// Numbers seen that end in 0.
    public private(set) var zeros = 0
    private var closed: [Run] = []
    /// Numbers in the closed runs.
    private var closedNumbers = 0
    /// The run at the beginning, which may continue one of the chunk before.
    private var leading: Run?
    private var current: Run?
    private var isLeading = true

    public init() {}

    /// Takes the next cell into account.
    public mutating func add(row: Int, _ bytes: Span<UInt8>) {
        guard let number = IdentityReader.sixteenDigits(bytes) else { return }
        add(row: row, endsInZero: number % 10 == 0)
    }

    /// Takes the next number into account.
    public mutating func add(row: Int, _ nik: NIK) { add(row: row, endsInZero: nik.number % 10 == 0) }

    private mutating func add(row: Int, endsInZero: Bool) {
        numbers += 1
        guard endsInZero else {
            if current != nil || isLeading { close() }
            return
        }
        zeros += 1
        if let run = current {
            current = Run(rows: run.rows.lowerBound...max(run.rows.upperBound, row), count: run.count + 1)
        } else {
            current = Run(rows: row...row, count: 1)
        }
    }

    private mutating func close() {
        if isLeading {
            leading = current
            isLeading = false
        } else if let current, current.count >= Self.minimumRun {
            closed.append(current)
            closedNumbers += current.count
        }
        current = nil
    }

    /// Appends what was found in the rows that follow this chunk.
    public mutating func append(_ next: DigitDamage) {
        guard next.numbers > 0 else { return }
        let first = next.isLeading ? next.current : next.leading
        if let first {
            current = current.map { Self.joined($0, first) } ?? first
        }
        if !next.isLeading {
            close()
            closed += next.closed
            closedNumbers += next.closedNumbers
            current = next.current
        }
        numbers += next.numbers
        zeros += next.zeros
    }

    private static func joined(_ first: Run, _ second: Run) -> Run {
        let end = max(first.rows.upperBound, second.rows.upperBound)
        return Run(rows: first.rows.lowerBound...end, count: first.count + second.count)
    }

    /// The damaged runs in order.
    public var runs: [Run] {
        let long = ([leading] + closed.map(Optional.some) + [current]).compactMap(\.self)
        return long.filter { $0.count >= Self.minimumRun }
    }

    /// Whether, outside the runs, far more numbers end in 0 than the tenth that chance gives: at least a quarter of
    /// at least 40, and six standard deviations above a tenth. Then every number of the column that ends in 0 is
    /// suspect.
    public var isScattered: Bool {
        var inRuns = closedNumbers
        if let leading, leading.count >= Self.minimumRun { inRuns += leading.count }
        if let current, current.count >= Self.minimumRun { inRuns += current.count }
        let rest = numbers - inRuns
        let restZeros = zeros - inRuns
        guard rest >= 40, restZeros * 4 >= rest else { return false }
        let excess = Double(restZeros) - 0.1 * Double(rest)
        return excess * excess >= 36 * 0.09 * Double(rest)
    }

    /// The row ranges to look at: the runs.
    public var rows: [ClosedRange<Int>] { runs.map(\.rows) }

    /// Whether a cell of a row has lost its last digit: it ends in 0 and stands in a run, or in a column full of such.
    ///
    /// Ask after all rows have been fed.
    public func isDamaged(row: Int, _ bytes: Span<UInt8>) -> Bool {
        guard let number = IdentityReader.sixteenDigits(bytes), number % 10 == 0 else { return false }
        return isScattered || isInRun(row)
    }

    private func isInRun(_ row: Int) -> Bool {
        if let leading, leading.count >= Self.minimumRun, leading.rows.contains(row) { return true }
        if let current, current.count >= Self.minimumRun, current.rows.contains(row) { return true }
        var low = 0
        var high = closed.count
        while low < high {
            let middle = (low + high) / 2
            if closed[middle].rows.upperBound < row { low = middle + 1 } else { high = middle }
        }
        return low < closed.count && closed[low].rows.contains(row)
    }

    /// `nik.trailing-zero` (`refuse`) for each run, with the arguments `first`, `last` and `count`; for scattered
    /// zeros one more without rows, with `count` and `total`. The value and the row are the caller's to fill in.
    public var problems: [Problem] {
        var problems = runs.map { run in
            Problem(
                "nik.trailing-zero", .refuse,
                [
                    "first": String(run.rows.lowerBound), "last": String(run.rows.upperBound),
                    "count": String(run.count),
                ])
        }
        if isScattered {
            problems.append(
                Problem("nik.trailing-zero", .refuse, ["count": String(zeros), "total": String(numbers)]))
        }
        return problems
    }
}
