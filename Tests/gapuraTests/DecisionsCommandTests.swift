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

    /// Undoing a list says what goes with it; sending it again says what is missing.
    @Test func whatGoesWithAListIsSaid() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry(in: folder)
        let row = "\(Self.nik);dinas;Kepala Dinas;2021-04-05T08:00:00+07:00;"
        let later = row.replacing("-05T", with: "-06T")
        try write("t.csv", Self.header + row + "ditolak\n" + later + "dicairkan\n", in: folder)
        let taken = try gapura("decisions", "import", "t.csv", "--batch", "1", "--lang", "en", in: folder)
        #expect(taken.status == 0 && taken.errors.contains("cashed after being refused"))
        let shown = try gapura("imports", "show", "1", "--lang", "en", in: folder)
        #expect(shown.output.contains("Stage decisions recorded: 2"))
        let undone = try gapura("imports", "undo", "1", "--reason", "uji", "--lang", "en", in: folder)
        #expect(undone.output.contains("2 stage decisions went with it"))
        let again = try gapura(
            "import", "a.csv", "--programme", "BPUM", "--institution", "DINKOP-35.07", "--profile", "umum", "--year",
            "2021", "--as-of", "2021-03-31", "--lang", "en", in: folder)
        #expect(again.errors.contains("gapura decisions import FILE --batch 2"))
        // The same file once more: what is staged is taken in, and said so.
        let resumed = try gapura(
            "import", "a.csv", "--programme", "BPUM", "--institution", "DINKOP-35.07", "--profile", "umum", "--year",
            "2021", "--as-of", "2021-03-31", "--lang", "en", "--commit", in: folder)
        #expect(resumed.status == 0 && resumed.errors.contains("is taken in now"))
        #expect(!resumed.errors.contains("or drop it"))
        let answer = try gapura("imports", "show", "2", "--format", "json", in: folder).json()
        let stages = try #require(answer["stage_decisions"] as? [String: Any])
        #expect(stages["withdrawn"] as? Int == 2 && stages["withdrawn_with"] as? Int == 1)
    }

    /// Of two lines of one list the one that was changed since is marked.
    @Test func whatIsSupersededIsMarked() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for amount in ["5000000", "6000000"] {
            try write("a.csv", "NIK;Nama;Nominal\n\(Self.nik);Siti Rekaan;\(amount)\n", in: folder)
            let run = try gapura(
                "import", "a.csv", "--programme", "UMI", "--institution", "PIP", "--profile", "umum", "--year", "2021",
                "--commit", in: folder)
            try #require(run.status == 0, "\(run.errors)")
        }
        let person = try gapura("person", "show", Self.nik, "--format", "json", in: folder).json()
        let lines = try #require(person["lines"] as? [[String: Any]])
        #expect(lines.map { $0["amount"] as? Int } == [5_000_000, 6_000_000])
        #expect(lines.map { $0["superseded"] as? Bool } == [true, false])
        #expect(try gapura("person", "show", Self.nik, in: folder).output.contains("baru (sudah digantikan)"))
    }

    /// Who copied only one of the two files learns of it from the first command.
    @Test func aMissingLogOfAccessIsSaid() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry(in: folder)
        _ = try gapura("person", "show", Self.nik, in: folder)
        let taken = try gapura("imports", "undo", "1", "--reason", "uji", in: folder)
        #expect(taken.status == 0 && !taken.errors.contains("catatan akses"))
        try FileManager.default.removeItem(at: folder.appendingPathComponent("gapura-jejak.sqlite"))
        let first = try gapura("person", "show", Self.nik, "--lang", "en", in: folder)
        #expect(first.status == 0 && first.errors.contains("is not beside this registry"))
        let verified = try gapura("db", "verify", "--lang", "en", in: folder)
        #expect(verified.status == 65 && verified.output.contains("The file of the log of access was missing on"))
    }
}
