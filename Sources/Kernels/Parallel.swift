import Dispatch

/// Work on several processors, off the server's cooperative pool.
public enum Parallel {
    /// Applies `transform` to every item, as many at a time as the machine has processors; the results keep the order.
    public static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ transform: @Sendable (Item) -> Result
    ) -> [Result] {
        guard items.count > 1 else { return items.map(transform) }
        return [Result](unsafeUninitializedCapacity: items.count) { buffer, count in
            // Each iteration writes its own place once, so that no two threads meet.
            nonisolated(unsafe) let places = buffer
            DispatchQueue.concurrentPerform(iterations: items.count) { index in
                places.baseAddress?.advanced(by: index).initialize(to: transform(items[index]))
            }
            count = items.count
        }
    }
}

extension Parallel {
    /// Ranges that cover 0 ..< count, for ``map(_:_:)``: at most 64, and none much smaller than `least`. They depend on
    /// the count alone, so that what is computed by pieces is the same on every machine.
    public static func pieces(of count: Int, atLeast least: Int) -> [Range<Int>] {
        let number = max(1, min(64, count / max(1, least)))
        return (0..<number).map { (count * $0 / number)..<(count * ($0 + 1) / number) }
    }
}
