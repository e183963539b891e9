/// Judges from all cells of a column which number comes first in its dates.
///
/// A cell such as `17/08/2021` can be read in one order only and is evidence; `03/04/2021` is none. Chunks can be
/// judged apart and merged.
public struct DateColumn: Sendable, Hashable {
    /// Cells that can only be read day first.
    public private(set) var dayFirst = 0
    /// Cells that can only be read month first.
    public private(set) var monthFirst = 0
    /// Cells that can be read both ways and mean different days.
    public private(set) var open = 0

    public init() {}

    /// Takes a cell into account.
    public mutating func add(_ bytes: Span<UInt8>) {
        guard case .numeric(let first, let second, _) = DateShape(bytes), first >= 1, second >= 1 else { return }
        if first > 12, first <= 31, second <= 12 {
            dayFirst += 1
        } else if second > 12, second <= 31, first <= 12 {
            monthFirst += 1
        } else if first <= 12, second <= 12, first != second {
            open += 1
        }
    }

    /// Takes the evidence of another chunk of the same column into account.
    public mutating func merge(_ other: DateColumn) {
        dayFirst += other.dayFirst
        monthFirst += other.monthFirst
        open += other.open
    }

    /// The order to read the column in.
    ///
    /// One order needs evidence, and at most one contrary cell in twenty (a slip of the hand). Without evidence, or
    /// with mixed evidence, the answer is `undecided` and every open cell is asked about.
    public var order: DateOrder {
        if dayFirst > 0, monthFirst * 20 <= dayFirst { return .dayFirst }
        if monthFirst > 0, dayFirst * 20 <= monthFirst { return .monthFirst }
        return .undecided
    }

    /// Whether the cells contradict each other.
    public var isConflicting: Bool { order == .undecided && dayFirst > 0 && monthFirst > 0 }
}
