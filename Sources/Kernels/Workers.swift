import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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

    /// Changes each of some values in place; several threads do so at a time, each with another value.
    public static func change<Value: Sendable>(
        _ values: inout [Value], threads: Int, _ change: @Sendable (Int, inout Value) -> Void
    ) {
        values.withUnsafeMutableBufferPointer { buffer in
            // No two threads have the same place.
            nonisolated(unsafe) let places = buffer
            _ = map(places.count, threads: threads) { change($0, &places[$0]) }
        }
    }

    /// Runs `body` on the caller's thread while up to `threads` others do `work`; returns when all are through.
    ///
    /// - Parameter work: gets the number of its thread, from 0. At least one other thread does it.
    public static func beside<Result>(
        threads: Int, work: @Sendable (Int) -> Void, _ body: () throws -> Result
    ) rethrows -> Result {
        try withoutActuallyEscaping(work) { work in
            let helpers = (0..<max(1, threads)).compactMap { number in WorkerThread { work(number) } }
            let group = DispatchGroup()
            if helpers.isEmpty { DispatchQueue(label: "gapura.workers").async(group: group) { work(0) } }
            defer {
                for helper in helpers { helper.join() }
                group.wait()
            }
            return try body()
        }
    }

    /// Threads of its own: Dispatch gives its pool no further thread for up to a second while those it has are waiting,
    /// which is what work inside work does.
    static func run(_ work: @escaping @Sendable () -> Void, threads: Int) {
        let helpers = (1..<max(1, threads)).compactMap { _ in WorkerThread(work) }
        work()
        for helper in helpers { helper.join() }
    }
}

/// A thread of the system that does one job.
private struct WorkerThread {
    private final class Job: Sendable {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    private let thread: pthread_t

    /// - Returns: nil where the system has no thread to give; the others then do its part.
    init?(_ work: @escaping @Sendable () -> Void) {
        let job = Unmanaged.passRetained(Job(work))
        #if canImport(Darwin)
            var created: pthread_t?
            let body: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { job in
                Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work()
                return nil
            }
        #else
            var created = pthread_t()
            let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { job in
                if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work() }
                return nil
            }
        #endif
        guard pthread_create(&created, nil, body, job.toOpaque()) == 0 else {
            job.release()
            return nil
        }
        #if canImport(Darwin)
            guard let created else { return nil }
        #endif
        thread = created
    }

    func join() { pthread_join(thread, nil) }
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
