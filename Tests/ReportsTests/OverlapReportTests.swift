import Problems
import Registry
import Reports
import Testing

@Suite("The overlap report")
struct OverlapReportTests {
    @Test("no whole identity number, card number or name stands in it", arguments: Language.allCases)
    func masked(language: Language) throws {
        let html = try Report.overlap(Samples.overlap(), in: language).html
        #expect(html.firstMatch(of: /[0-9]{16}/) == nil)
        #expect(!html.contains("Suryani") && !html.contains("Dwi"))
        // The office that holds the list still finds the row.
        #expect(
            html.contains("350711******0030") && html.contains("D** S******")
                && html.contains("1.407") == (language == .id))
    }

    @Test("lists of one file: people, rows and the matrix")
    func listsInFile() throws {
        let document = try ParsedDocument.read(Report.listsInFile(Samples.listsInFile(), in: .id).html)
        let summary = document.section("summary")
        #expect(summary.contains("3 orang pada 3 daftar, 1 (33,3\u{a0}%)"))
        #expect(summary.contains("6 baris dibaca: 4 dihitung, 2 ditolak"))
        let rows = document.rows(ofTableWithCaption: "NIK yang ditolak")
        #expect(rows.last == ["UMI", "2", "1", "1", "0", "0", "1", "0"])
        #expect(document.readable.firstMatch(of: /[0-9]{9,}/) == nil)
    }

    @Test("people, share and rupiah of the summary come from the result")
    func summary() throws {
        let summary = try ParsedDocument.read(Report.overlap(Samples.overlap(), in: .id).html).section("summary")
        #expect(summary.contains("1.452 orang pada 3 daftar, 138 (9,5\u{a0}%)"))
        #expect(summary.contains("90 kasus orang dan 0 kasus keluarga; menyangkut Rp2.358.000.000"))
        #expect(summary.contains("8 kasus orang dan 7 kasus keluarga"))
    }

    @Test("every finding has its row with verdict, condition, legal basis and rupiah of both lists")
    func pairs() throws {
        let document = try ParsedDocument.read(Report.overlap(Samples.overlap(), in: .id).html)
        let rows = document.rows(ofTableWithCaption: "menurut penilaian")
        let forbidden = try #require(rows.first { $0.first == "dilarang" })
        #expect(
            forbidden == [
                "dilarang", "90 orang", "KUR masih berjalan", "Permenkop UKM 2/2021 Ps 4(2)",
                "Rp108.000.000Rp2.250.000.000",
            ])
        let open = rows.filter { $0.first == "tanpa aturan" }
        #expect(open.map { $0[1] } == ["8 orang", "7 keluarga"])
        #expect(open.allSatisfy { $0[2].contains("Tidak ada aturan") && $0[3] == "–" })
        #expect(rows.contains { $0.first == "Di dalam pelatihan: lebih dari sekali" })
        #expect(rows.contains { $0.first == "boros" })
    }

    @Test("the matrix and the picture show the counts, and only combinations of two and more")
    func figures() throws {
        let document = try ParsedDocument.read(Report.overlap(Samples.overlap(), in: .id).html)
        let words = document.all("text").map(\.text)
        #expect(words.contains("dilarang: 90"))
        #expect(document.all("rect", "bar").count == 2)
        #expect(document.readable.contains("1.314 orang hanya ada pada satu daftar"))
    }

    @Test("the missing complement names both lists, people and villages")
    func complement() throws {
        let document = try ParsedDocument.read(Report.overlap(Samples.overlap(), in: .en).html)
        let rows = document.rows(ofTableWithCaption: "Served, complement present")
        #expect(
            rows.last == [
                "bpum", "pelatihan", "333", "Banjarejo 200, Kedungsalam 100, Sumberoto 33",
                "They complement each other",
            ])
    }

    @Test("says that an overlap is no duplicate and that unregulated is not allowed")
    func reading() throws {
        let text = try ParsedDocument.read(Report.overlap(Samples.overlap(), in: .en).html).section("reading")
        #expect(text.contains("An overlap is not a duplicate"))
        #expect(text.contains("“Unregulated” is not “allowed”"))
    }

    @Test("nothing found is said, not left blank")
    func empty() throws {
        var result = Samples.overlap()
        result.findings = []
        result.pairs = []
        result.combinations = result.combinations.filter { $0.lists.count == 1 }
        result.complements = []
        let document = try ParsedDocument.read(Report.overlap(result, in: .id).html)
        #expect(document.section("summary").contains("Tidak ada pasangan yang dilarang"))
        #expect(document.section("cases").contains("Tidak ada kasus"))
        #expect(document.section("complements").contains("Tidak ditemukan"))
    }
}
