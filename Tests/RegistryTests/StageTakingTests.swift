import Dispatch
import Foundation
import Problems
import Registry
import Store
import Testing

/// Decisions come in file by file: what is known stays, what is wrong is named, nothing is overwritten.
@Suite struct StageTakingTests {
    private static let header = "NIK;Tahap;Pelaku;Waktu;Keputusan;Alasan;Kode Alasan\n"

    private static func nik(_ serial: Int) -> String { "350701550190000\(serial)" }

    private static func row(_ serial: Int, _ stage: String, _ day: String, _ decision: String) -> String {
        "\(nik(serial));\(stage);Dinas;\(day)T08:00:00+07:00;\(decision);;\n"
    }

    private let scratch: Scratch
    private let registry: Registry
    private let clock: SetClock
    private let batch: Int64

    init() throws {
        scratch = try Scratch()
        let clock = SetClock("2021-05-03T02:00:00Z")
        self.clock = clock
        registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
        let rows = (1...3).map { "\(Self.nik($0));Siti Rekaan\n" }.joined()
        let list = try scratch.file("a.csv", "NIK;Nama\n" + rows + "350701550190;Rusak\n")
        batch = try registry.commit(
            registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07")).batch.id
        ).id
    }

    private func take(_ rows: String, dry: Bool = false) throws -> StageReceipt {
        try registry.takeInStages(from: scratch.file("tahap.csv", Self.header + rows), to: batch, isDryRun: dry)
    }

    private func counts(_ receipt: StageReceipt) -> [Int] {
        [receipt.rows, receipt.new, receipt.unchanged, receipt.refused]
    }

    private func stored() throws -> [StageEventRecord] {
        try registry.database.read { try EnrolmentQueries($0).stageEvents(batch: batch) }
    }

    private let proposed = row(1, "desa", "2021-05-01", "diusulkan") + row(2, "desa", "2021-05-01", "diusulkan")

    @Test func laterDecisionsAreAddedAndEarlierOnesStay() throws {
        #expect(try counts(take(proposed, dry: true)) == [2, 2, 0, 0])
        #expect(try stored().isEmpty)
        #expect(try counts(take(proposed)) == [2, 2, 0, 0])
        clock.set("2021-06-07T02:00:00Z")
        let later = proposed + Self.row(1, "pusat", "2021-06-01", "ditetapkan")
        #expect(try counts(take(later)) == [3, 1, 2, 0])
        #expect(try counts(take(later + Self.row(1, "pusat", "2021-06-01", "ditetapkan"))) == [4, 0, 4, 0])
        #expect(try stored().count == 3)
        #expect(try registry.verify().isEmpty)
        let entries = try registry.log(.changes, LogFilter(action: "stages"), limit: 9)
        #expect(entries.map(\.entry.detail) == [#"{"added":1}"#, #"{"added":2}"#])
        // What was learned when: in May nobody had decreed anything.
        let then = try registry.asOf(AsOf("2021-05-31"))
        #expect(try then.refusals(of: batch)?.stages.map(\.name) == ["desa"])
        // A decision that is moved to another sending's moment is found.
        _ = try registry.database.write { connection in
            try connection.execute(
                "UPDATE stage_event SET recorded_at = (SELECT MAX(recorded_at) FROM stage_event) WHERE nik = ?",
                [.text(Self.nik(2))])
        }
        #expect(try registry.verifyLog().problems.map(\.code) == ["log.moment-stages"])
    }

    @Test func everyRowAtFaultIsNamedAndNothingIsStored() throws {
        _ = try take(proposed)
        let receipt = try take(
            Self.row(1, "desa", "2021-05-01", "ditolak") + Self.row(9, "desa", "2021-05-01", "diusulkan")
                + "123;;Dinas;kemarin;mungkin 3507015501900001;;\n"
                + "\(Self.nik(3));desa;Dinas;2021-05-01T08:00:00Z;ditolak;;tidak.ada\n")
        #expect(counts(receipt) == [4, 0, 0, 4])
        #expect(
            receipt.problems.map { "\($0.place.row ?? 0) \($0.place.column ?? "") \($0.code)" } == [
                "2 Waktu stages.contradiction", "3 NIK stages.not-listed", "4 NIK nik.length", "4 Tahap stages.blank",
                "4 Waktu stages.time", "4 Keputusan stages.decision", "5 Kode Alasan stages.rule",
            ])
        #expect(receipt.problems.allSatisfy { $0.place.file == "tahap.csv" })
        #expect(!receipt.problems.contains { $0.value?.contains("3507015501900001") ?? false })
        #expect(try stored().count == 2)
        // A correction is a decision of its own.
        #expect(try counts(take(Self.row(1, "desa", "2021-05-02", "dikembalikan"))) == [1, 1, 0, 0])
        let empty = #expect(throws: Problem.self) { try take("") }
        #expect(empty?.code == "stages.empty")
    }

    /// A reason is shown where it is asked for: it holds nobody's number. A time that cannot be used is nobody's secret.
    @Test func aNumberInAReasonIsRefused() throws {
        let said = "\(Self.nik(1));desa;Dinas;2021-05-01T08:00:00+07:00;ditolak;sama dengan NIK 3507015204700002;\n"
        let receipt = try take(said + "\(Self.nik(2));desa;Dinas;2021-05-01 08:00;ditolak;;\n")
        #expect(receipt.problems.map(\.code) == ["sheet.identity-in-text", "stages.time"])
        #expect(receipt.problems.map(\.place.column) == ["Alasan", "Waktu"])
        #expect(receipt.problems[0].value?.contains("3507015204700002") == false)
        #expect(receipt.problems[1].value == "2021-05-01 08:00")
        #expect(try stored().isEmpty)
    }

    /// The second of two callers finds what the first stored; none adds to a list that is undone meanwhile.
    @Test func callersAtOneTimeStoreEachDecisionOnce() throws {
        let file = try scratch.file("tahap.csv", Self.header + proposed)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in _ = try? registry.takeInStages(from: file, to: batch) }
        #expect(try stored().count == 2)
        let more = try scratch.file("lagi.csv", Self.header + Self.row(3, "desa", "2021-05-01", "diusulkan"))
        DispatchQueue.concurrentPerform(iterations: 2) { turn in
            if turn == 0 {
                _ = try? registry.undo(batch)
            } else {
                _ = try? registry.takeInStages(from: more, to: batch)
            }
        }
        #expect(try stored().isEmpty && registry.verify().isEmpty)
        let undone = #expect(throws: Problem.self) { try registry.takeInStages(from: more, to: batch) }
        #expect(undone?.code == "import.not-committed")
    }

    /// A later sending would tell a digest of all: it must not make good what somebody forged.
    @Test func nothingIsAddedToForgedDecisions() throws {
        _ = try take(proposed)
        _ = try registry.database.write { try $0.execute("UPDATE stage_event SET decision = 'decreed'") }
        let refused = #expect(throws: Problem.self) { try take(Self.row(3, "desa", "2021-05-01", "diusulkan")) }
        #expect(refused?.code == "stages.changed")
        #expect(try registry.verifyLog().problems.map(\.code) == ["log.content-stages"])
    }

    /// A list sent again moves no enrolment where it says nothing new: its people can be decided about nevertheless.
    @Test func peopleOfUnchangedLinesAreListed() throws {
        let list = try scratch.file("b.csv", "NIK;Nama\n\(Self.nik(1));Siti Rekaan\n")
        let again = try registry.commit(
            registry.stage(
                ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07", name: "a")
            ).batch.id)
        let file = try scratch.file(
            "tahap.csv", Self.header + Self.row(1, "desa", "2021-05-01", "ditolak"))
        #expect(try registry.takeInStages(from: file, to: again.id).new == 1)
        #expect(try registry.refusals(of: again.id)?.refused == 1)
        let other = try scratch.file("lain.csv", Self.header + Self.row(2, "desa", "2021-05-01", "ditolak"))
        #expect(try registry.takeInStages(from: other, to: again.id).problems.map(\.code) == ["stages.not-listed"])
    }

    /// Whatever is undone with a list is said, and said again where the list comes back without it.
    @Test func whatWentWithAListIsMissed() throws {
        _ = try take(proposed)
        #expect(try registry.stageStanding(of: batch).recorded == 2)
        let undone = try registry.undo(batch, reason: "uji")
        #expect((undone.stages, undone.decisions) == (2, 0))
        let rows = (1...3).map { "\(Self.nik($0));Siti Rekaan\n" }.joined()
        let file = try scratch.file("a.csv", "NIK;Nama\n" + rows + "350701550190;Rusak\n")
        let staged = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07"))
        let told = try #require(staged.problems.first { $0.code == "stages.withdrawn" })
        #expect(told.severity == .warn && told.arguments["count"] == "2")
        #expect(told.arguments["earlier"] == String(batch) && told.arguments["id"] == String(staged.batch.id))
        let again = try registry.commit(staged.batch.id)
        #expect(try registry.stageStanding(of: again.id).withdrawn?.count == 2)
        let steps = try scratch.file("tahap.csv", Self.header + proposed)
        #expect(try registry.takeInStages(from: steps, to: again.id).new == 2)
        #expect(try registry.stageStanding(of: again.id).withdrawn == nil)
        // A list of another programme never had any.
        let other = try registry.stage(ImportRequest(file: file, programme: "BPUM", institution: "DINKOP-35.07"))
        #expect(!other.problems.contains { $0.code == "stages.withdrawn" })
    }

    @Test func nobodyDecidesInTheFuture() throws {
        // Today is 3 May in Jakarta.
        let refused = try take(proposed + Self.row(3, "desa", "2021-05-04", "dicairkan"))
        #expect(counts(refused) == [3, 0, 0, 3])
        #expect(refused.problems.map { "\($0.place.row ?? 0) \($0.code)" } == ["4 stages.future"])
        #expect(try counts(take(Self.row(3, "desa", "2021-05-03", "diusulkan"))) == [1, 1, 0, 0])
    }

    /// What cannot have happened in this order is taken in and told: the study wants to see it.
    @Test func oddOrdersAreToldAndTakenIn() throws {
        clock.set("2021-06-07T02:00:00Z")
        let first = try take(
            proposed + Self.row(1, "dinas", "2021-05-05", "ditolak") + Self.row(1, "bank", "2021-05-06", "dicairkan")
                + Self.row(2, "dinas", "2021-05-05", "ditolak") + Self.row(2, "dinas", "2021-05-06", "ditetapkan")
                + Self.row(2, "bank", "2021-05-07", "dicairkan") + Self.row(3, "bank", "2021-05-01", "dicairkan"))
        #expect(counts(first) == [8, 8, 0, 0])
        func told(_ receipt: StageReceipt) -> [String] { receipt.warnings.map { "\($0.place.row ?? 0) \($0.code)" } }
        #expect(told(first) == ["5 stages.cashed-refused"])
        #expect(first.warnings.first?.value?.contains("*") == true)
        let second = try take(
            Self.row(1, "bank", "2021-05-07", "dicairkan") + Self.row(3, "desa", "2021-05-02", "diusulkan"))
        #expect(told(second) == ["2 stages.cashed-twice", "3 stages.cashed-unproposed"])
        #expect(counts(second) == [2, 2, 0, 0])
        // Money that came back may be paid once more.
        let back = try take(
            Self.row(2, "bank", "2021-05-08", "dikembalikan") + Self.row(2, "bank", "2021-05-09", "dicairkan"))
        #expect(told(back) == [])
        #expect(
            try registry.refusals(of: batch)?.oddities == [.cashedRefused: 1, .cashedTwice: 1, .cashedUnproposed: 1])
    }
}
