import Dispatch
import Problems
import Store
import Synchronization

/// Tells the log of access, for all who look at one time together: what waits while the log is being written goes into the
/// next transaction as one, so that a thousand looks a second do not make a thousand transactions. Everybody waits until
/// their own entries are stored.
final class AccessTeller: Sendable {
    private struct Waiting: Sendable {
        var entries: [LogEntry]
        var tell: @Sendable (Problem?) -> Void
    }

    private struct State {
        var waiting: [Waiting] = []
        /// Whether somebody writes, who will take along what waits then.
        var isWriting = false
        /// Whose log it is, once it was asked for.
        var registry: String?
    }

    private let database: any Database
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "gapura.access")

    init(_ database: any Database) { self.database = database }

    /// - Throws: `log.unwritable` where it cannot be told, `log.read-only` where it may not be: then nobody looks.
    func tell(_ entries: [LogEntry]) throws(Problem) {
        let done = DispatchSemaphore(value: 0)
        let failure = Mutex<Problem?>(nil)
        tell(entries) { problem in
            failure.withLock { $0 = problem }
            done.signal()
        }
        done.wait()
        if let problem = failure.withLock({ $0 }) { throw problem }
    }

    /// The same without waiting while others write: whoever finds nobody writing does it on their own thread.
    ///
    /// - Parameter then: called once, as soon as the entries are stored or with what prevents it (`log.unwritable`,
    ///   `log.read-only`), on this thread or another.
    func tell(_ entries: [LogEntry], then: @escaping @Sendable (Problem?) -> Void) {
        let isFirst = state.withLock { state in
            state.waiting.append(Waiting(entries: entries, tell: then))
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { write() }
    }

    /// Writes what waits; what came meanwhile is written elsewhere, for nobody works for others without an end.
    private func write() {
        let group = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        var problem: Problem?
        do {
            try store(group.flatMap(\.entries))
        } catch {
            let isRefused = ["store.read-only", "store.server-read-only", "store.no-right"].contains(error.code)
            problem = Problem(isRefused ? "log.read-only" : "log.unwritable", at: error.place, Self.detail(of: error))
        }
        for one in group { one.tell(problem) }
        let isMore = state.withLock { state in
            state.isWriting = !state.waiting.isEmpty
            return state.isWriting
        }
        if isMore { queue.async { self.write() } }
    }

    /// The database's own words where it has any, else the sentence of the problem.
    private static func detail(of problem: Problem) -> [String: String] {
        if let detail = problem.arguments["detail"] { return ["detail": detail] }
        return Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let sentence = Catalogue.bundled.reason(problem, language)
                let words = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
                return ("detail." + language.rawValue, words)
            })
    }

    private func store(_ entries: [LogEntry]) throws(Problem) {
        // The end of the other chain goes in: so a chain of changes that lost its end is found.
        let known = state.withLock { $0.registry }
        let (registry, seen, remembered) = try database.read { connection in
            let log = LogQueries(connection)
            // Asked for once: a log that is there stays there.
            return (try known ?? log.registry() ?? "", try log.head(), try known == nil ? log.lastRemembered() : nil)
        }
        state.withLock { $0.registry = registry }
        try database.accessLog().write { connection in
            let log = LogQueries(connection, .access)
            if try log.head() == nil, let first = entries.first {
                try log.begin(registry, at: first.instant, missing: remembered?.number)
            }
            try log.append(
                entries.map { entry in
                    var entry = entry
                    entry.seen = seen
                    return entry
                })
        }
    }
}
