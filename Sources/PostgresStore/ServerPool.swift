import Dispatch
import Problems
import Synchronization

/// Connections to one server, opened when they are needed and kept for the next who needs one.
final class ServerPool: Sendable {
    private let address: String
    private let asking: String
    private let idle = Mutex<[ServerSession]>([])
    /// What every connection is told first.
    private let greeting = Mutex<String?>(nil)
    private let places: DispatchSemaphore
    private let patience: Int

    /// - Parameters:
    ///   - asking: the same address for somebody who asks one thing and has little time.
    ///   - most: connections at one time.
    ///   - patience: seconds to wait for one.
    init(_ address: String, asking: String, most: Int, patience: Int) {
        self.address = address
        self.asking = asking
        self.patience = patience
        places = DispatchSemaphore(value: most)
    }

    /// Calls the body with a connection that is this caller's alone.
    ///
    /// - Throws: what the body throws; `ServerFailure` where there is no server, and with the state of a lock that could
    ///   not be had where all connections stay in use.
    func withSession<Result>(_ body: (ServerSession) throws -> Result) throws -> Result {
        guard places.wait(timeout: .now() + .seconds(patience)) == .success else {
            throw ServerFailure(state: "55P03", message: "")
        }
        defer { places.signal() }
        let session = try idle.withLock { $0.popLast() } ?? connect()
        defer {
            if session.isIdle { idle.withLock { $0.append(session) } }
        }
        return try body(session)
    }

    private func connect() throws(ServerFailure) -> ServerSession {
        let session = try ServerSession(address)
        if let greeting = greeting.withLock(\.self) { try session.run(greeting) }
        return session
    }

    /// Says what every connection that is opened from now on is told first.
    func greet(with statements: String) { greeting.withLock { $0 = statements } }

    /// A connection that belongs to no pool, for one question.
    func connectToAsk() throws(ServerFailure) -> ServerSession { try ServerSession(asking) }

    /// Forgets connections nobody uses: after one of them was found dead the others are likely to be.
    func dropIdle() { idle.withLock { $0.removeAll() } }
}
