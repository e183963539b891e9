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

    private let database: any Database
    private let waiting = Mutex<[Waiting]>([])
    private let queue = DispatchQueue(label: "gapura.access")

    init(_ database: any Database) { self.database = database }

    /// - Throws: `log.unwritable` where it cannot be told, `log.read-only` where it may not be: then nobody looks.
    func tell(_ entries: [LogEntry]) throws(Problem) {
        let done = DispatchSemaphore(value: 0)
        let failure = Mutex<Problem?>(nil)
        enter(entries) { problem in
            failure.withLock { $0 = problem }
            done.signal()
        }
        done.wait()
        if let problem = failure.withLock({ $0 }) { throw problem }
    }

    /// The same without keeping a thread waiting.
    ///
    /// - Throws: `log.unwritable`, `log.read-only`.
    func tell(_ entries: [LogEntry]) async throws(Problem) {
        let problem = await withCheckedContinuation { continuation in
            enter(entries) { continuation.resume(returning: $0) }
        }
        if let problem { throw problem }
    }

    private func enter(_ entries: [LogEntry], _ tell: @escaping @Sendable (Problem?) -> Void) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(Waiting(entries: entries, tell: tell))
            return waiting.count == 1
        }
        // Whoever comes later is taken along.
        if isFirst { queue.async { self.write() } }
    }

    private func write() {
        let group = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        var problem: Problem?
        do {
            try store(group.flatMap(\.entries))
        } catch {
            let isRefused = ["store.read-only", "store.server-read-only", "store.no-right"].contains(error.code)
            problem = Problem(
                isRefused ? "log.read-only" : "log.unwritable", at: error.place,
                ["detail": error.arguments["detail"] ?? error.code])
        }
        for one in group { one.tell(problem) }
    }

    private func store(_ entries: [LogEntry]) throws(Problem) {
        // The end of the other chain goes in: so a chain of changes that lost its end is found.
        let (registry, seen) = try database.read { connection in
            let log = LogQueries(connection)
            return (try log.registry() ?? "", try log.head())
        }
        try database.accessLog().write { connection in
            let log = LogQueries(connection, .access)
            if try log.head() == nil, let first = entries.first { try log.begin(registry, at: first.instant) }
            try log.append(
                entries.map { entry in
                    var entry = entry
                    entry.seen = seen
                    return entry
                })
        }
    }
}
