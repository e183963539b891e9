import Foundation
import Problems
import Registry
import Store
import TestServer
import Testing

/// An index, a column or a reference that is still there by its name and does not do any more what it has to.
@Suite struct SchemaForgeryTests {
    private func found(_ logged: LoggedRegistry) throws -> Set<String> {
        Set(try logged.registry.verify().map { "\($0.code) \($0.arguments["name"] ?? "")" })
    }

    /// Changes what SQLite reads its tables from; a table made and dropped lets every connection read it anew.
    private static func rewrite(_ table: String, _ old: String, _ new: String) -> [String] {
        [
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = REPLACE(sql, '\(old)', '\(new)') WHERE name = '\(table)'",
            "PRAGMA writable_schema = RESET", "CREATE TABLE sementara (x TEXT)", "DROP TABLE sementara",
        ]
    }

    private static let ofBoth: [(statements: [String], name: String)] = [
        (["DROP INDEX person_by_nik", "CREATE INDEX person_by_nik ON person (nik)"], "person_by_nik"),
        (["DROP INDEX act_by_batch", "CREATE UNIQUE INDEX act_by_batch ON act (batch, number)"], "act_by_batch"),
        (
            [
                "DROP INDEX line_refused",
                "CREATE INDEX line_refused ON line (batch) WHERE outcome = 'refused' AND nik IS NULL",
            ], "line_refused"
        ),
        (["ALTER TABLE person ADD COLUMN catatan TEXT"], "person.catatan"),
    ]

    private static let ofServer: [(statements: [String], name: String)] = [
        (["ALTER TABLE batch ALTER COLUMN origin SET DEFAULT 'carried-over'"], "batch.origin"),
        (["ALTER TABLE person ALTER COLUMN name DROP NOT NULL"], "person.name"),
        (["ALTER TABLE batch DROP CONSTRAINT batch_list_fkey"], "batch.list"),
        (["ALTER TABLE family ADD CONSTRAINT lain CHECK (card <> 'x')"], "family.lain"),
        (["ALTER TABLE linkage_run ALTER COLUMN milliseconds TYPE INTEGER"], "linkage_run.milliseconds"),
    ]

    private static let ofFile: [(statements: [String], name: String)] = [
        (rewrite("batch", "DEFAULT ''proposed''", "DEFAULT ''carried-over''"), "batch.origin"),
        (rewrite("person", "name TEXT NOT NULL", "name TEXT"), "person.name"),
        (rewrite("batch", " REFERENCES source_list (id)", ""), "batch.list"),
    ]

    @Test func whatIsMadeOtherwiseIsNamed() throws {
        let logged = try LoggedRegistry()
        #expect(try found(logged) == [])
        var expected: Set<String> = []
        for (statements, name) in Self.ofBoth + (TestServer.isUsed ? Self.ofServer : Self.ofFile) {
            try logged.forge(.changes, statements)
            expected.insert("verify.object-changed \(name)")
            #expect(try found(logged) == expected)
        }
        // Nothing holds the reference that is gone; the rows are looked at all the same.
        try logged.forge(.changes, ["UPDATE batch SET list = 99 WHERE id = 3"])
        #expect(try found(logged).contains("verify.reference "))
    }

    /// On a server references can be switched off for a while, and stay in force by their names.
    @Test(.enabled(if: TestServer.isUsed, "SQLite has no such switch that stays"))
    func whatIsSwitchedOffIsNamed() throws {
        let logged = try LoggedRegistry()
        try logged.forge(
            .changes, ["ALTER TABLE batch DISABLE TRIGGER ALL", "UPDATE batch SET list = 99 WHERE id = 3"])
        let codes = try logged.registry.verify().map(\.code)
        #expect(codes.contains("verify.integrity") && codes.contains("verify.reference"))
        try logged.forge(.changes, ["ALTER TABLE batch ENABLE TRIGGER ALL"])
        let left = try logged.registry.verify().map(\.code)
        #expect(!left.contains("verify.integrity") && left.contains("verify.reference"))
    }

    /// What is neither there nor missing answers otherwise than it looks.
    @Test(arguments: [
        "UPDATE enrolment SET ended_on = '' WHERE ended_on IS NULL", "UPDATE person SET phone = '' WHERE phone IS NULL",
        "UPDATE enrolment SET status = '' WHERE status IS NULL",
    ])
    func anEmptyTextIsNoMissingOne(statement: String) throws {
        let logged = try LoggedRegistry()
        try logged.forge(.changes, [statement])
        #expect(try logged.registry.verify().map(\.code).contains("verify.empty-text"))
    }

    /// SQLite takes any kind of value into any column.
    @Test(.enabled(if: !TestServer.isUsed, "a server lets none in"))
    func aValueOfAnotherKindIsFound() throws {
        for (chain, statement) in [
            (LogChain.changes, "UPDATE log_entry SET action = CAST(action AS BLOB) WHERE number = 3"),
            (.access, "UPDATE access_entry SET actor = CAST(actor AS BLOB) WHERE number = 2"),
            (.changes, "UPDATE institution SET name = CAST(name AS BLOB)"),
        ] {
            let logged = try LoggedRegistry()
            try logged.forge(chain, [statement])
            #expect(try logged.registry.verify().map(\.code).contains("verify.value-kind"))
        }
    }

    @Test func halfAnEndOfTheOtherChainIsFound() throws {
        let logged = try LoggedRegistry()
        try logged.forge(.changes, ["UPDATE log_entry SET seen_hash = 'palsu' WHERE number = 1"])
        #expect(try logged.registry.verify().map(\.code).contains("log.changed"))
    }

    @Test(.enabled(if: TestServer.isUsed, "a file has one schema"))
    func whatPutsRowsInFromElsewhereIsNamed() throws {
        let logged = try LoggedRegistry()
        try logged.forge(
            .changes,
            [
                "CREATE SCHEMA lain", "CREATE TABLE lain.anak () INHERITS (stage_event)",
                "ALTER TABLE access_entry SET UNLOGGED",
            ])
        let named = try logged.registry.verify().compactMap { $0.arguments["name"] }
        #expect(named.contains("lain.anak") && named.contains("access_entry (UNLOGGED)"))
    }
}
