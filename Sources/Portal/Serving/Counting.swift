import Problems
import Registry
import Store
import Synchronization

/// Counts the figures anew, one count at a time: who asks while one runs is served by that one.
struct Counting: Sendable {
    private final class State: Sendable {
        let isRunning = Mutex(false)
    }

    private let state = State()

    func run(_ registry: Registry) throws(Problem) {
        let mayRun = state.isRunning.withLock { isRunning in
            defer { isRunning = true }
            return !isRunning
        }
        guard mayRun else { return }
        defer { state.isRunning.withLock { $0 = false } }
        _ = try Waiting.withoutLimit { () throws(Problem) in try registry.computeFigures() }
    }
}
