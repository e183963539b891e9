import Problems
import Reports
import Testing

@Suite("The report on the quality of lists")
struct ListQualityReportTests {
    @Test("rows read are shown as the sum of their parts, and a wrong sum is called wrong")
    func equation() throws {
        let right = try ParsedDocument.read(Report.listQuality([Samples.quality()], in: .id).html)
        #expect(right.section("list-1").contains("1.409 dibaca = 1.200 baru + 100 diperbarui + 23 tetap + 86 ditolak."))
        #expect(right.section("list-1").contains("Hitungan ini cocok"))
        let wrong = try ParsedDocument.read(Report.listQuality([Samples.quality(refused: 85)], in: .id).html)
        #expect(wrong.section("list-1").contains("TIDAK cocok"))
        #expect(wrong.section("summary").contains("tidak sama dengan baris yang dibaca"))
    }

    @Test("problems are counted by code and column, the gravest first; what differs between rows is left open")
    func findings() {
        let problems = [
            Problem("phone.zero-lost", .note, at: Place(row: 2, column: "HP")),
            Problem("nik.length", .refuse, at: Place(row: 3, column: "NIK"), ["digits": "13", "expected": "16"]),
            Problem("phone.zero-lost", .note, at: Place(row: 4, column: "HP")),
            Problem("nik.length", .refuse, at: Place(row: 5, column: "NIK"), ["digits": "14", "expected": "16"]),
            Problem("nik.length", .refuse, at: Place(row: 6, column: "NIK KK"), ["digits": "14", "expected": "16"]),
        ]
        let findings = ListQuality.findings(of: problems)
        #expect(findings.map(\.code) == ["nik.length", "nik.length", "phone.zero-lost"])
        #expect(findings.map(\.count) == [2, 1, 2])
        #expect(findings[0].example.arguments == ["digits": "…", "expected": "16"])
        #expect(findings[1].example.arguments["digits"] == "14")
    }

    @Test("each row that is shown has its place, masked value and reason; each kind its remedy")
    func rows() throws {
        let document = try ParsedDocument.read(Report.listQuality([Samples.quality()], in: .id).html)
        let first = document.rows(ofTableWithCaption: "Baris pertama")
        #expect(first.dropFirst().map { $0[0] } == ["21", "22", "23"])
        #expect(first.dropFirst().allSatisfy { $0[2] == "NIK" && $0[3] == "350711****" && !$0[4].isEmpty })
        let kinds = document.rows(ofTableWithCaption: "menurut jenisnya")
        #expect(kinds.count == 2)
        #expect(kinds[1][2] == "3" && !kinds[1][4].isEmpty)
    }

    @Test("several lists stand in one table with their total")
    func totals() throws {
        let lists = [Samples.quality(), Samples.quality()]
        let document = try ParsedDocument.read(Report.listQuality(lists, in: .en).html)
        #expect(
            document.rows(ofTableWithCaption: "Rows read").last == [
                "Total", "", "2,818", "2,400", "200", "46", "172", "126",
            ])
    }

    @Test("lists that were only checked stand in a table of their own, without columns that say nothing")
    func mixed() throws {
        var checked = Samples.quality()
        checked.name = "hanya-diperiksa"
        checked.institution = ""
        checked.outcome = .checked(clean: 1260, warned: 63, refused: 86)
        let document = try ParsedDocument.read(Report.listQuality([Samples.quality(), checked], in: .id).html)
        let captions = document.all("caption").map(\.text).filter { $0.contains("Baris yang dibaca") }
        #expect(captions.count == 2)
        #expect(document.rows(ofTableWithCaption: captions[0]).last?.first == "bpum-usulan")
        #expect(
            document.rows(ofTableWithCaption: captions[1]) == [
                ["Daftar", "Dibaca", "Bersih", "Dengan peringatan", "Ditolak"],
                ["hanya-diperiksa", "1.409", "1.260", "63", "86"],
            ])
        #expect(document.section("list-2").contains("Hitungan ini cocok"))
    }
}
