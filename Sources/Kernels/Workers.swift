import Dispatch
import Synchronization

/// A given number of threads that take numbered tasks until none is left; off the server's cooperative pool.
public enum Workers {
    /// Runs the tasks 0 ..< `count` on `threads` threads and returns their results in the order of the tasks, so that
    /// nothing depends on which thread did what.
    ///
    /// - Parameters:
    ///   - context: makes what one thread keeps for itself over all of its tasks.
    ///   - task: does one task.
    public static func map<Context, Result: Sendable>(
        _ count: Int, threads: Int, context: @Sendable () -> Context,
        _ task: @Sendable (inout Context, Int) -> Result
    ) -> [Result] {
        guard count > 0 else { return [] }
        return [Result](unsafeUninitializedCapacity: count) { buffer, filled in
            // Each task writes its own place once, so that no two threads meet.
            nonisolated(unsafe) let places = buffer
            let next = Atomic<Int>(0)
            withoutActuallyEscaping(context) { context in
                withoutActuallyEscaping(task) { task in
                    let work: @Sendable () -> Void = {
                        var own = context()
                        while true {
                            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                            guard index < count else { return }
                            places.baseAddress?.advanced(by: index).initialize(to: task(&own, index))
                        }
                    }
                    run(work, threads: min(max(1, threads), count))
                }
            }
            filled = count
        }
    }

    /// Runs the tasks 0 ..< `count` on `threads` threads; the results keep the order of the tasks.
    public static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ task: @Sendable (Int) -> Result
    ) -> [Result] {
        map(count, threads: threads, context: { () }) { _, index in task(index) }
    }

    /// Runs `body` on the caller's thread while `threads` others do `work`; returns when all are through.
    ///
    /// - Parameter work: gets the number of its thread, from 0.
    public static func beside<Result>(
        threads: Int, work: @Sendable (Int) -> Void, _ body: () throws -> Result
    ) rethrows -> Result {
        try withoutActuallyEscaping(work) { work in
            let group = DispatchGroup()
            let queue = DispatchQueue(label: "gapura.workers", attributes: .concurrent)
            for number in 0..<max(1, threads) { queue.async(group: group) { work(number) } }
            defer { group.wait() }
            return try body()
        }
    }

    private static func run(_ work: @escaping @Sendable () -> Void, threads: Int) {
        guard threads > 1 else { return work() }
        let group = DispatchGroup()
        let queue = DispatchQueue(label: "gapura.workers", attributes: .concurrent)
        for _ in 1..<threads { queue.async(group: group, execute: work) }
        work()
        group.wait()
    }
}

/// A value that one thread makes and others wait for.
public final class Awaited<Value: Sendable>: Sendable {
    private let ready = DispatchSemaphore(value: 0)
    private let value = Mutex<Value?>(nil)

    public init() {}

    /// Hands the value over; once.
    public func put(_ made: Value) {
        value.withLock { $0 = made }
        ready.signal()
    }

    /// Waits for the value.
    public func take() -> Value? {
        ready.wait()
        ready.signal()
        return value.withLock { $0 }
    }
}
