import Foundation
import PostgresStore
import Problems
import Store
import TestServer
import Testing

/// Where in a database the registry lies, and who may see it.
@Suite(.enabled(if: Kind.server != nil, "no PostgreSQL server for tests: GAPURA_TEST_POSTGRES is not set"))
struct SchemaSearchTests {
    /// The database of a registry that nobody has open any more.
    private func registry(_ body: (String) throws -> Void) throws {
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        try TestServer.create(name)
        defer { _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)") }
        _ = try PostgresDatabase(TestServer.address(of: name))
        try body(name)
    }

    private func tables(_ schema: String, in name: String) throws -> Int? {
        Int(
            try TestServer.psql(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '\(schema)'", in: name))
    }

    private func code(_ address: String, create: Bool = false) -> String? {
        do {
            _ = try PostgresDatabase(address, create: create)
            return nil
        } catch { return error.code }
    }

    @Test func theSearchPathDoesNotHideTheRegistry() throws {
        try registry { name in
            let whole = try tables("public", in: name)
            // The server's usual path begins with the schema that has the user's name.
            try TestServer.psql("CREATE SCHEMA gapura", in: name)
            for _ in 0..<2 {
                let database = try PostgresDatabase(TestServer.address(of: name))
                #expect(try database.read { try $0.count("SELECT COUNT(*) FROM schema_version") } > 0)
                _ = try database.accessLog()
                #expect(try tables("gapura", in: name) == 0)
                try TestServer.psql("ALTER DATABASE \(name) SET search_path TO gapura", in: name)
            }
            // The table of who looked came with the first look into it, where the registry is.
            #expect(try tables("public", in: name) == (whole ?? 0) + 1)
        }
    }

    @Test func severalRegistriesAreNamed() throws {
        try registry { name in
            try TestServer.psql("CREATE SCHEMA lain", in: name)
            let chosen = TestServer.address(of: name) + "&options=-csearch_path%3Dlain"
            #expect(code(chosen, create: true) == nil)
            let problem = #expect(throws: Problem.self) {
                _ = try PostgresDatabase(TestServer.address(of: name), create: false)
            }
            #expect(problem?.code == "store.schemas" && problem?.arguments["schemas"] == "lain, public")
            #expect(code(chosen) == nil)
        }
    }

    @Test func whoMayNotReadIsToldSo() throws {
        try registry { name in
            let role = "r" + name
            try TestServer.psql("CREATE ROLE \(role) LOGIN", in: name)
            defer { _ = try? TestServer.psql("DROP ROLE \(role)") }
            let address = TestServer.address(of: name).replacing("gapura@", with: role + "@")
            #expect(code(address) == "store.no-right")
            try TestServer.psql("REVOKE USAGE ON SCHEMA public FROM PUBLIC", in: name)
            #expect(code(address) == "store.no-right")
        }
    }

    /// Readers wait for a table that somebody keeps locked as long as writers wait for their turn.
    @Test func noReaderWaitsForEver() throws {
        let scratch = try Scratch(.postgres)
        #expect(try scratch.database.read { try $0.first("SHOW lock_timeout") { $0.string(0) } } == "30s")
    }

    @Test func aMissingPasswordIsCalledSo() throws {
        let server = try PasswordServer()
        let address = "postgresql://baca@127.0.0.1:\(server.port)/registri?sslmode=disable&gssencmode=disable"
        #expect(code(address) == "store.password")
    }
}
