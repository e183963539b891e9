import Foundation
import Problems
import Registry
import Store
import Testing

/// Somebody changes what stands in the registry and not the log: the log tells what it was.
@Suite struct LogEvidenceTests {
    private func codes(_ logged: LoggedRegistry, _ statements: [String]) throws -> [String] {
        try logged.forge(.changes, statements)
        return try logged.registry.verifyLog().problems.map { "\($0.code) \($0.arguments["id"] ?? "")" }
    }

    @Test func everyFieldOfALineIsGuarded() throws {
        let logged = try LoggedRegistry()
        let batch = logged.batches[0]
        let line = LineQueries.id(batch: batch, row: 2)
        let changes = [
            "outcome = 'unchanged'", "nik = '3507015501900009'", "name = 'SITI REKAAM'", "village = NULL",
            "amount = 1", "amount = 0", "status = ''", "raw = raw || ' '", "officer = 'x'", "row_number = 9",
            "family_card = '-'", "ended_on = '2021-01-01'", "line_key = 'a'",
        ]
        for change in changes {
            let columns = change.split(separator: " ")[0]
            let kept = try logged.registry.database.read {
                try $0.first("SELECT CAST(\(columns) AS TEXT) FROM line WHERE id = ?", [.integer(line)]) { $0.text(0) }
            }.flatMap { $0 }
            let found = try codes(logged, ["UPDATE line SET \(change) WHERE id = \(line)"])
            #expect(found == ["log.content-batch \(batch)"], "\(change)")
            let isNumber = ["amount", "row_number"].contains(columns)
            let back = kept.map { isNumber ? $0 : "'\($0)'" } ?? "NULL"
            #expect(try codes(logged, ["UPDATE line SET \(columns) = \(back) WHERE id = \(line)"]).isEmpty)
        }
        // What slips over from one column into the next is another line too.
        let slipped = try codes(logged, ["UPDATE line SET name = 'Siti', sex = ' Rekaan' WHERE id = \(line)"])
        #expect(slipped == ["log.content-batch \(batch)"])
    }

    @Test func whatHangsOnAListIsGuarded() throws {
        let logged = try LoggedRegistry()
        let (first, second) = (logged.batches[0], logged.batches[1])
        let refused = LineQueries.id(batch: first, row: 3)
        #expect(
            try codes(logged, ["UPDATE line_problem SET code = 'nik.date' WHERE line = \(refused)"])
                == ["log.content-batch \(first)"])
        #expect(
            try codes(logged, ["UPDATE batch SET institution = 'BRI' WHERE id = \(second)"])
                == ["log.content-batch \(first)", "log.content-batch \(second)"])
        let problems = try logged.registry.verifyLog().evidence
        // Guarded by their staging.
        let stagings = try logged.entries(.changes).filter { $0.action == "stage" }.map(\.number)
        #expect(problems.map(\.entry) == Array(stagings.prefix(2)))
    }

    @Test func aListThatCountsWithoutTheLogIsFound() throws {
        let logged = try LoggedRegistry()
        let staged = try #require(try logged.registry.batches().first { $0.state == .staged }).id
        #expect(
            try codes(logged, ["UPDATE batch SET state = 'committed' WHERE id = \(staged)"])
                == ["log.state-batch \(staged)"])
        #expect(try codes(logged, ["UPDATE batch SET state = 'staged' WHERE id = \(staged)"]).isEmpty)
        let copy = try codes(
            logged,
            [
                """
                INSERT INTO batch (id, list, state, name, programme, institution, fiscal_year, reference_date, profile,
                    file_name, sha256, encoding, delimiter, header_row, row_count, new_count, updated_count,
                    unchanged_count, refused_count, warned_count, revision, staged_at)
                SELECT 999, list, state, name, programme, institution, fiscal_year, reference_date, profile,
                    file_name, sha256, encoding, delimiter, header_row, row_count, new_count, updated_count,
                    unchanged_count, refused_count, warned_count, revision, staged_at FROM batch WHERE id = \(staged)
                """
            ])
        #expect(copy == ["log.untold-batch 999"])
    }

    @Test func sendingsAreGuarded() throws {
        let logged = try LoggedRegistry()
        let sending = try #require(try logged.registry.sendings().first { $0.new > 0 }).id
        #expect(
            try codes(logged, ["UPDATE sending SET undone_at = '2026-01-01' WHERE id = \(sending)"])
                == ["log.state-sending \(sending)"])
        #expect(
            try codes(
                logged,
                [
                    "UPDATE sending SET undone_at = NULL WHERE id = \(sending)",
                    "UPDATE entry SET document = document || ' ' WHERE sending = \(sending)",
                ]) == ["log.content-sending \(sending)"])
        // Whether a version is the current one moves with later sendings, and is no evidence.
        let logged2 = try LoggedRegistry()
        let of = try #require(try logged2.registry.sendings().first { $0.new > 0 }).id
        #expect(try codes(logged2, ["UPDATE entry SET is_current = 0 WHERE sending = \(of)"]).isEmpty)
        #expect(
            try codes(logged2, ["DELETE FROM entry WHERE sending = \(of)", "DELETE FROM sending WHERE id = \(of)"])
                == ["log.gone-sending \(of)"])
    }

    @Test func decisionsAreGuarded() throws {
        let logged = try LoggedRegistry()
        let decision = try #require(try logged.registry.matchHistory().last).id
        #expect(
            try codes(logged, ["UPDATE match_decision SET verdict = 'different' WHERE id = \(decision)"])
                == ["log.content-decision \(decision)"])
        #expect(
            try codes(
                logged,
                ["UPDATE match_decision SET verdict = 'same', note = 'lain' WHERE id = \(decision)"])
                == ["log.content-decision \(decision)"])
    }

    @Test func stageDecisionsAreGuardedWhileTheirListStands() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list = try scratch.file("a.csv", "NIK;Nama\n\(LoggedRegistry.nik);Siti Rekaan\n")
        let batch = try registry.commit(
            registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        let stages = try scratch.file(
            "tahapan.csv",
            "NIK;Tahap;Pelaku;Waktu;Keputusan\n\(LoggedRegistry.nik);desa;Kades;2021-05-01T08:00:00Z;Ditolak\n")
        try registry.addStages(from: stages, to: batch.id)
        #expect(try registry.verify().isEmpty)
        _ = try registry.database.write { try $0.execute("UPDATE stage_event SET decision = 'decreed'") }
        #expect(try registry.verifyLog().problems.map(\.code) == ["log.content-stages"])
        _ = try registry.database.write { try $0.execute("UPDATE stage_event SET decision = 'refused'") }
        _ = try registry.undo(batch.id)
        #expect(try registry.verify().isEmpty)
    }

    /// Whoever forges a list can also add an entry, in the way the program does, that holds the digest of the forged one.
    @Test(arguments: [LogAction.commit, .adopt, .stage, .compute, .stages])
    func aForgedListCannotBeBlessed(_ action: LogAction) throws {
        let logged = try LoggedRegistry()
        let object = LogObject(.batch, logged.batches[0])
        try logged.forge(.changes, ["UPDATE line SET amount = 5 WHERE batch = \(object.number)"])
        let digest = try logged.registry.database.read { try ContentDigest($0).digest(of: object, .staged) }
        let detail = action == .adopt ? #"{"state":"committed"}"# : nil
        // Adopted things bear the instant of the beginning.
        let instant = try #require(try logged.entries(.changes).first).instant
        try logged.append(
            .changes, [LogEntry(action, at: instant, by: "gapura", object: object, detail: detail, content: digest)])
        let found = try logged.registry.verifyLog()
        let entries = try logged.entries(.changes)
        let staging = try #require(entries.first { $0.action == "stage" && $0.object == object.number }).number
        let last = try #require(entries.last).number
        #expect(found.faults.isEmpty)
        #expect(found.evidence.map(\.entry) == [staging, last])
        #expect(found.evidence.allSatisfy { $0.kind == .content && $0.object == object })
    }

    @Test func aSendingAndADecisionAreGuardedOnce() throws {
        let logged = try LoggedRegistry()
        let sending = try #require(try logged.registry.sendings().first { $0.new > 0 }).id
        let decision = try #require(try logged.registry.matchHistory().last).id
        try logged.forge(
            .changes,
            [
                "UPDATE entry SET document = document || ' ' WHERE sending = \(sending)",
                "UPDATE match_decision SET verdict = 'different' WHERE id = \(decision)",
            ])
        for (action, object) in [
            (LogAction.takeIn, LogObject(.sending, sending)), (.matchDecide, LogObject(.decision, decision)),
        ] {
            let digest = try logged.registry.database.read { try ContentDigest($0).digest(of: object) }
            try logged.append(
                .changes, [LogEntry(action, at: "2026-01-01T00:00:00Z", by: "test", object: object, content: digest)])
        }
        let found = try logged.registry.verifyLog().problems.map(\.code)
        #expect(
            found == ["log.content-decision", "log.content-decision", "log.content-sending", "log.content-sending"])
    }

    /// A list that was never taken in is not made to count by an entry, nor undone by one.
    @Test func aStepThatCannotFollowIsFound() throws {
        let logged = try LoggedRegistry()
        let staged = try #require(try logged.registry.batches().first { $0.state == .staged }).id
        try logged.forge(.changes, ["UPDATE batch SET state = 'undone' WHERE id = \(staged)"])
        try logged.append(
            .changes,
            [LogEntry(.undo, at: "2026-01-01T00:00:00Z", by: "test", object: LogObject(.batch, staged))])
        #expect(
            try logged.registry.verifyLog().evidence.map(\.kind) == [.content, .state])
    }
}
