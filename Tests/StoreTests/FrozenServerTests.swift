import Foundation
import PostgresStore
import Problems
import Store
import TestServer
import Testing

/// A server that is stopped without hanging up: a page waits for it so long and no longer.
@Suite(.enabled(if: Kind.server != nil, "no PostgreSQL server for tests: GAPURA_TEST_POSTGRES is not set"))
struct FrozenServerTests {
    /// Seconds, and the few more that calling a statement off may take.
    private static let limit = 2
    private static let most = Duration.seconds(12)

    private func open(_ scratch: Scratch, connections: Int = 2) throws -> PostgresDatabase {
        try PostgresDatabase(TestServer.address(of: scratch.name), connections: connections, answersWithin: Self.limit)
    }

    private static func backend(_ connection: any Connection) throws -> Int32 {
        Int32(try connection.count("SELECT pg_backend_pid()"))
    }

    @Test func aQuestionIsGivenUp() throws {
        let scratch = try Scratch(.postgres)
        let database = try open(scratch)
        let began = ContinuousClock.now
        let problem = #expect(throws: Problem.self) {
            _ = try database.read { connection in
                let backend = try Self.backend(connection)
                #expect(kill(backend, SIGSTOP) == 0)
                defer { kill(backend, SIGCONT) }
                return try connection.count("SELECT 7")
            }
        }
        #expect(problem?.code == "store.silent" && problem?.arguments["seconds"] == String(Self.limit))
        #expect(ContinuousClock.now - began < Self.most)
        // The connection is given up, and the next one answers.
        #expect(try database.read { try $0.count("SELECT 8") } == 8)
    }

    @Test func aConnectionThatFrozeWhileNobodyUsedItIsReplaced() throws {
        let scratch = try Scratch(.postgres)
        let database = try open(scratch, connections: 1)
        let backend = try database.read { try Self.backend($0) }
        #expect(kill(backend, SIGSTOP) == 0)
        defer { kill(backend, SIGCONT) }
        let began = ContinuousClock.now
        #expect(try database.read { try $0.count("SELECT 8") } == 8)
        #expect(ContinuousClock.now - began < Self.most)
    }

    /// What is called off ends at the server too. What may take long, and what changes something, is not called off.
    @Test func aLongStatementIsCalledOffUnlessItMayBeLong() throws {
        let scratch = try Scratch(.postgres)
        let database = try open(scratch)
        let nap = "SELECT COUNT(*) FROM (SELECT pg_sleep(?)) nap"
        let problem = #expect(throws: Problem.self) {
            _ = try database.read { try $0.count(nap, [.integer(60)]) }
        }
        #expect(problem?.code == "store.silent")
        let asleep =
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '\(scratch.name)' AND query LIKE '%nap%' AND state = 'active'"
        #expect(try TestServer.psql(asleep) == "0")
        let long = try Waiting.withoutLimit { () throws(Problem) in
            try database.read { try $0.count(nap, [.integer(4)]) }
        }
        #expect(long == 1)
        #expect(try database.write { try $0.count(nap, [.integer(4)]) } == 1)
        // Rows that keep coming are an answer, however long they take; the server sends some eight kilobytes at a time.
        let rows = try database.read { connection in
            var rows = 0
            try connection.query("SELECT REPEAT('x', 10000), pg_sleep(0.5) FROM generate_series(1, 8)", []) { _ in
                rows += 1
            }
            return rows
        }
        #expect(rows == 8)
    }
}
