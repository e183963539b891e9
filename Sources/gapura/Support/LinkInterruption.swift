import Dispatch
import Foundation
import Problems
import Synchronization

/// Ctrl-C while linking: the first one asks the work to stop where nothing is left half done, the second ends the
/// program at once.
final class LinkInterruption {
    /// Whether somebody asked; may be looked at from any thread.
    final class Flag: Sendable {
        private let value = Mutex(false)

        var isRaised: Bool { value.withLock { $0 } }
        fileprivate func raise() { value.withLock { $0 = true } }

        /// - Throws: `linkage.cancelled` where somebody asked for it.
        func check() throws(Problem) {
            if isRaised { throw Problem("linkage.cancelled") }
        }
    }

    let flag = Flag()
    private let source: any DispatchSourceSignal

    init() {
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        _ = signal(SIGINT, SIG_IGN)
        source.setEventHandler { [flag] in
            flag.raise()
            _ = signal(SIGINT, SIG_DFL)
        }
        source.resume()
    }

    deinit {
        source.cancel()
        _ = signal(SIGINT, SIG_DFL)
    }
}
