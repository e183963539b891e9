import Foundation
import Testing

/// What `gapura link` tells of lists and folders that are not as they should be.
@Suite("gapura link tells what is odd")
struct LinkNotesTests {
    private static let first = ["Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko"]
    private static let last = ["Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Kurnia", "Susanto"]

    private func row(_ person: Int) -> String {
        let name = Self.first[person % 11] + " " + Self.last[person % 8] + " " + Self.last[(person / 8 + 3) % 8]
        return "\(name),\(1950 + person * 7 % 50)-0\(1 + person % 9)-1\(person % 10)"
    }

    private func folder(_ lines: [String], model: String = "") throws -> URL {
        let folder = try ProgramRun.folder()
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appendingPathComponent("a.csv"))
        let text = """
            name: small
            fields:
              - {name: name, kind: text, columns: [nama]}
              - {name: birth, kind: date, columns: [lahir]}
            \(model)
            blocking:
              - {keys: [name]}
              - {keys: [birth]}
            comparisons:
              - name: name
                levels:
                  - {label: missing, when: missing name, neutral: true}
                  - {label: same, when: same name}
              - name: birth
                levels:
                  - {label: missing, when: missing birth, neutral: true}
                  - {label: same, when: same birth}
            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("m.yaml"))
        return folder
    }

    private func link(_ more: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(["link", "a.csv", "--model", "m.yaml"] + more, in: folder, language: language)
    }

    @Test func raggedRowsAreCountedAndNamed() throws {
        var lines = ["id,nama,lahir"] + (0..<120).map { "r\($0),\(row($0))" }
        lines[5] += ",lebih"
        lines[9] = "r8,Tono"
        // Empty cells beyond the header are no fault.
        lines[11] += ",,"
        let folder = try folder(lines)
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--format", "json", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("2 dari 120 baris") && run.errors.contains("[6, 10]"), "\(run.errors)")
        let ragged = try #require((try run.json()["ragged_rows"] as? [[String: Any]])?.first)
        #expect(ragged["ragged"] as? Int == 2 && ragged["rows"] as? Int == 120 && ragged["expected"] as? Int == 3)
        #expect(ragged["first"] as? [Int] == [6, 10] && ragged["list"] as? String == "a.csv")
        let sound = try link("--format", "json", "--quiet", in: folder)
        #expect(sound.errors.isEmpty)
    }

    @Test func aListOfRaggedRowsIsRefused() throws {
        // Two lists one behind the other, with two separators.
        let rows = (0..<230).map { "r\($0),\(row($0))" }
        let folder = try folder(
            ["id,nama,lahir"] + rows.prefix(100) + rows.dropFirst(100).map { $0.replacing(",", with: ";") })
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link(in: folder, language: "en")
        #expect(run.status == 65)
        #expect(run.errors.contains("130 of 230 rows") && run.errors.contains("a.csv, row 102"), "\(run.errors)")
    }

    /// A spreadsheet leaves out empty cells at the end of a row: that is told, and the list is linked.
    @Test func aListOfShortRowsIsLinked() throws {
        let rows = (0..<130).map { "r\($0),\(row($0))" }
        let folder = try folder(
            ["id,nama,lahir,telepon,alamat"] + rows.prefix(20).map { $0 + ",0812,Jalan" } + rows.dropFirst(20)
                + ["r200"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--format", "json", in: folder, language: "en")
        #expect(run.status == 0 && run.errors.contains("111 of 131 rows"), "\(run.errors)")
        let ragged = try #require((try run.json()["ragged_rows"] as? [[String: Any]])?.first)
        #expect(ragged["ragged"] as? Int == 111 && ragged["first"] as? [Int] == [22, 23, 24, 25, 26])
        // Rows with more than the header has names for are another matter.
        let more = (0..<230).map { "r\($0),\(row($0))" + ($0 < 100 ? "" : ",lebih") }
        let long = try self.folder(["id,nama,lahir"] + more)
        defer { try? FileManager.default.removeItem(at: long) }
        let refused = try link(in: long, language: "en")
        #expect(refused.status == 65 && refused.errors.contains("130 of 230 rows"), "\(refused.errors)")
    }

    @Test func repeatedIdsAreTold() throws {
        var lines = ["id,nama,lahir"] + (0..<120).map { "r\($0),\(row($0))" }
        lines[30] = "r3," + row(29)
        lines[40] = "r3," + row(39)
        lines[50] = "r10," + row(49)
        let folder = try folder(lines)
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--format", "json", in: folder, language: "en")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("2 ids are borne by more than one row (5 rows)"), "\(run.errors)")
        #expect(run.errors.contains("[r3, r10]"))
        let repeated = try #require(try run.json()["repeated_ids"] as? [String: Any])
        #expect(repeated["ids"] as? Int == 2 && repeated["rows"] as? Int == 5)
        #expect(repeated["first"] as? [String] == ["r3", "r10"])
        // Rows that are counted have ids of their own, and so have two lists with the same ids.
        let counted = try link("--format", "json", in: try self.folder(["nama,lahir"] + (0..<120).map(row)))
        #expect(try counted.json()["repeated_ids"] == nil)
        let plain = ["id,nama,lahir"] + (0..<120).map { "r\($0),\(row($0))" }
        let two = try self.folder(plain)
        defer { try? FileManager.default.removeItem(at: two) }
        let both = try ProgramRun(
            ["link", "a.csv", "a.csv", "--model", "m.yaml", "--format", "json"], in: two, language: "id")
        #expect(try both.json()["repeated_ids"] == nil)
    }

    @Test func groupsThatAreTooLargeAreTold() throws {
        let lines =
            ["id,nama,lahir"] + (0..<200).map { "r\($0),\($0 < 60 ? "TIDAK DIKETAHUI NAMANYA,1970-01-01" : row($0))" }
        let folder = try folder(lines, model: "largest_block: 20")
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link(in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("Aturan “name”: 1 kelompok terlalu besar"), "\(run.output)")
        #expect(run.output.contains("yang terbesar 60 baris") && run.output.contains("1.770 pasangan dilewati"))
        let none = try link(in: try self.folder(["id,nama,lahir"] + (0..<120).map { "r\($0),\(row($0))" }))
        #expect(!none.output.contains("terlalu besar"))
    }

    @Test func explanationsSpeakTheUsersLanguage() throws {
        let folder = try folder(["id,nama,lahir"] + (0..<240).map { "r\($0),\(row($0 / 2))" })
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--explain", "r4,r5", in: folder)
        #expect(run.output.contains("sama") && !run.output.contains(" same "), "\(run.output)")
        #expect(try link("--explain", "r4,r5", in: folder, language: "en").output.contains("same"))
    }

    @Test func whatAnEarlierRunLeftIsTold() throws {
        let folder = try folder(["id,nama,lahir"] + (0..<240).map { "r\($0),\(row($0 / 2))" })
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try link("--out", "o", "--report", "--splink", "o/splink.json", in: folder)
        #expect(first.status != 0 && !FileManager.default.fileExists(atPath: folder.appendingPathComponent("o").path))
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("o"), withIntermediateDirectories: false)
        let whole = try link("--out", "o", "--report", "--splink", "o/splink.json", in: folder)
        #expect(whole.status == 0 && !whole.errors.contains("sebelumnya"), "\(whole.errors)")
        let again = try link("--out", "o", in: folder)
        #expect(again.errors.contains("pengerjaan sebelumnya"), "\(again.errors)")
        #expect(again.errors.contains("report.html, splink.json"))
        #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("o/report.html").path))
    }

    @Test func aFilesFolderMustBeThere() throws {
        let folder = try folder(["id,nama,lahir"] + (0..<120).map { "r\($0),\(row($0))" })
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--splink", "tak/ada/x.json", in: folder, language: "en")
        #expect(run.status == 73 && run.errors.contains("x.json") && run.errors.contains("is not there"))
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("tak").path))
    }

    @Test func aDamagedWorkbookIsNamed() throws {
        let folder = try folder(["id,nama,lahir"])
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data([0x50, 0x4B, 3, 4] + Array(repeating: UInt8(0x41), count: 500)).write(
            to: folder.appendingPathComponent("a.csv"))
        let run = try link(in: folder)
        #expect(run.status == 65 && run.errors.contains("a.csv: Buku kerja rusak"), "\(run.errors)")
    }
}
