import Foundation
import Indonesia
import Problems
import Registry
import Store
import Tabular
import Testing

private let today = CalendarDate("2026-01-01") ?? CalendarDate.last

private func check(
    _ url: URL, profile: String? = nil, regions: RegionDirectory? = nil
) throws -> (check: ListCheck, problems: [Problem]) {
    let reading = try ListReading(
        ListFile(url), profile: try profile.map { try ProfileLibrary.bundled.profile($0) }, regions: regions,
        today: today, wantsRecords: false)
    var problems: [Problem] = []
    let check = try ListCheck.run(reading) { lines in for line in lines { problems += line.problems } }
    return (check, problems)
}

@Suite struct CheckTests {
    @Test func seriesThatLostAZeroIsQuestioned() throws {
        let scratch = try Scratch()
        let lines = [
            "\"Jumlah UMKM yang ikut pelatihan\";\"\";\"\";\"\";\"\"", "\"Kode\";\": D/065\";\"\";\"\";\"\"",
            "\"Series Column\";\"\";\"\";\"\";\"\"", "\"Tahun\";\"2021\";\"2022\";\"2023\";\"2024\"",
            "\"Jumlah\";\"726\";\"1.89\";\"1.475\";\"601\"",
        ]
        let (found, problems) = try check(scratch.file("seri.csv", lines.joined(separator: "\n")))
        #expect(found.headerRow == 4)
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        #expect(problem.code == "number.trailing-zero-lost")
        #expect(problem.place.row == 5)
        #expect(problem.place.column == "2022")
        #expect(problem.arguments["suggested"] == "1890")
    }

    @Test func unnamedCodeSystemIsAskedAbout() throws {
        let scratch = try Scratch()
        let text = "kode_kabupaten_kota,nama_kabupaten_kota,jumlah\n3201,KABUPATEN BOGOR,9\n3273,KOTA BANDUNG,4\n"
        let (found, _) = try check(scratch.file("a.csv", text))
        #expect(found.fileProblems.map(\.code) == ["region.system-unnamed"])
        #expect(found.content == .figures && found.clean == 2 && found.unchecked == 0)
        let dotted = text.replacing("3201", with: "32.01").replacing("3273", with: "32.73")
        #expect(try check(scratch.file("b.csv", dotted)).check.fileProblems == [])
    }

    /// A table of one code system alone does not settle which system a list's codes belong to.
    @Test func oneSystemAtHandProvesNothing() throws {
        let regions = RegionDirectory([
            .init(
                system: "kemendagri", version: "2025", code: "32", name: "Jawa Barat", level: "province", parent: nil),
            .init(
                system: "kemendagri", version: "2025", code: "32.01", name: "Kabupaten Bogor", level: "regency",
                parent: "32"),
        ])
        let scratch = try Scratch()
        let text = "kode_kabupaten_kota,nama_kabupaten_kota,jumlah\n3201,KABUPATEN BOGOR,9\n"
        let (found, _) = try check(scratch.file("a.csv", text), regions: regions)
        #expect(found.fileProblems.map(\.code) == ["region.system-unnamed"])
    }

    @Test func tableOfRegionsIsNoListOfPeople() throws {
        let scratch = try Scratch()
        let (found, problems) = try check(
            scratch.file("w.csv", "kode,nama\n35,Jawa Timur\n35.07,Kabupaten Malang\n35.07.01.2001,Tanjung 2\n"))
        #expect(problems == [])
        #expect(found.columns.allSatisfy { $0.field == nil || $0.field == .regionCode })
    }

    @Test func listOfPeopleWithoutIdentityNumbersIsTold() throws {
        let scratch = try Scratch()
        let (found, _) = try check(scratch.file("a.csv", "Nama,Tanggal Lahir\nSiti Rekaan,17/08/1980\n"))
        #expect(found.fileProblems.map(\.code) == ["list.no-nik"])
        #expect(found.rows == 1 && found.unchecked == 1 && found.clean == 0)
    }

    /// What `import` refuses as a whole, `check` does not call clean.
    @Test(arguments: [
        ("3507015501900001,Siti Rekaan\n3507015501900002,Sri Rekaan\n", ["file.no-header", "list.no-nik"]),
        ("Identitas,Nama\n3507015501900001,Siti Rekaan\n", ["list.no-nik"]),
        ("Nama,Desa\nSiti Rekaan,Donomulyo\n", ["list.no-nik"]),
        ("Warna,Pagar\nhijau,kayu\n", ["list.nothing-recognised"]),
    ])
    func rowsThatAreNotCheckedAreNotClean(text: String, codes: [String]) throws {
        let scratch = try Scratch()
        let file = try scratch.file("a.csv", text)
        let (found, _) = try check(file)
        #expect(found.fileProblems.map(\.code) == codes && found.fileProblems.last?.severity == .refuse)
        #expect(found.unchecked == found.rows && found.clean == 0)
        let request = ImportRequest(file: file, programme: "BPUM", institution: "BRI")
        let problem = #expect(throws: Problem.self) { try scratch.registry().stage(request) }
        #expect(problem?.code == "list.not-people")
    }

    @Test func peopleWithoutNamesAreTold() throws {
        let scratch = try Scratch()
        let (found, _) = try check(scratch.file("a.csv", "NIK;Nama Istri\n3507015501900001;Siti Rekaan\n"))
        let problem = try #require(found.fileProblems.first { $0.code == "list.no-name" })
        #expect(problem.severity == .warn && problem.place.row == 1)
    }

    /// Headings that people write are known, each for what it means.
    @Test(
        arguments: [
            ("Nomor Induk Kependudukan (NIK)", Field.nik), ("NIK/No KTP", .nik), ("No. KTP/NIK", .nik),
            ("NIK (16 digit)", .nik),
            ("NIK Pemohon", .nik), ("nik_penerima", .nik), ("Nama Pemohon", .name), ("Nama Lengkap Pemohon", .name),
            ("Nama UMKM", .business), ("No HP/WA", .phone), ("No. Telp/HP", .phone), ("Kelurahan/Desa", .village),
            ("tgl_lhr", .birthDate), ("Tempat/Tgl Lahir", .birthDate), ("Tempat, Tanggal Lahir", .birthDate),
            ("Tanggal Mulai", .startDate), ("Tanggal Selesai", .endDate), ("Jatuh Tempo", .endDate),
        ] as [(String, Field)])
    func headingsOfEveryDay(heading: String, field: Field) throws {
        let scratch = try Scratch()
        let (found, _) = try check(
            scratch.file("a.csv", "Nomor Identitas;\"\(heading)\"\n3507015501900001;3507015501900001\n"),
            profile: "umum")
        #expect(found.columns.last?.field == field)
    }

    @Test func placeAndDayOfBirthAreRead() throws {
        let scratch = try Scratch()
        let people = [
            "3507011203650001;Malang, 12-03-1965", "3507011204700001;Malang, 12 April 1970",
            "3507011805750001;Malang 18/05/1975",
        ]
        let (found, problems) = try check(
            scratch.file("a.csv", "NIK;TTL;Nama\n" + people.map { $0 + ";Budi Rekaan\n" }.joined()))
        #expect(found.clean == 3 && problems.isEmpty, "\(problems)")
        let (_, wrong) = try check(scratch.file("b.csv", "NIK;Nama;TTL\n3507011203650001;Budi;Malang, 13-03-1965\n"))
        #expect(wrong.map(\.code) == ["nik.birth-mismatch"])
    }

    @Test func rowsOfTheRealFilesAreRead() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../../shared/domain/data")
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        let series = try check(folder.appendingPathComponent("satudata_pelatihan_wirausaha_2018_2025.csv"))
        #expect(series.check.headerRow == 18)
        #expect(series.problems.map(\.code) == ["number.trailing-zero-lost"])
        let west = try check(folder.appendingPathComponent("jabar_umkm_binaan_per_jenis_2019_2021.csv"))
        #expect(west.check.rows == 1215)
        #expect(
            west.check.fileProblems.contains {
                $0.code == "region.system-unnamed" && $0.place.column == "kode_kabupaten_kota"
            })
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x00], "spreadsheet.damaged"), ([0x1F, 0x8B, 0x08], "input.spreadsheet"),
            ([], "file.empty"), (Array("NIK;Nama\n1;\u{0}\n".utf8), "file.nul"),
            (Array("NIK;Nama\n1;\"a\n".utf8), "file.unclosed-quote"),
        ] as [([UInt8], String)])
    func unusableFilesAreNamed(bytes: [UInt8], code: String) throws {
        let scratch = try Scratch()
        let file = try scratch.file("x.csv", Data(bytes))
        let problem = #expect(throws: Problem.self) { _ = try check(file) }
        #expect(problem?.code == code)
        #expect(problem?.place.file == "x.csv")
    }

    @Test func missingFileIsNamed() throws {
        let problem = #expect(throws: Problem.self) { _ = try ListFile(URL(fileURLWithPath: "tidak-ada.csv")) }
        #expect(problem?.code == "input.missing")
    }

    @Test func requiredColumnsOfANamedProfile() throws {
        let scratch = try Scratch()
        let file = try scratch.file("x.csv", "NIK;Nama Lengkap\n3507015501900001;Siti Rekaan\n")
        let problem = #expect(throws: Problem.self) { _ = try check(file, profile: "bpum-usulan-2021") }
        #expect(problem?.code == "list.columns")
        #expect(problem?.arguments["missing"]?.contains("Alamat") == true)
        #expect(throws: Problem.self) { _ = try ProfileLibrary.bundled.profile("tidak-ada") }
    }

    /// The list comes back with every cell as it was, and two columns more.
    @Test func errorFileKeepsEveryCell() throws {
        let folder = try example("one-gate")
        for name in ["bpum-usulan-2021.csv", "mekaar-nasabah.csv", "desmigratif-kelompok.csv"] {
            let file = try ListFile(folder.appendingPathComponent(name))
            let reading = try ListReading(file, today: today, wantsRecords: false)
            var text = ""
            var errors = try ErrorFile(
                file, language: .id,
                words: .init(
                    statusHeader: "Status", problemHeader: "Masalah", clean: "OK", note: "C", warn: "P", refuse: "T")
            ) { text += $0 }
            let found = try ListCheck.run(reading) { try errors.add($0) }
            try errors.finish()
            let scratch = try Scratch()
            let back = try ListFile(scratch.file(name, text))
            #expect(back.layout.headerRow == file.layout.headerRow)
            #expect(back.layout.columns.prefix(file.layout.columns.count) == file.layout.columns[...])
            let again = try ListCheck.run(try ListReading(back, today: today, wantsRecords: false))
            #expect(again.rows == found.rows)
            #expect(again.refused == found.refused)
        }
    }

    /// No whole identity number, family card or phone leaves a check.
    @Test func valuesAreMasked() throws {
        for list in try Manifest.load().lists {
            let (_, problems) = try check(example("one-gate").appendingPathComponent(list.file))
            for problem in problems {
                let digits = (problem.value ?? "").filter(\.isNumber)
                #expect(digits.count < 13, "\(problem.code) \(problem.place)")
            }
        }
    }
}
