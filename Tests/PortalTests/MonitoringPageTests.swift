import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Pages of monitoring and reporting")
struct MonitoringPageTests {
    /// The cells of the row of a table that begins with a name.
    private func row(_ page: Sight, _ name: String) -> [String]? {
        page.html.components(separatedBy: "<tr").first { $0.contains("<th scope=\"row\">") && $0.contains(name) }
            .map { row in
                row.matches(of: /(?s)<td[^>]*>(.*?)<\/td>/).map {
                    String($0.1).replacing(/<[^>]*>/, with: " ").trimmingCharacters(in: .whitespacesAndNewlines)
                }
            }
    }

    @Test("the figures of the cards and of every level are those of the truth")
    func figures() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        let totals = truth.reports.totals
        try await Browser.visit(fixture.portal) { browser in
            for year in ["2020", "2021"] {
                for region in ["ID", "35", "35.07", "35.07.11", "35.07.11.2008"] {
                    let page = try await browser.get("/pantau?wilayah=\(region)&tahun=\(year)")
                    #expect(page.status == 200)
                    for measure in ["distributed", "cashed"] {
                        guard let value = totals[measure]?[year]?[region] else { continue }
                        #expect(page.html.contains(">\(Language.id.integer(value))<"), "\(measure) \(region) \(year)")
                    }
                }
            }
        }
    }

    @Test("the parts of a region and what is not broken down are visibly its total")
    func drillDown() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/pantau?tahun=2021") }
        let rest = try #require(row(page, "Belum dirinci"))
        #expect(
            rest.first == Language.id.integer(try #require(truth.reports.beyondChildren["distributed"]?["2021"]?["ID"]))
        )
        func number(_ name: String) throws -> Int {
            let text = try #require(row(page, name)?.first)
            return try #require(Int(text.replacing(".", with: "")))
        }
        let parts = try ["Jawa Tengah", "Jawa Timur", "Belum dirinci"].map(number).reduce(0, +)
        #expect(try number("Jumlah Indonesia") == parts)
    }

    @Test("an indicator opens to its meaning, its figures and the rows of reports it comes from")
    func indicator() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/pantau/indikator/cashOut?tahun=2021&wilayah=35.07.11.2008&program=C03")
            #expect(page.texts("h1") == ["Pencairan"])
            #expect(page.html.contains("dicairkan ÷ disalurkan"))
            #expect(page.html.contains("cashed / distributed"))
            #expect(page.html.contains("2021-Q1.csv, baris"))
            #expect(page.links.contains("/pelaporan/C-KTK/C03/2021-Q1"))
            let nation = try await browser.get("/pantau/indikator/cashOut?tahun=2021")
            let cashed = try #require(truth.reports.totals["cashed"]?["2021"]?["ID"])
            #expect(row(nation, "dicairkan")?.first == Language.id.integer(cashed))
            #expect(try await browser.get("/pantau/indikator/none").status == 404)
        }
    }

    @Test(
        "a region, a programme or an indicator that does not exist is not found",
        arguments: [
            "/pantau?wilayah=99.99", "/pantau?program=NONE", "/pelaporan/NONE", "/pelaporan/C-KTK/C03/1999",
            "/pelaporan/NONE/surat", "/desa/35.07", "/desa/99.99.99.9999", "/rujukan/NONE", "/kebutuhan?wilayah=77",
        ])
    func unknown(address: String) async throws {
        let fixture = try CoordinationFixture.shared()
        let page = try await Browser.visit(fixture.portal) { try await $0.get(address) }
        #expect(page.status == 404)
        #expect(page.texts("h1") == ["Halaman tidak ditemukan"])
    }

    @Test("figures are counted when asked, by POST alone, and new data are told until they are")
    func counting() async throws {
        let fixture = try CoordinationFixture.own()
        try await Browser.visit(fixture.portal) { browser in
            #expect(try await !browser.get("/pantau").html.contains("/pantau/hitung"))
            let row = "nik\ttanggal\twilayah\n3507115305770001\t2021-12-01\t35.07.11.2008"
            let looked = try await browser.upload("/kirim", ["isi": row, "jenis": "profil"])
            let token = try #require(looked.html.firstMatch(of: /name="tanda" value="([^"]+)"/)).1
            #expect(try await browser.post("/kirim/simpan", "tanda=\(token)").status == 303)
            #expect(try await browser.get("/pantau").html.contains("/pantau/hitung"))
            #expect(try await browser.get("/pantau/hitung").status == 405)
            let done = try await browser.post("/pantau/hitung", "wilayah=35.07&tahun=2021&program=C03")
            #expect(done.status == 303)
            #expect(done.headers[.location] == "/pantau?wilayah=35.07&tahun=2021&program=C03")
            #expect(try await !browser.get("/pantau").html.contains("/pantau/hitung"))
        }
    }

    @Test("before the first count the page offers to count")
    func uncounted() async throws {
        let folder = try Fixture.temporaryFolder()
        let portal = try Portal(registry: try Fixture.emptyRegistry(in: folder))
        let page = try await Browser.visit(portal) { try await $0.get("/pantau") }
        #expect(page.status == 200)
        #expect(page.html.contains("Hitung sekarang"))
    }

    @Test("late, missing and contradictory reports are those of the truth, each in words with file and rows")
    func scorecard() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        try await Browser.visit(fixture.portal) { browser in
            for year in ["2020", "2021"] {
                let page = try await browser.get("/pelaporan?tahun=\(year)")
                let chips = page.html.components(separatedBy: "chip duty-")
                let late = truth.reports.late.filter { $0.period.hasPrefix(year) }
                let missing = truth.reports.missing.filter { $0.period.hasPrefix(year) }
                #expect(chips.count { $0.hasPrefix("late") } == late.count)
                #expect(chips.count { $0.hasPrefix("missing") } == missing.count)
                for report in late { #expect(page.html.contains(">\(report.days ?? -1)<"), "\(report.programme)") }
                let found = truth.reports.contradictory.filter { $0.period.hasPrefix(year) }
                #expect(page.html.components(separatedBy: "class=\"finding-row").count - 1 == found.count)
                for report in found {
                    if let file = report.file?.split(separator: "/").last { #expect(page.html.contains(file)) }
                }
            }
        }
    }

    @Test("a corrected report shows what it said before")
    func versions() async throws {
        let fixture = try CoordinationFixture.shared()
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/pelaporan/C-KPD/C04/2021-Q2") }
        #expect(page.html.contains("Versi 1") && page.html.contains("Versi 2"))
        let changed = page.html.components(separatedBy: "<tr class=\"chosen\">").dropFirst()
        #expect(changed.contains { $0.contains(">16<") && $0.contains(">6<") })
        #expect(page.html.contains("2021-Q2-perbaikan.csv"))
    }

    @Test("an institution that owes a report gets a letter to print")
    func letter() async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/pelaporan/C-KTK?tahun=2021")
            let address = try #require(page.links.first { $0.contains("/surat") })
            let letter = try await browser.get(address)
            #expect(letter.status == 200)
            #expect(letter.html.contains("Kementerian Contoh Tenaga Kerja Mandiri"))
            let policy = letter.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'") && !policy.contains("script-src"))
        }
    }

    @Test("stages of proposals show the people and the days")
    func stages() async throws {
        let portal = try CoordinationFixture.withCompanions()
        let page = try await Browser.visit(portal) { try await $0.get("/pantau?program=BPUM&tahun=2021") }
        #expect(page.html.contains("Tahap usulan dan lamanya"))
        #expect(page.html.contains(" hari<"))
    }

    @Test("the map tells clashes, doubles and missing criteria of the truth")
    func mapping() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/peta-program?tahun=2021") }
        func part(_ anchor: String) throws -> String {
            let start = try #require(page.html.range(of: "<section aria-labelledby=\"\(anchor)\">"))
            let rest = page.html[start.upperBound...]
            return String(rest[..<(rest.range(of: "</section>")?.lowerBound ?? rest.endIndex)])
        }
        let clashes = try part("benturan")
        for pair in try #require(truth.programmes.clashes["2021"]) {
            #expect(pair.allSatisfy { clashes.contains("/program/\($0)\"") }, "\(pair)")
        }
        let doubles = try part("kembar")
        for pair in truth.programmes.duplicates { #expect(pair.allSatisfy { doubles.contains($0) }) }
        let unclear = try part("kriteria")
        let found = Set(unclear.matches(of: /href="\/program\/(C\d+)"/).map { String($0.1) })
        #expect(found == Set(truth.programmes.withoutCriteria))
    }
}
