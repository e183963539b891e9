import Problems
import Registry
import Store
import Synchronization

/// The latest check of the log, kept for whoever reads the page about it.
struct LogChecking: Sendable {
    struct Check: Sendable {
        var found: LogVerification
        /// Whether lists, sendings and decisions were held against it too.
        var hasEvidence: Bool
    }

    private final class Kept: Sendable {
        let latest = Mutex<Check?>(nil)
    }

    /// A log of at most so many entries is read through while a page is made; a longer one when somebody asks for it.
    static let atOnce = 20_000

    private let kept = Kept()

    /// The latest check; a short log is checked now where it grew since.
    func latest(_ registry: Registry, entries: Int) throws(Problem) -> Check? {
        let latest = kept.latest.withLock { $0 }
        guard entries <= Self.atOnce else { return latest }
        let heads = (try registry.logHead(.changes), try registry.logHead(.access))
        if let latest, latest.found.changes == heads.0, latest.found.access == heads.1 { return latest }
        return try check(registry, withEvidence: false)
    }

    /// Checks now.
    @discardableResult
    func check(_ registry: Registry, withEvidence: Bool) throws(Problem) -> Check {
        let found = try registry.verifyLog(withEvidence: withEvidence)
        return kept.latest.withLock { latest in
            var check = Check(found: found, hasEvidence: withEvidence)
            // What was found forged stays so until everything is read again.
            if !withEvidence, let before = latest, !before.found.evidence.isEmpty {
                check.found.evidence = before.found.evidence
                check.hasEvidence = before.hasEvidence
            }
            latest = check
            return check
        }
    }
}
