import Registry
import Store
import Testing

/// Times of decisions in stages are compared as texts, so they are kept in one zone.
@Suite struct StageTimeTests {
    @Test(
        arguments: [
            ("2021-05-01T08:00:00+07:00", "2021-05-01T01:00:00Z"), ("2021-05-01T01:30:00Z", "2021-05-01T01:30:00Z"),
            ("2021-05-01T00:30:00+08:00", "2021-04-30T16:30:00Z"),
        ])
    func timesAreKeptInUTC(given: String, kept: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list = try scratch.file("a.csv", "NIK;Nama\n\(LoggedRegistry.nik);Siti Rekaan\n")
        let batch = try registry.commit(
            registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        let stages = try scratch.file(
            "t.csv", "NIK;Tahap;Pelaku;Waktu;Keputusan\n\(LoggedRegistry.nik);desa;Kades;\(given);Ditolak\n")
        try registry.addStages(from: stages, to: batch.id)
        let found = try registry.database.read { try EnrolmentQueries($0).stageEvents(batch: batch.id) }
        #expect(found.map(\.happenedAt) == [kept])
    }
}
