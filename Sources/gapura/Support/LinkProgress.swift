import Foundation
import Linkage
import Problems
import Synchronization

/// A line on the terminal that says how far linking is and how long it still takes.
final class LinkProgress: Sendable {
    private struct State {
        var shown = Date.distantPast
        var started: Date?
        var timeLeft = LinkageTimeLeft()
    }

    private let console: Console
    private let state = Mutex(State())
    private let isVisible: Bool

    init(_ console: Console) {
        self.console = console
        isVisible = !console.isQuiet && isatty(2) == 1
    }

    func count(_ records: Int, _ pairs: Int?) {
        state.withLock { $0.timeLeft.count(records: records, pairs: pairs) }
    }

    func show(_ phase: LinkageMonitor.Phase, _ part: Double) {
        guard isVisible else { return }
        let now = Date()
        let left: Double?? = state.withLock { state in
            let started = state.started ?? now
            state.started = started
            guard now.timeIntervalSince(state.shown) > 0.1 else { return nil }
            state.shown = now
            return .some(state.timeLeft.left(phase, part, elapsed: now.timeIntervalSince(started)))
        }
        guard let left else { return }
        let name = console.say("link.phase." + phase.rawValue).padding(toLength: 16, withPad: " ", startingAt: 0)
        let rest = left.map { console.say("link.left", ["time": Self.time($0)]) } ?? ""
        let line = "\(name) \(Int(part * 100)) %   \(rest)".padding(toLength: 60, withPad: " ", startingAt: 0)
        try? FileHandle.standardError.write(contentsOf: Data(("\r" + line).utf8))
    }

    /// Takes the line away, so that what follows stands alone.
    func clear() {
        guard isVisible, state.withLock({ $0.started }) != nil else { return }
        let blank = "\r" + String(repeating: " ", count: 60) + "\r"
        try? FileHandle.standardError.write(contentsOf: Data(blank.utf8))
    }

    /// Minutes and seconds, or hours and minutes.
    static func time(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 359_999).rounded(.up))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return whole < 3600
            ? "\(whole / 60):\(two(whole % 60))" : "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }
}
