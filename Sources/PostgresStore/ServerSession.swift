import CPostgreSQL
import Problems
import Store

/// One connection to the server. Used by one thread at a time: the pool hands it out.
@safe final class ServerSession: @unchecked Sendable {
    private let connection: OpaquePointer
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
            if !failure.lacksPassword { failure.state = ServerRefusal.state(address) }
            throw failure
        }
        unsafe PQsetErrorVerbosity(connection, PQERRORS_TERSE)
        // Notices are for those who administer the server; a program's error stream is for its user.
        unsafe PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    deinit { unsafe PQfinish(connection) }

    var isAlive: Bool { unsafe PQstatus(connection) == CONNECTION_OK }

    /// Whether it is alive and in no transaction.
    var isIdle: Bool { unsafe isAlive && PQtransactionStatus(connection) == PQTRANS_IDLE }

    private static func failure(of connection: OpaquePointer) -> ServerFailure {
        unsafe ServerFailure(
            state: "", message: String(cString: PQerrorMessage(connection)).trimmingPrefix("connection to ").description
        )
    }

    /// Runs statements without arguments that the program itself holds.
    @discardableResult
    func run(_ sql: String) throws(ServerFailure) -> ServerAnswer {
        try settle()
        return try unsafe checked(PQexec(connection, sql))
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(ServerFailure) -> ServerAnswer {
        try settle()
        let name = try prepare(sql, arguments)
        return try unsafe checked(
            arguments.withServerValues { unsafe PQexecPrepared(connection, name, $0, $1, $2, $3, 0) })
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
        guard let result = unsafe PQgetResult(connection) else {
            stream.isComplete = true
            return nil
        }
        let answer = unsafe ServerAnswer(result)
        if let failure = answer.failure {
            while let rest = unsafe PQgetResult(connection) { unsafe PQclear(rest) }
            stream.isComplete = true
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
        _ = try unsafe checked(PQexec(connection, statement))
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

    private func checked(_ result: OpaquePointer?) throws(ServerFailure) -> ServerAnswer {
        guard let result = unsafe result else { throw unsafe Self.failure(of: connection) }
        let answer = unsafe ServerAnswer(result)
        guard let failure = answer.failure else { return answer }
        throw told(failure)
    }

    /// What the server said last, where it said why it hangs up; else what libpq says of a connection that is gone.
    private func told(_ failure: ServerFailure) -> ServerFailure {
        isAlive || failure.state.hasPrefix("57P") ? failure : unsafe Self.failure(of: connection)
    }

    /// The name of the parsed statement.
    ///
    /// A number is told to be one of 64 bits and a text a text, so that the server cannot take them for something
    /// narrower; a null is whatever stands there.
    private func prepare(_ sql: String, _ arguments: [SQLValue]) throws(ServerFailure) -> String {
        let key = arguments.kinds + sql
        if let name = prepared[key] { return name }
        if prepared.count == Self.most {
            _ = try unsafe checked(PQexec(connection, "DEALLOCATE ALL"))
            prepared.removeAll(keepingCapacity: true)
            texts.removeAll(keepingCapacity: true)
        }
        let name = "g\(prepared.count)"
        let text = texts[sql] ?? ServerText.numbered(sql)
        texts[sql] = text
        let types = arguments.map(\.type)
        _ = try unsafe checked(
            types.withUnsafeBufferPointer {
                unsafe PQprepare(connection, name, text, Int32(types.count), $0.baseAddress)
            })
        prepared[key] = name
        return name
    }
}

/// Rows of a query that is being read.
private final class AnswerStream {
    var isComplete = false
    private var waiting: [ServerAnswer] = []
    private var taken = 0

    func keep(_ answer: ServerAnswer) { waiting.append(answer) }

    func take() -> ServerAnswer? {
        guard taken < waiting.count else { return nil }
        taken += 1
        return waiting[taken - 1]
    }
}
