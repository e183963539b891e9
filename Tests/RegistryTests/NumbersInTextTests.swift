import Foundation
import Problems
import Registry
import Store
import Testing

/// Somebody's number in a text, a name of a list or of a file is not shown whole.
@Suite struct NumbersInTextTests {
    private static let nik = "3507011203650001"

    @Test func aVillageThatHoldsANumberIsNone() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list =
            "NIK;Nama;Desa;Nama Kelompok\n3507015501900001;Siti Rekaan;Desa \(Self.nik);Kelompok \(Self.nik)\n"
            + "3507015501900002;Sri Rekaan;Donomulyo;Mawar 2021-03-31 35.07\n"
        let request = ImportRequest(
            file: try scratch.file("daftar \(Self.nik).csv", list), programme: "BPUM", institution: "BRI",
            profile: "umum")
        let staged = try registry.stage(request)
        #expect(
            staged.batch.name == "daftar 350701******0001" && staged.batch.fileName == "daftar 350701******0001.csv")
        let lines = try registry.lines(of: staged.batch.id)
        #expect(lines.map(\.line.village) == [nil, "Donomulyo"])
        #expect(lines.map(\.line.group) == [nil, "Mawar 2021-03-31 35.07"])
        let problems = try registry.problems(of: staged.batch.id)
        #expect(problems.map(\.code) == ["row.identity-in-text", "row.identity-in-text"])
        #expect(problems.allSatisfy { $0.severity == "warn" && !($0.value ?? "").contains(Self.nik) })
        // The row's own cells are the evidence.
        #expect(lines[0].line.raw.contains(Self.nik))
    }

    @Test func aListWithANumberInItsNameIsKnownAgain() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func stage(_ text: String) throws -> BatchRecord {
            let file = try scratch.file("daftar \(Self.nik).csv", "NIK;Nama\n" + text)
            return try registry.stage(
                ImportRequest(file: file, programme: "BPUM", institution: "BRI", fiscalYear: 2021)
            ).batch
        }
        let first = try stage("3507015501900001;Siti Rekaan\n")
        #expect(try stage("3507015501900002;Sri Rekaan\n").list == first.list)
    }
}
