import Kernels

/// Where each number of a long column first stands, and which later places hold the same number: some thirty bytes a
/// number, and a word for each place that repeats one. May be asked by several threads.
public struct NumberIndex: Sendable {
    private var first: NumberMap
    private var later: [UInt32: [UInt32]] = [:]
    /// How many places repeat an earlier number.
    public private(set) var repeated = 0

    /// - Parameter numbers: one for each place, 0 where it has none; at most `UInt32.max` places.
    public init(_ numbers: [UInt64]) {
        first = NumberMap(capacity: numbers.count)
        for (place, number) in numbers.enumerated() where number != 0 {
            let place = UInt32(truncatingIfNeeded: place)
            guard let earlier = first.insert(number, place) else { continue }
            later[earlier, default: []].append(place)
            repeated += 1
        }
    }

    /// The first place that holds a number; nil where none does.
    @inline(__always)
    public subscript(number: UInt64) -> UInt32? { first[number] }

    /// The places after the first one that hold its number, ascending.
    public func repeats(of first: UInt32) -> [UInt32] { repeated == 0 ? [] : later[first] ?? [] }

    /// Each first place whose number is repeated, with the places that repeat it, in the order of the column.
    public var allRepeats: [(first: UInt32, later: [UInt32])] {
        later.sorted { $0.key < $1.key }.map { (first: $0.key, later: $0.value) }
    }
}
