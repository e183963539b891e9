import Problems
import Registry
import Synchronization

/// Counts the figures anew, one count at a time: who asks while one runs is served by that one.
struct Counting: Sendable {
    private final class Flag: Sendable {
        let isRunning = Mutex(false)
    }

    private let flag = Flag()

    func run(_ registry: Registry) throws(Problem) {
        let mayRun = flag.isRunning.withLock { isRunning in
            defer { isRunning = true }
            return !isRunning
        }
        guard mayRun else { return }
        defer { flag.isRunning.withLock { $0 = false } }
        try registry.computeFigures()
    }
}
