import Foundation
import Problems
import Reports
import Store
import Testing

@testable import Registry

@Suite("The report on the programmes of a region")
struct RegionReportTests {
    private func document(
        _ region: String = "35.07", _ language: Language = .id
    ) throws -> (ParsedDocument, RegionReportInput) {
        let input = try Coordination.input(region)
        return (try .read(Report.region(input, in: language).html), input)
    }

    /// A number as the tables write it; nil for a dash or the mark of what is hidden.
    private func number(_ cell: String) -> Int? {
        Int(cell.replacing(".", with: "").replacing(",", with: "").replacing("Rp", with: ""))
    }

    private func sum(_ rows: [[String]], _ column: Int) -> Int {
        rows.compactMap { column < $0.count ? number($0[column]) : nil }.reduce(0, +)
    }

    @Test("places add up: villages to districts, districts and what is not broken down to the region")
    func places() throws {
        let (document, input) = try document()
        let rows = Array(document.rows(ofTableWithCaption: "usaha mikro menurut wilayah").dropFirst())
        let total = try #require(rows.last)
        #expect(total.first == "Jumlah")
        let isFirstLevel = { (row: [String]) in !(row.first ?? "").hasPrefix("–") }
        let first = rows.dropLast().filter(isFirstLevel)
        // Villages of the district Kalipare; people on lists of some of them are hidden, so the first columns alone.
        for column in 1...4 { #expect(sum(Array(first), column) == number(total[column]), "column \(column)") }
        let start = try #require(rows.firstIndex { $0.first == "Donomulyo" })
        let below = rows[(start + 1)...].prefix { !isFirstLevel($0) }
        #expect(below.count > 1)
        for column in 1...5 { #expect(sum(Array(below), column) == number(rows[start][column])) }
        #expect(total[3] == "3.279")
        #expect(number(total[1]).map(Int64.init) == input.enterprises?.value)
    }

    @Test("programmes add up to the region; what nobody reported is a dash, not a zero")
    func programmes() throws {
        let (document, input) = try document()
        let rows = document.rows(ofTableWithCaption: "Program yang berjalan di").dropFirst().filter { $0.count == 6 }
        let total = try #require(rows.last)
        #expect(rows.count == input.programmes.count + 1)
        #expect(sum(Array(rows.dropLast()), 4) == number(total[4]))
        #expect(sum(Array(rows.dropLast()), 5) == number(total[5]))
        let untold = input.programmes.filter { !$0.isReported }
        #expect(!untold.isEmpty)
        for programme in untold {
            #expect(rows.first { $0[0].contains("\(programme.code) ·") }?[4] == "–")
        }
    }

    @Test("the report on a village says what is not published of it, and not that there is nothing")
    func village() throws {
        let (document, input) = try document("35.07.11.2008")
        #expect(input.publication.isVillage)
        let places = document.rows(ofTableWithCaption: "usaha mikro menurut wilayah").dropFirst()
        #expect(places.count == 1 && number(places.last?[3] ?? "").map { $0 > 0 } == true)
        // Name, kind, area and target; nothing about people by programme.
        let programmes = document.rows(ofTableWithCaption: "Program yang berjalan di").filter { $0.count > 1 }
        #expect(programmes.count == input.programmes.count + 1 && programmes.allSatisfy { $0.count == 4 })
        let listed = try #require(input.publication[CountKey("listed", region: "35.07.11.2008")].number)
        #expect(listed > 0 && document.section("people").contains("\(listed) nama"))
        // Shares of a village's few businesses would tell how many they are.
        let names = document.rows(ofTableWithCaption: "Indikator").dropFirst().map { $0[0] }
        #expect(!names.contains("Omzet naik") && !names.contains("Dana dipakai untuk usaha"))
    }

    @Test("sentences of the summary hold no mark of a table and no nought", arguments: ["35.07", "35.07.11.2008"])
    func summarySentences(region: String) throws {
        let (document, _) = try document(region)
        let summary = document.section("summary")
        #expect(summary.contains("Menurut laporan lembaga"))
        let alone = summary.split(separator: " ").map { $0.trimmingCharacters(in: .punctuationCharacters) }
        #expect(!alone.contains("x") && !alone.contains("0"), "\(summary)")
    }

    /// Captions of tables that count people by their place in the document, in both languages.
    @Test("every count of people stands in the publication, and none that it hides", arguments: Language.allCases)
    func masks(language: Language) throws {
        for region in ["35.07", "33.02.22", "ID"] {
            let (document, input) = try document(region, language)
            let publication = input.publication
            let published = Set(publication.keys.compactMap { publication[$0].number })
            let heads =
                language == .id
                ? ["umur", "bidang usaha", "program dan jenis kelamin"]
                : ["by age", "by sector", "by programme and sex"]
            var seen = 0
            for part in heads {
                for row in document.rows(ofTableWithCaption: part).dropFirst() {
                    for cell in row.dropFirst() where !cell.contains("%") {
                        guard let count = number(cell) else {
                            #expect(cell == "x" || cell == "–", "\(row)")
                            continue
                        }
                        #expect(published.contains(count) && !(1..<5).contains(count), "\(row)")
                        seen += 1
                    }
                }
            }
            #expect(seen > 5)
        }
    }

    @Test(
        "people by age stand as the publication has them: hidden ones as x, without a share",
        arguments: Language.allCases)
    func ages(language: Language) throws {
        let (document, input) = try document("35.07", language)
        let caption = language == .id ? "menurut umur" : "by age"
        let rows = document.rows(ofTableWithCaption: caption).dropFirst()
        for (row, category) in zip(rows, input.publication.categories("listed", "age")) {
            let count = input.publication[
                CountKey("listed", region: "35.07", breakdown: "age", category: category)]
            #expect(row[1] == (count.number.map { language.integer($0) } ?? "x"))
            #expect((row[2] == "x") == (count == .hidden))
        }
        #expect(rows.contains { $0[1] == "x" })
        #expect(document.section("people").contains(language == .id ? "x: tidak ditampilkan" : "x: not shown"))
    }

    @Test("findings come without the numbers of small places")
    func findings() throws {
        let (document, input) = try document()
        let rows = document.rows(ofTableWithCaption: "terlambat, belum masuk").dropFirst()
        #expect(rows.count == input.findings.count && !rows.isEmpty)
        for row in rows { #expect(row[3].filter(\.isNumber).isEmpty, "\(row)") }
    }

    @Test("the scorecard is that of the registry, and adds up")
    func discipline() throws {
        let (document, input) = try document()
        let rows = Array(document.rows(ofTableWithCaption: "jatuh tempo menurut lembaga").dropFirst())
        #expect(rows.count == input.discipline.count + 1)
        for column in 1...5 { #expect(sum(Array(rows.dropLast()), column) == number(rows[rows.count - 1][column])) }
        #expect(number(rows[rows.count - 1][1]) == input.total.due)
    }

    @Test("the regent signs: place, date, office, a line for the name; others by their own office")
    func signature() throws {
        let (document, _) = try document()
        let text = document.section("signature")
        #expect(text.contains("Bupati") && text.contains("Nama terang dan NIP"))
        #expect(document.all("div", "signature").count == 1)
        #expect(try self.document("ID", .en).0.section("signature").contains("Minister"))
        #expect(try self.document("33.02.22", .id).0.section("signature").contains("Camat"))
    }

    @Test(
        "every section of the task is there, its figures numbered, its source and day told",
        arguments: Language.allCases)
    func sections(language: Language) throws {
        let (document, input) = try document("35.07", language)
        for id in [
            "programmes", "places", "indicators", "course", "stages", "money", "people", "reports", "mapping", "needs",
            "referrals", "definitions", "signature",
        ] { #expect(!document.section(id).isEmpty, "\(id)") }
        let captions = document.all("caption").map(\.text)
        for (index, caption) in captions.enumerated() {
            #expect(caption.hasPrefix((language == .id ? "Tabel " : "Table ") + "\(index + 1). "), "\(caption)")
        }
        #expect(document.section("places").contains(input.enterprises?.source ?? "?"))
        #expect(document.section("definitions").contains(language == .id ? "31 Maret 2022" : "31 March 2022"))
        // A report of what was done claims no effect.
        #expect(
            document.section("summary").contains(language == .id ? "tidak menunjukkan apakah" : "does not show whether")
        )
    }

    @Test("a light is a sign and a word, and only stands beside indicators that tell no hidden count")
    func lights() throws {
        let (document, input) = try document()
        let chips = document.all("span", "chip").map(\.text)
        #expect(!chips.isEmpty && chips.allSatisfy { ["✓ baik", "! hampir", "✗ jauh"].contains($0) })
        let names = document.rows(ofTableWithCaption: "Indikator").dropFirst().map { $0[0] }
        for item in input.view.indicators where names.contains(item.indicator.name(.id)) {
            #expect(input.publication.permits(item, in: "35.07"))
        }
        #expect(!names.contains("Cakupan menurut daftar"))
        // Targets of programmes are not divided by region.
        #expect(!names.contains("Capaian target penerima"))
        let nation = try self.document("ID").0
        #expect(nation.rows(ofTableWithCaption: "Indikator").contains { $0[0] == "Capaian target penerima" })
    }

    @Test("ratios say which programmes they rest on; steps of policy name regencies, or say why there are none")
    func told() throws {
        let (document, input) = try document("ID")
        let cashOut = try #require(input.view.indicators.first { $0.indicator.code == "cashOut" })
        let names = document.rows(ofTableWithCaption: "Indikator").dropFirst().map { $0[0] }
        #expect(names.contains("Pencairan") && !cashOut.leftOut.isEmpty)
        let section = document.section("indicators")
        let counted = try #require(cashOut.programmes)
        #expect(
            section.contains(
                "Pencairan: dari \(counted.count) program yang melaporkan kedua angkanya "
                    + "(\(counted.joined(separator: ", ")))"))
        #expect(section.contains("\(cashOut.leftOut.count) program yang hanya melaporkan salah satunya"))
        // Of whom steps of policy would speak in the example are too few.
        #expect(input.policy.isEmpty && document.section("needs").contains("dimulai tidak ditampilkan"))
        var more = input
        more.policy = [PolicyStep(kind: .join, programmes: ["C01", "C10"], regions: ["35.07"])]
        let told = try ParsedDocument.read(Report.region(more, in: .id).html)
        let rows = told.rows(ofTableWithCaption: "diperluas, digabung").dropFirst()
        #expect(rows.map { $0[2] } == ["Kabupaten Malang"])
        #expect(rows.first?[1].contains("(C01) + ") == true)
    }

    @Test("a region whose people are hidden says so instead of a number")
    func hiddenRegion() throws {
        var input = try Coordination.input()
        for key in input.publication.counts.keys where key.measure == "distributed" || key.measure == "listed" {
            input.publication.counts[key] = .hidden
        }
        let document = try ParsedDocument.read(Report.region(input, in: .id).html)
        #expect(document.section("summary").contains("begitu kecil sehingga tidak ditampilkan"))
        #expect(!document.readable.contains("3.279"))
    }
}
