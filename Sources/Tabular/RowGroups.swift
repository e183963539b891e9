import Kernels

/// The rows of a long column of numbers, those of one number side by side: twelve bytes for each row, and eight more while
/// they are brought together.
///
/// The order of the groups means nothing; it depends on the numbers alone.
public struct RowGroups: Sendable {
    private let sorted: SortedKeys

    /// - Parameters:
    ///   - numbers: one for each row, 0 where the row has none and stands in no group; at most `UInt32.max` rows.
    ///   - threads: how many threads take part.
    public init(_ numbers: [UInt64], threads: Int) {
        sorted = SortedKeys(numbers.map(KeyMixer.mixed), threads: threads)
    }

    /// Hands over the rows of each number, ascending.
    public func forEach<Failure: Error>(_ body: (ArraySlice<UInt32>) throws(Failure) -> Void) throws(Failure) {
        let keys = sorted.keys
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count, keys[end] == keys[start] { end += 1 }
            try body(sorted.rows[start..<end])
            start = end
        }
    }
}
