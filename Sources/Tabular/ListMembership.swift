import Kernels

/// Who stands on which of several lists, by number: eight bytes for each entry, counted in the end.
///
/// One for each thread; lists are told apart by their names.
public struct ListMembership: Sendable {
    /// How many lists there can be.
    public static let mostLists = NumberSets.setLimit

    /// How many numbers stand on which lists.
    public struct Counts: Sendable, Hashable {
        /// Different numbers.
        public var numbers: Int
        /// Those of them that stand on two lists or more.
        public var onSeveral: Int
        /// For each pair of lists the numbers on both; on the diagonal the numbers of a list.
        public var matrix: [[Int]]
    }

    private var texts = TextStore()
    private var numbers = NumberSets()

    public init() {}

    /// The names of the lists in the order of their first appearance.
    public var names: [String] { texts.count == 0 ? [] : (1...UInt32(texts.count)).map { texts[$0] } }

    /// The place of a list among ``names``; nil for an empty name, and beyond ``mostLists``.
    public mutating func list(_ name: Span<UInt8>) -> Int? {
        let code = Int(texts.code(of: name))
        return code > 0 && code <= Self.mostLists ? code - 1 : nil
    }

    /// Whether there were more lists than can be.
    public var isOverfull: Bool { texts.count > Self.mostLists }

    /// Notes that a number below 2⁵⁴ stands on a list.
    public mutating func add(_ number: UInt64, to list: Int) { numbers.add(number, to: list) }

    /// Counts over what several threads collected.
    ///
    /// - Parameter lists: the names of all lists; rows and columns of the matrix stand in their order.
    public static func counts(_ parts: [ListMembership], lists: [String], threads: Int) -> Counts {
        let places = Dictionary(zip(lists, lists.indices), uniquingKeysWith: { first, _ in first })
        let counts = NumberSets.counts(
            parts.map { part in (part.numbers, part.names.map { places[$0] ?? 0 }) }, sets: lists.count,
            threads: threads)
        return Counts(numbers: counts.numbers, onSeveral: counts.inSeveral, matrix: counts.matrix)
    }
}
