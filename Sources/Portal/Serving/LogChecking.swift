import Problems
import Registry
import Store
import Synchronization

/// The latest check of the log, kept for whoever reads the page about it.
struct LogChecking: Sendable {
    struct Check: Sendable {
        /// What the chains are like, and what lists, sendings and decisions were found to be otherwise than the log tells.
        var found: LogVerification
        /// Whether the chains were read for this very page; else the answer is as old as its instant.
        var isFresh: Bool
        /// The last time that lists, sendings and decisions were held against the log too.
        var evidence: Evidence?

        /// How many entries both chains had.
        var entries: Int { found.entries }
    }

    struct Evidence: Sendable {
        var instant: String
        var entries: Int
    }

    private final class Kept: Sendable {
        let latest = Mutex<Check?>(nil)
    }

    /// A log of at most so many entries is read through for every page about it; a longer one when somebody asks for it.
    static let atOnce = 20_000

    private let kept = Kept()

    /// The latest check. Of a short log always one made now: what somebody forges while the portal runs shows too, although the
    /// ends of the chains stay what they are.
    func latest(_ registry: Registry, entries: Int) throws(Problem) -> Check? {
        guard entries <= Self.atOnce else { return kept.latest.withLock { $0 } }
        var check = try check(registry, withEvidence: false)
        check.isFresh = true
        return check
    }

    /// The latest check that was made; nil where none was since the portal began.
    var known: Check? { kept.latest.withLock { $0 } }

    /// Checks now.
    @discardableResult
    func check(_ registry: Registry, withEvidence: Bool) throws(Problem) -> Check {
        let found = try Waiting.withoutLimit { () throws(Problem) in
            try registry.verifyLog(withEvidence: withEvidence)
        }
        return kept.latest.withLock { latest in
            var check = Check(found: found, isFresh: false)
            if withEvidence {
                check.evidence = Evidence(instant: found.instant, entries: found.entries)
            } else if let before = latest {
                // What was found forged stays so until everything is read again.
                check.found.evidence = before.found.evidence
                check.found.others = before.found.others
                check.evidence = before.evidence
            }
            latest = check
            return check
        }
    }
}

extension LogVerification {
    /// How many entries both chains have, as far as they are whole.
    fileprivate var entries: Int { Int((changes?.number ?? 0) + (access?.number ?? 0)) }
}
