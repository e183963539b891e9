import Dispatch
import Foundation
import Linkage
import Problems

/// Ctrl-C while linking: the first one asks the work to stop where nothing is left half done, the second ends the
/// program at once.
final class LinkInterruption {
    let flag = SharedFlag()
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

extension SharedFlag {
    /// - Throws: `linkage.cancelled` where somebody asked for it.
    func check() throws(Problem) {
        if isRaised { throw Problem("linkage.cancelled") }
    }
}
