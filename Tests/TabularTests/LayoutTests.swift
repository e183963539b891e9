import Problems
import Tabular
import Testing

private func layout(_ text: String, delimiter: Delimiter? = nil) throws -> Layout {
    try LayoutFinder.find(sample: Array(text.utf8), isWhole: true, encoding: .utf8, delimiter: delimiter)
}

@Suite struct LayoutTests {
    @Test(arguments: [",", ";", "\t", "|"])
    func delimiterIsFound(sign: String) throws {
        let rows = ["nama,alamat,nik", "Siti,Jl. Melati 3,3507110101800001", "Budi,Jl. Mawar 4,3507110101800002"]
        let found = try layout(rows.map { $0.replacing(",", with: sign) }.joined(separator: "\n"))
        #expect(found.dialect.delimiter.rawValue == sign.utf8.first)
        #expect(found.columns == ["nama", "alamat", "nik"])
        #expect(found.headerRow == 1)
    }

    @Test func commasInsideTextDoNotMisleadASemicolonFile() throws {
        let found = try layout(
            "Nama;Alamat\nSiti;Jl. A, No 1, RT 2\nBudi;Jl. B, No 2, RT 3\nTono;Jl. C, No 3, RT 1\n")
        #expect(found.dialect.delimiter == .semicolon)
    }

    @Test func titleLinesAboveTheHeader() throws {
        let found = try layout(
            """
            DAFTAR USULAN;;;
            Kecamatan: Contoh;;;
            ;;;
            NIK;Nama;Alamat;
            3507110101800001;Siti;Jl. A;
            3507110101800002;Budi;Jl. B;
            """)
        #expect(found.headerRow == 4)
        #expect(found.columns == ["NIK", "Nama", "Alamat"])
        #expect(found.emptyTrailing == 1)
        #expect(found.titles == [["DAFTAR USULAN"], ["Kecamatan: Contoh"]])
    }

    @Test func wideYearsAreAHeader() throws {
        let lines = [
            "\"Jumlah\";\"\";\"\"", "\"Kode\";\": D/065\";\"\"", "\"Series Column\";\"\";\"\"",
            "\"Tahun\";\"2018\";\"2019\"", "\"Jumlah UMKM\";\"214\";\"598\"",
        ]
        let found = try layout(lines.joined(separator: "\r\n"))
        #expect(found.headerRow == 4)
        #expect(found.columns == ["Tahun", "2018", "2019"])
    }

    /// One overlong record in a short list does not hide the header.
    @Test func headerOfAShortListWithAnOverlongRow() throws {
        let rows = ["NIK;Nama;Alamat", "3507110101800001;Siti;Jl. A;x;y;z", "3507110101800002;Budi;Jl. B"]
        #expect(try layout(rows.joined(separator: "\n")).headerRow == 1)
    }

    /// Nor does one beside a number with a stray quote in it.
    @Test func headerAboveADamagedNumberAndAnOverlongRow() throws {
        let rows = ["NIK;Nama", "3507=\"011…;Budi \"Rekaan", "3507010101800002;Ani;x;y"]
        #expect(try layout(rows.joined(separator: "\n")).headerRow == 1)
    }

    @Test func listWithoutHeader() throws {
        let found = try layout("3507110101800001,Siti,12\n3507110101800002,Budi,13\n")
        #expect(found.headerRow == nil)
        #expect(found.columns.count == 3)
        #expect(found.problems.contains { $0.code == "file.no-header" })
    }

    @Test func repeatedNamesAreMadeUnique() throws {
        #expect(try layout("Nama,Nama\nSiti,Budi\n").columns == ["Nama", "Nama (2)"])
    }

    @Test func emptyFileIsRefused() {
        #expect(throws: Problem.self) { try layout("") }
        #expect(throws: Problem.self) { try layout("\n\n,,\n") }
    }

    @Test func identityNumbersAreNeverNumbers() {
        var survey = ColumnSurvey()
        for cell in ["3507110101800001", "3507114101800002"] { survey.add(Array(cell.utf8).span) }
        #expect(survey.type == .identifier)
        #expect(survey.sixteenDigits == 2)
    }
}
