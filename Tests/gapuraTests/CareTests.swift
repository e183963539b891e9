import Foundation
import Testing

/// What the program makes is its user's alone, what a user typed is not echoed whole, and what is not done is said.
@Suite struct CareTests {
    private static let nik = "3507011203650001"

    private let folder: URL

    init() throws {
        folder = try ProgramRun.folder()
        let list =
            "NIK,\"Nama\nlengkap\",Desa\n\(Self.nik),Budi Rekaan,Donomulyo\n3507015204700002,Siti Rekaan,Donomulyo\n"
        try Data(list.utf8).write(to: folder.appendingPathComponent("a.csv"))
    }

    private func gapura(_ line: String, language: String = "id") throws -> ProgramRun {
        try ProgramRun(line.split(separator: " ").map(String.init), in: folder, language: language)
    }

    private func taken(_ arguments: String = "") throws {
        let run = try gapura("import a.csv --programme BPUM --institution BRI --year 2021 --commit" + arguments)
        try #require(run.status == 0, "\(run.errors)")
    }

    private func mode(_ name: String) throws -> Int? {
        let path = folder.appendingPathComponent(name).path
        return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func filesAreTheirUsersAlone() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try taken()
        #expect(try gapura("db backup c.sqlite").status == 0)
        #expect(try gapura("check a.csv --errors back.csv").status == 0)
        #expect(try gapura("overlap --db gapura.sqlite --out o").status == 0)
        let files = [
            "gapura.sqlite", "gapura-jejak.sqlite", "c.sqlite", "back.csv", "o/cases.csv", "o/pairs.csv",
            "o/overlap.html",
        ]
        for file in files { #expect(try mode(file) == 0o600, "\(file)") }
    }

    @Test func aNumberInTheWrongPlaceIsNotEchoed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try taken()
        for line in [
            "matches show N-3507015204700002", "as-of N", "imports undo N --reason x", "imports show N",
            "log list --since N",
            "import a.csv --institution BRI --programme N", "person held --programme N", "check N.csv",
            "imports list --limit N",
        ] {
            let run = try gapura(line.replacing("N", with: Self.nik))
            #expect(run.status != 0 && !run.errors.isEmpty, "\(line)")
            #expect(!(run.errors + run.output).contains(/\d{16}/), "\(line): \(run.errors)")
        }
        #expect(try gapura("person held --programme XX").status == 64)
        #expect(try gapura("person held --programme BPUM").status == 0)
    }

    @Test func theRegistrysListsHaveDatesAndRulesOfTheirOwn() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try taken()
        for option in ["--as-of 2021-09-30", "--as-of 1999-99-99", "--compatibility tidak-ada.csv"] {
            let run = try gapura("overlap --db gapura.sqlite " + option)
            #expect(
                run.status == 64 && run.output.isEmpty && run.errors.contains("as-of TANGGAL overlap"), "\(run.errors)")
        }
        #expect(try gapura("overlap a.csv a.csv --db gapura.sqlite").status == 64)
    }

    @Test func takingBackNeedsAReason() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try taken()
        for line in ["imports undo 1", "imports undo 1 --reason="] {
            let run = try gapura(line)
            #expect(run.status == 64 && run.errors.contains("--reason"), "\(run.errors)")
        }
        #expect(try gapura("imports undo 1 --reason uji").status == 0)
        // A list that only waits is dropped without one.
        #expect(try gapura("import a.csv --programme BPUM --institution BRI --year 2021").status == 0)
        #expect(try gapura("imports undo 2").status == 0)
    }

    @Test func rowsThatAreNotCheckedAreSaidToBe() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("Identitas,Nama\n\(Self.nik),Budi Rekaan\n".utf8).write(to: folder.appendingPathComponent("b.csv"))
        let run = try gapura("check b.csv --errors back.csv", language: "en")
        #expect(
            run.status == 65 && run.output.contains("1 rows = 1 not checked + 0 to look at + 0 refused"),
            "\(run.output)")
        #expect(
            try String(contentsOf: folder.appendingPathComponent("back.csv"), encoding: .utf8).contains("not checked"))
        let answer = try gapura("check b.csv --format json").json()
        #expect(answer["unchecked"] as? Int == 1 && answer["clean"] as? Int == 0)
        let people = try gapura("check a.csv", language: "en")
        #expect(
            people.status == 0 && people.output.contains("2 rows = 2 clean")
                && people.output.contains("Nama lengkap  name"))
    }

    @Test func whatIsWrongIsNamed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let restored = try gapura("db restore a.csv --db z.sqlite", language: "en")
        #expect(restored.status != 0 && restored.errors.contains("a.csv") && !restored.errors.contains("--db"))
        let staged = try gapura("import a.csv --programme BPUM --institution BRI --year 2021", language: "en")
        #expect(staged.errors.contains("Rp1,200,000") && !staged.errors.contains("Rp1.200.000"))
    }
}
