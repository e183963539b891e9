import Dispatch
import Synchronization

extension Workers {
    /// Makes the pieces 0 ..< `count` on several threads and hands them over in their order, one at a time, each on the
    /// thread that made it. What a thread keeps serves piece after piece, so that no more is held than is worked on.
    ///
    /// - Parameters:
    ///   - context: makes what one thread keeps for itself over all of its pieces.
    ///   - make: makes one piece in it; several threads do so at a time.
    ///   - use: takes the piece over; never two threads at a time.
    /// - Throws: what `make` or `use` throws for the first piece that fails; no later piece is handed over then.
    public static func inTurn<Context>(
        _ count: Int, threads: Int, context: @Sendable () -> Context,
        make: @Sendable (inout Context, Int) throws -> Void, use: @Sendable (inout Context) throws -> Void
    ) throws {
        guard count > 0 else { return }
        let threads = min(max(1, threads), count)
        // Pieces that are worked on follow each other, no more of them than there are threads.
        let turns = (0..<threads).map { _ in DispatchSemaphore(value: 0) }
        turns[0].signal()
        let next = Atomic<Int>(0)
        let failure = Mutex<(any Error)?>(nil)
        withoutActuallyEscaping(context) { context in
            withoutActuallyEscaping(make) { make in
                withoutActuallyEscaping(use) { use in
                    let work: @Sendable () -> Void = {
                        var own = context()
                        while true {
                            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                            guard index < count else { return }
                            let made = Result { try make(&own, index) }
                            turns[index % threads].wait()
                            defer { turns[(index + 1) % threads].signal() }
                            guard failure.withLock({ $0 == nil }) else { return }
                            do {
                                try made.get()
                                try use(&own)
                            } catch {
                                return failure.withLock { $0 = error }
                            }
                        }
                    }
                    run(work, threads: threads)
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
