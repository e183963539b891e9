import CPostgreSQL
import Problems
import Store

/// One connection to the server. Used by one thread at a time: the pool hands it out.
@safe final class ServerSession: @unchecked Sendable {
    let connection: OpaquePointer
    /// Seconds for the server's next word; nil waits for it however long it takes.
    var patience: Int?
    /// Whether nothing was asked of the server yet that it could end.
    var isBeginning = false
    /// Whether the server kept silent and nobody waits for it any more.
    var isGivenUp = false
    /// Whether a statement was called off for its silence: the call may come late, and end the one after it.
    var wasCalledOff = false
    /// Statements the server has parsed, by text and kinds of arguments.
    private var prepared: [String: String] = [:]
    private var texts: [String: String] = [:]
    private var stream: AnswerStream?
    /// Writers whose rows are not all sent, in the order in which they were asked for.
    private var writers: [CopyWriter] = []

    /// So many parsed statements are kept; then all are forgotten.
    private static let most = 400

    /// - Throws: `ServerFailure`, without a state where nobody answers.
    init(_ address: String) throws(ServerFailure) {
        guard let connection = unsafe PQconnectdb(address) else { throw ServerFailure(state: "", message: "libpq") }
        unsafe self.connection = connection
        guard unsafe PQstatus(connection) == CONNECTION_OK else {
            var failure = unsafe Self.failure(of: connection)
            failure.lacksPassword = unsafe PQconnectionNeedsPassword(connection) == 1
            failure.isForged = ServerRefusal.isOfCertificate(failure.message)
            if !failure.lacksPassword, !failure.isForged { failure.state = ServerRefusal.state(address) }
            throw failure
        }
        unsafe PQsetErrorVerbosity(connection, PQERRORS_TERSE)
        // Notices are for those who administer the server; a program's error stream is for its user.
        unsafe PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    deinit { unsafe PQfinish(connection) }

    var isAlive: Bool { unsafe !isGivenUp && PQstatus(connection) == CONNECTION_OK }

    /// Whether it is alive and in no transaction, and serves the next.
    var isIdle: Bool { unsafe isAlive && !wasCalledOff && PQtransactionStatus(connection) == PQTRANS_IDLE }

    /// Runs statements without arguments that the program itself holds.
    @discardableResult
    func run(_ sql: String) throws(ServerFailure) -> ServerAnswer {
        try settle()
        return try answer(sent: unsafe PQsendQuery(connection, sql))
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(ServerFailure) -> ServerAnswer {
        try settle()
        let name = try prepare(sql, arguments)
        return try answer(
            sent: unsafe arguments.withServerValues {
                unsafe PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 0)
            })
    }

    /// Hands over the rows of a query as they arrive. Another statement on the way makes the rest wait in memory.
    func query(
        _ sql: String, _ arguments: [SQLValue], _ each: (ServerRow) throws -> Void
    ) throws {
        try settle()
        let name = try prepare(sql, arguments)
        let sent = unsafe arguments.withServerValues { unsafe PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 0) }
        guard sent == 1, unsafe PQsetSingleRowMode(connection) == 1 else { throw unsafe Self.failure(of: connection) }
        let stream = AnswerStream()
        self.stream = stream
        defer {
            if self.stream === stream { self.stream = nil }
        }
        do {
            while let answer = try next(stream) {
                for place in 0..<answer.rows { try each(ServerRow(answer: answer, place: place)) }
            }
        } catch {
            // What is still to come must not be taken for the answer to the next statement.
            while let rest = try? receive(stream) { _ = rest }
            throw error
        }
    }

    private func next(_ stream: AnswerStream) throws(ServerFailure) -> ServerAnswer? {
        if let waiting = stream.take() { return waiting }
        return try receive(stream)
    }

    private func receive(_ stream: AnswerStream) throws(ServerFailure) -> ServerAnswer? {
        guard !stream.isComplete else { return nil }
        do throws(ServerFailure) {
            try awaitAnswer()
        } catch {
            stream.isComplete = true
            throw error
        }
        guard let result = unsafe PQgetResult(connection) else {
            stream.isComplete = true
            return nil
        }
        let answer = unsafe ServerAnswer(result)
        if let failure = answer.failure {
            stream.isComplete = true
            while let rest = try following() { _ = rest }
            throw told(failure)
        }
        return answer
    }

    /// Lets the rest of a query that is still being read wait in memory, so that another statement can be sent; sends
    /// rows that are held back, so that it sees them.
    private func settle() throws(ServerFailure) {
        if let stream {
            while let answer = try receive(stream) { stream.keep(answer) }
            self.stream = nil
        }
        for writer in writers where writer.isHolding { try send(writer.take(), by: writer.statement) }
    }

    /// Keeps a writer whose rows are to be sent before the next statement.
    func hold(_ writer: CopyWriter) { writers.append(writer) }

    /// Sends the rows of all writers, those of the first writer first: rows of a later one may refer to them.
    func sendHeld() throws(ServerFailure) { try settle() }

    func release(_ writer: CopyWriter) { writers.removeAll { $0 === writer } }

    /// Forgets rows that were not sent: their transaction is taken back.
    func dropHeld() { writers.removeAll() }

    private func send(_ bytes: [UInt8], by statement: String) throws(ServerFailure) {
        _ = try answer(sent: unsafe PQsendQuery(connection, statement))
        let isSent = unsafe bytes.withUnsafeBytes { bytes in
            // Its length is counted in 32 bits.
            stride(from: 0, to: bytes.count, by: 1 << 24).allSatisfy { start in
                let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + 1 << 24, bytes.count)])
                return unsafe PQputCopyData(
                    connection, part.assumingMemoryBound(to: CChar.self).baseAddress, Int32(part.count)) == 1
            }
        }
        guard isSent, unsafe PQputCopyEnd(connection, nil) == 1 else { throw unsafe Self.failure(of: connection) }
        let end = AnswerStream()
        while try receive(end) != nil {}
    }

    /// The last answer to what was sent; where the server waits for rows, that it does.
    private func answer(sent: Int32) throws(ServerFailure) -> ServerAnswer {
        guard sent == 1 else { throw unsafe Self.failure(of: connection) }
        var last: ServerAnswer?
        while let answer = try following() {
            last = answer
            if answer.wantsRows || !isAlive { break }
        }
        guard let last else { throw unsafe Self.failure(of: connection) }
        guard let failure = last.failure else { return last }
        throw told(failure)
    }

    /// The next answer; nil after the last.
    private func following() throws(ServerFailure) -> ServerAnswer? {
        try awaitAnswer()
        return unsafe PQgetResult(connection).map { unsafe ServerAnswer($0) }
    }

    /// What the server said last, where it said why it hangs up; else what libpq says of a connection that is gone.
    private func told(_ failure: ServerFailure) -> ServerFailure {
        if wasCalledOff, failure.state == "57014" { return .silent(patience ?? 0) }
        return isAlive || failure.state.hasPrefix("57P") ? failure : unsafe Self.failure(of: connection)
    }

    /// The name of the parsed statement.
    ///
    /// A number is told to be one of 64 bits and a text a text, so that the server cannot take them for something
    /// narrower; a null is whatever stands there.
    private func prepare(_ sql: String, _ arguments: [SQLValue]) throws(ServerFailure) -> String {
        let key = arguments.kinds + sql
        if let name = prepared[key] { return name }
        if prepared.count == Self.most {
            _ = try answer(sent: unsafe PQsendQuery(connection, "DEALLOCATE ALL"))
            prepared.removeAll(keepingCapacity: true)
            texts.removeAll(keepingCapacity: true)
        }
        let name = "g\(prepared.count)"
        let text = texts[sql] ?? ServerText.numbered(sql)
        texts[sql] = text
        let types = arguments.map(\.type)
        _ = try answer(
            sent: unsafe types.withUnsafeBufferPointer {
                unsafe PQsendPrepare(connection, name, text, Int32(types.count), $0.baseAddress)
            })
        prepared[key] = name
        return name
    }
}
