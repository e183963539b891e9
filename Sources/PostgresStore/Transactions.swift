import Problems

/// The connection was gone before the transaction began: nothing was asked of the server yet.
struct DeadAtStart: Error {
    var failure: ServerFailure
}

/// The connection broke while the transaction was being stored, after everything in it had succeeded.
struct LostCommit<Result>: Error {
    var result: Result
    var failure: ServerFailure
}

extension LostCommit: Sendable where Result: Sendable {}

/// Writers of one registry know each other by a number in the server's list of advisory locks; who only tells the log of
/// access by another one.
enum ServerTurn: Int {
    case changes = 0x4761_7075_7261
    case access = 0x4a65_6a61_6b
}

extension ServerSession {
    /// Runs the body between two statements; where it throws, everything is taken back.
    func inTransaction<Result: Sendable>(
        _ opening: String, then closing: String, _ body: () throws -> Result
    ) throws -> Result {
        do throws(ServerFailure) {
            // Nothing stands before it: who does not answer is frozen, and another connection may be none.
            let patience = patience
            (self.patience, isBeginning) = (patience.map { min($0, Self.patienceAtStart) }, true)
            defer { (self.patience, isBeginning) = (patience, false) }
            try run(opening)
        } catch {
            throw isAlive ? error : DeadAtStart(failure: error)
        }
        let result: Result
        do {
            result = try body()
            try sendHeld()
        } catch {
            dropHeld()
            // Where the connection is gone the server takes it back by itself.
            if isAlive { _ = try? run("ROLLBACK") }
            throw error
        }
        do throws(ServerFailure) {
            dropHeld()
            let tag = try run(closing).tag
            // Where a statement failed and somebody went on, the server takes everything back and calls it an end.
            guard tag == closing else { throw ServerFailure(state: "25P02", message: tag) }
        } catch {
            throw isAlive || closing != "COMMIT" ? error : LostCommit(result: result, failure: error)
        }
        return result
    }

    /// Waits until no other writer is at work.
    ///
    /// - Returns: the server's number of this transaction, by which it knows later whether it was stored.
    func take(_ turn: ServerTurn) throws(ServerFailure) -> String? {
        try run("SELECT pg_advisory_xact_lock(\(turn.rawValue))")
        return try run("SELECT pg_current_xact_id()::text").text(0, 0)
    }
}
