import Foundation
import Testing

/// Decisions about the people on a list, from the command line, and what follows from them.
@Suite struct DecisionsCommandTests {
    private static let header = "NIK;Tahap;Pelaku;Waktu;Keputusan\n"
    private static let nik = "3507010101600001"

    private func gapura(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(arguments, in: folder)
    }

    private func write(_ name: String, _ text: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    /// A committed list without amounts, with two rows that have problems.
    private func registry(in folder: URL) throws {
        try write("a.csv", "NIK;Nama\n\(Self.nik);Siti Rekaan\n35070101;Rusak Satu\n35070102;Rusak Dua\n", in: folder)
        let run = try gapura(
            "import", "a.csv", "--programme", "BPUM", "--institution", "DINKOP-35.07", "--profile", "umum", "--year",
            "2021", "--as-of", "2021-03-31", "--commit", in: folder)
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func decisionsAreTakenInAndCounted() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry(in: folder)
        let row = "\(Self.nik);dinas;Kepala Dinas;2021-04-05T08:00:00+07:00;diusulkan\n"
        try write("t.csv", Self.header + row, in: folder)
        let dry = try gapura(
            "decisions", "import", "t.csv", "--batch", "1", "--dry-run", "--format", "json", in: folder
        ).json()
        #expect(dry["new"] as? Int == 1 && dry["stored"] as? Bool == false)
        let taken = try gapura("decisions", "import", "t.csv", "--batch", "1", in: folder)
        #expect(taken.status == 0)
        #expect(taken.output.contains("1 keputusan dibaca = 1 baru + 0 tetap + 0 ditolak"))
        try write("u.csv", Self.header + row + row.replacing("diusulkan", with: "entah") + "9;;;;\n", in: folder)
        let refused = try gapura("decisions", "import", "u.csv", "--batch", "1", "--format", "json", in: folder)
        #expect(refused.status == 65)
        let answer = try refused.json()
        #expect(answer["refused"] as? Int == 3 && answer["stored"] as? Bool == false)
        let problems = try #require(answer["problems"] as? [[String: Any]])
        #expect(problems.compactMap { $0["row"] as? Int } == [3, 4, 4, 4, 4, 4])
        #expect(problems.allSatisfy { !(($0["remedy"] as? String) ?? "").isEmpty })
        let text = try gapura("decisions", "import", "u.csv", "--batch", "1", in: folder)
        #expect(text.errors.contains("u.csv, baris 3, kolom “Keputusan”") && text.errors.contains("tidak disimpan"))
        #expect(try gapura("decisions", "import", "t.csv", "--batch", "9", in: folder).status == 64)
        let person = try gapura("person", "show", Self.nik, in: folder)
        #expect(person.output.contains("Kepala Dinas"))
        #expect(try gapura("db", "verify", in: folder).status == 0)
    }

    @Test func whatIsHeldSaysWhereItsAmountComesFrom() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry(in: folder)
        try write(
            "p.csv",
            "nik;peristiwa;tanggal_peristiwa;sumber\n\(Self.nik);meninggal;2021-03-01;Akta 7\n", in: folder)
        let taken = try gapura("sheet", "take", "p.csv", "--kind", "peristiwa", in: folder)
        try #require(taken.status == 0, "\(taken.errors)")
        let held = try gapura("person", "held", "--format", "json", in: folder).jsonList()
        #expect(held.map { $0["amount"] as? Int } == [1_200_000])
        #expect(held.map { $0["amount_of"] as? String } == ["programme"])
        #expect(try gapura("person", "held", in: folder).output.contains("periode program"))
    }

    @Test func problemsOfAListAreWrittenUpToANumber() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry(in: folder)
        let all = try gapura("imports", "show", "1", "--format", "json", in: folder).json()
        let count = try #require((all["problems"] as? [Any])?.count)
        #expect(count > 1 && all["problem_count"] as? Int == count)
        let some = try gapura("imports", "show", "1", "--problems", "1", "--format", "json", in: folder).json()
        #expect((some["problems"] as? [Any])?.count == 1 && some["problem_count"] as? Int == count)
        let text = try gapura("imports", "show", "1", "--problems", "1", in: folder)
        #expect(text.errors.contains("\(count - 1) masalah lagi"))
    }
}
