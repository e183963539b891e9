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
    /// Seconds for the server's next word; nil waits for it however long it takes.
    let silence: Int?
    private let most: Int
    private let used = Mutex(0)
    /// Until when nobody tries to connect, where nobody could a moment ago.
    private let closedUntil = Mutex<ContinuousClock.Instant?>(nil)

    /// Seconds for which a server that let nobody in is not tried again.
    private static let pause = 5

    /// - Parameters:
    ///   - asking: the same address for somebody who asks one thing and has little time.
    ///   - most: connections at one time.
    ///   - patience: seconds to wait for one.
    ///   - silence: seconds for the server's next word; nil waits for it however long it takes.
    init(_ address: String, asking: String, most: Int, patience: Int, silence: Int? = nil) {
        self.address = address
        self.asking = asking
        self.patience = patience
        self.silence = silence
        self.most = most
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
        used.withLock { $0 += 1 }
        defer {
            used.withLock { $0 -= 1 }
            places.signal()
        }
        let session = try idle.withLock { $0.popLast() } ?? connect()
        defer {
            if session.isIdle { idle.withLock { $0.append(session) } }
        }
        return try body(session)
    }

    /// Connections that somebody uses now, and how many there may be.
    var use: (used: Int, most: Int) { (used.withLock(\.self), most) }

    private func connect() throws(ServerFailure) -> ServerSession {
        // Where pages wait, one who finds the door shut speaks for those behind.
        if let silence, let until = closedUntil.withLock({ $0 }), .now < until { throw .silent(silence) }
        let session: ServerSession
        do throws(ServerFailure) {
            session = try ServerSession(address)
        } catch {
            if error.state.isEmpty { closedUntil.withLock { $0 = .now + .seconds(Self.pause) } }
            throw error
        }
        session.patience = silence.map { min($0, ServerSession.patienceAtStart) }
        if let greeting = greeting.withLock(\.self) { try session.run(greeting) }
        return session
    }

    /// Says what every connection that is opened from now on is told first.
    func greet(with statements: String) { greeting.withLock { $0 = statements } }

    /// A connection that belongs to no pool, for one question.
    ///
    /// - Parameter patience: seconds for its answer.
    func connectToAsk(patience: Int) throws(ServerFailure) -> ServerSession {
        let session = try ServerSession(asking)
        session.patience = patience
        return session
    }

    /// Forgets connections nobody uses: after one of them was found dead the others are likely to be.
    func dropIdle() { idle.withLock { $0.removeAll() } }
}
