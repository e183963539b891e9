import CPostgreSQL
import Dispatch
import Foundation
import Synchronization

/// Waiting for the server's next word, and giving a connection up on which none comes.
///
/// A server that is stopped without hanging up keeps its connections: neither the network nor the server tells anything.
extension ServerSession {
    /// Seconds for what no work and no lock stands before.
    static let patienceAtStart = 5
    /// Seconds that a statement that was called off has to end.
    private static let patienceOfCalling = 2

    /// Waits until the next answer can be taken without waiting.
    ///
    /// Without ``patience`` it leaves the waiting to libpq. Whatever arrives counts: rows that keep coming are an answer,
    /// however long they take.
    ///
    /// - Throws: `ServerFailure` that is silent, after which the session is of no use any more.
    func awaitAnswer() throws(ServerFailure) {
        guard !isGivenUp else { throw .silent(patience ?? 0) }
        guard let patience else { return }
        var end = ContinuousClock.now + .seconds(patience)
        var isCalledOff = false
        while unsafe PQisBusy(connection) == 1 {
            let left = (end - .now) / .milliseconds(1)
            if left <= 0 {
                guard !isCalledOff, !isBeginning else {
                    isGivenUp = true
                    throw .silent(patience)
                }
                callOff()
                (isCalledOff, wasCalledOff) = (true, true)
                end = .now + .seconds(Self.patienceOfCalling)
                continue
            }
            var socket = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&socket, 1, Int32(min(left.rounded(.up), 60_000))) > 0 else { continue }
            guard unsafe PQconsumeInput(connection) == 1 else { throw unsafe Self.failure(of: connection) }
            if !isCalledOff { end = .now + .seconds(patience) }
        }
    }

    /// Asks the server to end what it is at, on a connection of its own: who asks a frozen server waits as well.
    private func callOff() {
        guard Self.callers.withLock({ $0 < Self.mostCallers }), let cancel = unsafe PQgetCancel(connection) else {
            return
        }
        Self.callers.withLock { $0 += 1 }
        let call = unsafe Call(cancel: cancel)
        Thread.detachNewThread {
            call.make()
            Self.callers.withLock { $0 -= 1 }
        }
    }

    /// So many wait at one time at most; they end when the server does, or goes on.
    private static let mostCallers = 16
    private static let callers = Mutex(0)

    @safe private struct Call: @unchecked Sendable {
        let cancel: OpaquePointer

        func make() {
            var complaint: CChar = 0
            _ = unsafe PQcancel(cancel, &complaint, 1)
            unsafe PQfreeCancel(cancel)
        }
    }
}
