import Synchronization

/// How long each phase took; phases may come from several threads.
final class LinkClock: Sendable {
    private struct State {
        var phase = "load"
        var start = ContinuousClock.now
        var seconds: [String: Double] = [:]
    }

    private let state = Mutex(State())

    /// Ends the phase at hand and begins another.
    func begin(_ phase: String) {
        state.withLock { state in
            guard state.phase != phase else { return }
            let now = ContinuousClock.now
            let passed = (now - state.start) / .seconds(1)
            state.seconds[state.phase, default: 0] += passed
            (state.phase, state.start) = (phase, now)
        }
    }

    func end() { begin("end") }

    var seconds: [String: Double] { state.withLock { $0.seconds } }
}
