import Foundation
import PostgresStore
import Problems
import Store
import TestServer
import Testing

/// What only a server can do to its clients.
@Suite(.enabled(if: Kind.server != nil, "no PostgreSQL server for tests: GAPURA_TEST_POSTGRES is not set"))
struct ServerTests {
    private func terminate(_ database: String) throws {
        try TestServer.psql(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '\(database)'")
    }

    @Test func deadConnectionsAreReplaced() throws {
        let scratch = try Scratch(.postgres)
        #expect(try scratch.database.read { try $0.count("SELECT 7") } == 7)
        for _ in 0..<3 {
            try terminate(scratch.name)
            #expect(try scratch.database.read { try $0.count("SELECT 8") } == 8)
            try terminate(scratch.name)
            try scratch.database.change("CREATE TABLE IF NOT EXISTS thing (id BIGINT)")
        }
    }

    @Test func aConnectionLostOnTheWayLeavesNothing() throws {
        let scratch = try Scratch(.postgres)
        try scratch.database.change("CREATE TABLE thing (id BIGINT)")
        let problem = #expect(throws: Problem.self) {
            try scratch.database.write { connection in
                try connection.execute("INSERT INTO thing VALUES (1)")
                try TestServer.psql(
                    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
                    in: (try connection.first("SELECT current_database()") { $0.string(0) }) ?? "")
                try connection.execute("INSERT INTO thing VALUES (2)")
            }
        }
        #expect(problem?.code == "store.server")
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 0)
    }

    /// The last row had come when the server went away: what was read is right.
    @Test func aReadThatHasEverythingIsAnAnswer() throws {
        let scratch = try Scratch(.postgres)
        let name = scratch.name
        let seven = try scratch.database.read { connection in
            let seven = try connection.count("SELECT 7")
            try TestServer.psql(
                "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '\(name)'")
            return seven
        }
        #expect(seven == 7)
    }

    /// Everything had succeeded and the commit was lost: nothing says that it was stored, and the server knows.
    @Test func aCommitThatNeverArrivedIsToldAsFailed() throws {
        let scratch = try Scratch(.postgres)
        try scratch.database.change("CREATE TABLE thing (id BIGINT)")
        let name = scratch.name
        let problem = #expect(throws: Problem.self) {
            try scratch.database.write { connection in
                _ = try connection.execute("INSERT INTO thing VALUES (1)")
                try TestServer.psql(
                    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '\(name)'")
            }
        }
        #expect(problem?.code == "store.server")
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 0)
    }

    /// A statement failed, somebody went on: the server takes all of it back, and so it is told.
    @Test func whatTheServerTookBackIsNotToldAsStored() throws {
        let scratch = try Scratch(.postgres)
        try scratch.database.change("CREATE TABLE thing (id BIGINT)")
        let problem = #expect(throws: Problem.self) {
            try scratch.database.write { connection in
                _ = try connection.execute("INSERT INTO thing VALUES (1)")
                _ = try? connection.execute("INSERT INTO nothing VALUES (1)")
            }
        }
        #expect(problem?.code == "store.failed")
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 0)
        try scratch.database.change("INSERT INTO thing VALUES (2)")
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 1)
    }

    @Test func whatKeepsOrSortsTextsOtherwiseIsRefused() throws {
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        try TestServer.psql("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
        defer { _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)") }
        let address = TestServer.address(of: name)
        let problem = #expect(throws: Problem.self) { _ = try PostgresDatabase(address) }
        #expect(problem?.code == "store.server-settings")
    }

    /// Whoever administers the server decides when its registry takes another shape.
    @Test func anOlderShapeIsNotChangedUnasked() throws {
        let scratch = try Scratch(.postgres)
        try scratch.database.change("DELETE FROM schema_version WHERE version = \(Schema.version)")
        let refused = #expect(throws: Problem.self) { try PostgresDatabase(TestServer.address(of: scratch.name)) }
        #expect(refused?.code == "store.older")
        #expect(try Schema.version(of: scratch.database) == Schema.version - 1)
    }

    @Test func nobodyThereNobodyElsesAndNothingYet() throws {
        func code(_ address: String, create: Bool = true) -> String? {
            do {
                _ = try PostgresDatabase(address, create: create)
                return nil
            } catch { return error.code }
        }
        #expect(code("postgresql://gapura@/postgres?host=/nirgends") == "store.server")
        #expect(code("postgresql://gapura@localhost:1/postgres?connect_timeout=2") == "store.server")
        #expect(code("postgresql://host/registri?nonsense=1") == "store.server-address")
        #expect(code(TestServer.address(of: "tidak_ada")) == "store.database-missing")
        let stranger = TestServer.address(of: "postgres").replacing("gapura@", with: "bukan_siapa_siapa@")
        #expect(code(stranger) == "store.sign-in")
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        try TestServer.create(name)
        defer { _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)") }
        #expect(code(TestServer.address(of: name), create: false) == "store.empty")
        try TestServer.psql("CREATE TABLE theirs (id INT)", in: name)
        #expect(code(TestServer.address(of: name)) == "store.foreign")
        #expect(
            try TestServer.psql(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'", in: name)
                == "1")
    }
}
