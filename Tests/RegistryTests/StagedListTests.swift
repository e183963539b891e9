import Foundation
import Problems
import Registry
import Store
import TestServer
import Testing

/// A list is guarded from its staging on: what somebody makes of it before its commit is found, or counts for nothing.
@Suite struct StagedListTests {
    private func staged(_ logged: LoggedRegistry, _ rows: String, _ name: String = "empat") throws -> Int64 {
        let file = try logged.scratch.file(name + ".csv", "NIK;Nama;Desa\n" + rows)
        return try logged.registry.stage(
            ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", name: name)
        ).batch.id
    }

    private func codes(_ logged: LoggedRegistry) throws -> [String] {
        try logged.registry.verifyLog().problems.map { "\($0.code) \($0.arguments["id"] ?? "")" }
    }

    @Test(arguments: [
        "UPDATE line SET name = 'Budi Lain' WHERE batch = ?", "UPDATE line SET origin = 'replaced' WHERE batch = ?",
        "UPDATE line SET severity = 'refuse' WHERE batch = ?", "DELETE FROM line WHERE batch = ? AND row_number = 3",
        "UPDATE batch SET origin = 'replaced' WHERE id = ?", "UPDATE batch_column SET field = 'nik' WHERE batch = ?",
        "UPDATE line SET amount = 'satu' WHERE batch = ?",
    ])
    func whatIsForgedBeforeTheCommitIsFoundAfterIt(_ sql: String) throws {
        let logged = try LoggedRegistry()
        let batch = try staged(
            logged, "3507015501900003;Tini Rekaan;Arjowilangun\n3507015501900004;Tono Rekaan;Arjowilangun\n")
        let isNumber = sql.contains("satu")
        // A server does not keep a text in a column of numbers.
        let statement = sql.replacing("?", with: String(batch))
            .replacing("'satu'", with: isNumber && TestServer.isUsed ? "1" : "'satu'")
        try logged.forge(.changes, [statement])
        #expect(try codes(logged) == ["log.content-batch \(batch)"])
        let stage = try #require(
            try logged.entries(.changes).last { $0.action == "stage" && $0.object == batch })
        #expect(stage.content?.hasPrefix("2:") == true)
        _ = try logged.registry.commit(batch)
        let found = try logged.registry.verifyLog().evidence
        #expect(found.map(\.entry) == [stage.number])
    }

    @Test func outcomesAreWorkedOutByTheCommitItself() throws {
        let logged = try LoggedRegistry()
        let batch = try staged(
            logged, "3507015501900003;Tini Rekaan;Arjowilangun\n0;Tono Rekaan;Arjowilangun\n")
        try logged.forge(.changes, ["UPDATE line SET outcome = 'unchanged' WHERE batch = \(batch)"])
        let committed = try logged.registry.commit(batch)
        #expect((committed.counts.new, committed.counts.refused) == (1, 1))
        #expect(try logged.registry.verify().isEmpty)
        try logged.forge(.changes, ["UPDATE line SET outcome = 'unchanged' WHERE batch = \(batch) AND row_number = 2"])
        let commit = try #require(try logged.entries(.changes).last { $0.action == "commit" })
        #expect(commit.content?.hasPrefix("2:") == true)
        #expect(try logged.registry.verifyLog().evidence.map(\.entry) == [commit.number])
    }

    /// Lists that are sent again have lines that are not new.
    @Test func aListSentAgainIsGuarded() throws {
        let logged = try LoggedRegistry()
        let rows = "3507015501900003;Tini Rekaan;Arjowilangun\n3507015501900004;Tono Rekaan;Arjowilangun\n"
        _ = try logged.registry.commit(staged(logged, rows))
        let again = try logged.registry.commit(staged(logged, rows.replacing("Tono", with: "Toni")))
        #expect((again.counts.unchanged, again.counts.updated) == (1, 1))
        #expect(try logged.registry.verify().isEmpty)
        try logged.forge(.changes, ["UPDATE line SET outcome = 'unchanged' WHERE batch = \(again.id)"])
        #expect(try codes(logged) == ["log.content-batch \(again.id)"])
    }

    /// A program that guarded lists by their commit alone staged one: then the commit guards all of it.
    @Test func anOlderStagingIsGuardedByItsCommit() throws {
        let logged = try LoggedRegistry()
        let batch = try staged(logged, "3507015501900003;Tini Rekaan;Arjowilangun\n")
        let stage = try #require(try logged.entries(.changes).last)
        var entries = try logged.take(.changes, from: stage.number)
        entries[0].content = nil
        try logged.append(.changes, entries)
        _ = try logged.registry.commit(batch)
        #expect(try logged.entries(.changes).last { $0.action == "commit" }?.content?.hasPrefix("1:") == true)
        #expect(try logged.registry.verify().isEmpty)
        try logged.forge(.changes, ["UPDATE line SET name = 'Lain' WHERE batch = \(batch)"])
        #expect(try codes(logged) == ["log.content-batch \(batch)"])
    }
}
