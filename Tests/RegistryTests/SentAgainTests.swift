import Foundation
import Indonesia
import Problems
import Registry
import Store
import TestServer
import Testing

/// A list that is sent again: who is missing, and what its history says; and a server that goes away meanwhile.
@Suite struct SentAgainTests {
    private let scratch: Scratch
    private let registry: Registry

    init() throws {
        scratch = try Scratch()
        registry = try scratch.registry()
    }

    private func number(_ place: Int) -> String { "350701550190" + String(10_000 + place).suffix(4) }

    private func stage(_ places: [Int], dryRun: Bool = false) throws -> StagedList {
        let rows = places.map { "\(number($0));Orang Rekaan\n" }.joined()
        let file = try scratch.file("\(UUID().uuidString).csv", "NIK;Nama\n" + rows)
        let request = ImportRequest(
            file: file, programme: "UMI", institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021, name: "daftar"
        )
        return try registry.stage(request, isDryRun: dryRun)
    }

    @Test func whoIsMissingIsCountedAndNamed() throws {
        let first = try stage(Array(1...9))
        #expect(first.problems.allSatisfy { $0.code != "list.absent" })
        _ = try registry.commit(first.batch.id)
        for dryRun in [true, false] {
            let again = try stage([1, 3, 10], dryRun: dryRun)
            let absent = try #require(again.problems.first { $0.code == "list.absent" })
            #expect(absent.severity == .note && absent.arguments["count"] == "7")
            let sentence = Catalogue.bundled.sentence(absent, .id)
            #expect(sentence.contains("7 orang") && sentence.contains("350701******0002 (3)") && sentence.contains("…"))
            #expect(!sentence.contains(number(2)))
        }
        #expect(try stage(Array(1...12)).problems.allSatisfy { $0.code != "list.absent" })
    }

    @Test func aHistoryNamesWhoHeldAList() throws {
        let batch = try stage([1]).batch
        let history = try registry.history(ofBatch: batch.id)
        #expect(!history.isEmpty && history.allSatisfy { $0.act == .stage && $0.actor == "test" })
        _ = try registry.undo(batch.id)
        #expect(
            try registry.history(ofBatch: batch.id).last.map { [$0.act.rawValue, $0.actor] } == ["discard", "test"])
    }

    @Test(.enabled(if: TestServer.isUsed, "a file does not go away"))
    func aServerThatGoesAwayIsCalledSo() throws {
        let rows = (1...60_000).map { "350701550190\(1000 + $0 % 9000);Orang Rekaan \($0);Jalan Nomor \($0)\n" }
        let file = try scratch.file("besar.csv", "NIK;Nama;Alamat\n" + rows.joined())
        let name = scratch.databaseName
        let problem = #expect(throws: Problem.self) {
            try registry.stage(
                ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", profile: "umum")
            ) { progress in
                guard progress.phase == "check" else { return }
                _ = try? TestServer.psql(
                    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '\(name)'")
            }
        }
        #expect(["store.server", "store.stopping"].contains(problem?.code), "\(String(describing: problem))")
        #expect(try registry.batches().isEmpty)
    }
}
