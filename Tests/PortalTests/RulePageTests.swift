import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Pages of rules, reasons, letters and what-if")
struct RulePageTests {
    private static let village = "nilai.person.village=Arjowilangun"

    private func page(_ address: String, _ language: Language = .id) async throws -> Sight {
        let fixture = try Fixture.shared()
        return try await Browser.visit(fixture.portal) { browser in
            var browser = browser
            browser.headers[.cookie] = "bahasa=\(language.rawValue)"
            return try await browser.get(address)
        }
    }

    private func cards(_ page: Sight) -> [String] {
        page.html.matches(of: /(?s)<li class="card"><span class="figure">([^<]*)<\/span>/).map { String($0.1) }
    }

    private func showsNumber(_ page: Sight) -> Bool {
        page.tokens.contains { $0.count == 16 && $0.allSatisfy(\.isNumber) }
    }

    @Test("the catalogue names each file with version and digest, its rules with basis, and marks what has none")
    func catalogue() async throws {
        let page = try await page("/aturan")
        for file in try RuleLibrary.all() {
            #expect(page.html.contains(file.digest.prefix(16)) && page.html.contains(file.version), "\(file.name)")
        }
        let own = try await self.page("/aturan/bpum-arjowilangun")
        #expect(own.html.contains("Tidak ada peraturan yang memuat syarat ini.") && own.html.contains("bpum.local"))
        #expect(own.html.contains("Ps 4(1)"))
        #expect(try await self.page("/aturan/tidak-ada").status == 404)
    }

    @Test(
        "an import is judged: figures reconcile, lines are told why, nobody's number stands there",
        arguments: Language.allCases)
    func run(language: Language) async throws {
        let fixture = try Fixture.shared()
        let path = "/daftar/\(fixture.proposals)/aturan"
        let bare = try await page(path, language)
        #expect(cards(bare).first == "620" && bare.html.contains("name=\"nilai.person.village\""))
        let given = try await page(path + "?" + Self.village, language)
        let counts = cards(given).prefix(4).compactMap { Int($0) }
        #expect(counts == [620, 572, 6, 42])
        let held = try await page(path + "?hasil=ditahan&" + Self.village, language)
        #expect(held.html.components(separatedBy: "class=\"chip review\"").count == 43)
        #expect(!showsNumber(held))
        // Applicants say that their KUR runs, the list of KUR that it does not: held, not refused.
        #expect(held.html.contains("KUR Aktif") || held.html.contains("sikp"))
        // The criterion that no regulation holds is applied only where it is asked for.
        let local = try await page(
            path + "?berkas=bpum&berkas=bpum-arjowilangun&hasil=ditolak&" + Self.village, language)
        #expect(cards(local)[2] == "173" && cards(local)[4] == "167")
        #expect(try await page(path + "?berkas=kur").status == 400)
        #expect(try await page(path + "?nilai.person.colour=3").status == 422)
        let later = try await page(path + "?tanggal=2030-01-01")
        #expect(later.status == 200 && later.html.contains("class=\"notice grave\""))
        #expect(try await page("/daftar/999999/aturan").status == 404)
    }

    @Test("a row tells rule, value, source, basis and remedy; its letter holds that person alone")
    func reason() async throws {
        let fixture = try Fixture.shared()
        let list = "/daftar/\(fixture.proposals)"
        let refused = try await page(list + "/aturan?hasil=ditolak&" + Self.village)
        let rows = refused.links.compactMap { $0.firstMatch(of: /\/aturan\/(\d+)\?/).map { String($0.1) } }
        let row = try #require(rows.first)
        let reason = try await page(list + "/aturan/\(row)?" + Self.village)
        #expect(reason.status == 200 && reason.html.contains("Permenkop UKM 2/2021"))
        let asking = try #require(reason.links.first { $0.hasPrefix(list + "/surat?") })
        #expect(try await page(asking).html.contains("name=\"keperluan\""))
        let (one, all, silent) = try await Browser.visit(fixture.portal) { browser in
            (
                try await browser.post(list + "/surat", "baris=\(row)&keperluan=uji&" + Self.village),
                try await browser.post(list + "/surat", "keperluan=uji&" + Self.village),
                try await browser.post(list + "/surat", Self.village)
            )
        }
        #expect(one.html.components(separatedBy: "class=\"sheet letter\"").count == 2)
        #expect(all.html.components(separatedBy: "class=\"sheet letter\"").count == 49)
        #expect(!showsNumber(all))
        // Letters name people: nobody gets them without saying what for, and no link leads to them.
        #expect(silent.status == 422 && silent.html.contains("aria-invalid") && !silent.html.contains("sheet letter"))
        #expect(try await page(list + "/aturan/99999").status == 404)
        #expect(try await page(list + "/surat?baris=99999").status == 404)
    }

    @Test("looks are told to the log, also where a page is shown again")
    func looked() async throws {
        let fixture = try Fixture.shared()
        let before = try fixture.registry.logCount(.access)
        _ = try await page("/daftar/\(fixture.proposals)/aturan?" + Self.village)
        _ = try await page("/daftar/\(fixture.proposals)/aturan?" + Self.village)
        _ = try await Browser.visit(fixture.portal) {
            try await $0.post("/daftar/\(fixture.proposals)/surat", "keperluan=surat+warga&" + Self.village)
        }
        // Other pages are read meanwhile: somewhere among the newest.
        let told = try fixture.registry.log(.access, limit: 5000, offset: 0)
        #expect(told.contains { $0.entry.purpose == "surat warga" && $0.entry.action == "export" })
        #expect(try fixture.registry.logCount(.access) >= before + 4)
    }

    @Test(
        "a form with a changed limit leads to a page with movers, cost and incidence side by side",
        arguments: Language.allCases)
    func whatIf(language: Language) async throws {
        let fixture = try Fixture.shared()
        let batch = fixture.proposals
        let choosing = try await page("/andai", language)
        #expect(choosing.links.contains("/andai?impor=\(batch)"))
        let form = try await page("/andai?impor=\(batch)", language)
        #expect(form.html.contains("name=\"aturan:bpum.2021.amount\" value=\"1200000\""))
        let sent =
            "impor=\(batch)&berkas=bpum&" + Self.village + "&aturan%3Abpum.2021.amount=1000000"
            + "&percobaan-sekarang=family.income_per_head+%3C%3D+1500000"
            + "&percobaan-sesudah=family.income_per_head+%3C%3D+1000000&wilayah=RW"
        let answer = try await Browser.visit(fixture.portal) { try await $0.post("/andai", sent) }
        #expect(answer.status == 303)
        let address = try #require(answer.headers[.location].map { String($0.prefix { $0 != "#" }) })
        let page = try await page(address, language)
        #expect(
            page.status == 200 && page.html.contains("<svg") && page.html.contains("bpum.2021.amount.amount=1000000"))
        #expect(!showsNumber(page))
        // The same in the other language, and the next page of movers: the changes stay in the address.
        let other = try #require(page.links.first { $0.contains("ubah=") && $0.contains("halaman=2") })
        #expect(try await self.page(other, language).status == 200)
        let moved = page.html.components(separatedBy: "id=\"pindah\"").last ?? ""
        #expect(moved.components(separatedBy: "<tr>").count >= 26)
    }

    @Test("a quota of money stands beside one of people, as on the command line", arguments: Language.allCases)
    func budget(language: Language) async throws {
        let fixture = try Fixture.shared()
        let start = "impor=\(fixture.proposals)&berkas=bpum&" + Self.village
        let (sent, both, wrong) = try await Browser.visit(fixture.portal) { browser in
            (
                try await browser.post(
                    "/andai", start + "&anggaran-sekarang=Rp360.000.000&anggaran-sesudah=240.000.000"),
                try await browser.post("/andai", start + "&kuota-sesudah=100&anggaran-sesudah=120000000"),
                try await browser.post("/andai", start + "&anggaran-sesudah=banyak")
            )
        }
        #expect(sent.status == 303)
        let address = try #require(sent.headers[.location].map { String($0.prefix { $0 != "#" }) })
        let page = try await page(address, language)
        // Whose points are the same and cannot all be served: how many will be is known, who is not.
        #expect(cards(page).first == "0–300 → 0–200")
        #expect(cards(try await self.page(address + "&penentu=lottery:2021", language)).first == "300 → 200")
        #expect(page.html.contains("name=\"anggaran-sesudah\" value=\"240000000\""))
        // What is no limit comes back beside its field, in words of the form.
        for answer in [both, wrong] {
            #expect(answer.status == 422 && answer.html.contains("aria-invalid=\"true\""))
            #expect(!answer.html.contains("--budget"))
        }
        #expect(wrong.html.contains("value=\"banyak\""))
    }

    @Test("an expression typed wrongly comes back with where and why; nothing else is lost")
    func wrong() async throws {
        let fixture = try Fixture.shared()
        let sent =
            "impor=\(fixture.proposals)&berkas=bpum&" + Self.village
            + "&aturan%3Abpum.2021.no-active-kur=active%28%27KUR%27&percobaan-sesudah=family.income_per_head+%3C%3D+5"
        let answer = try await Browser.visit(fixture.portal) { try await $0.post("/andai", sent) }
        #expect(answer.status == 422)
        #expect(answer.html.contains("aria-invalid=\"true\"") && answer.html.contains("kolom 13"))
        #expect(answer.html.contains("active(&#39;KUR&#39;") && answer.html.contains("family.income_per_head &lt;= 5"))
        #expect(answer.html.contains("value=\"Arjowilangun\""))
        #expect(try await page("/andai?impor=\(fixture.proposals)&ubah=x").status == 422)
        #expect(try await page("/andai?impor=0").status == 404)
        let long = String(repeating: "+%7C%7C+true", count: 300)
        let much = try await Browser.visit(fixture.portal) {
            try await $0.post("/andai", "impor=\(fixture.proposals)&percobaan-sesudah=true" + long)
        }
        #expect(much.status == 422)
    }

    @Test("the criterion that no regulation holds is found on the page, by whom and against which article")
    func criteria() async throws {
        let fixture = try Fixture.shared()
        let path = "/daftar/\(fixture.proposals)/kriteria"
        let found = try await page(path + "?wilayah=RW&tanggal=2021-04-30&" + Self.village)
        #expect(found.status == 200 && found.html.contains("BRI Unit Kalipare") && found.html.contains("Ps 4(1)"))
        #expect(found.links.contains("/aturan/bpum-arjowilangun"))
        let report = try await page(path + "/laporan?wilayah=RW&tanggal=2021-04-30&" + Self.village, .en)
        #expect(report.status == 200 && report.texts("h1").count == 1 && !showsNumber(report))
        // A list without decisions says so.
        let none = try await page("/daftar/1/kriteria")
        #expect(none.status == 200 && !none.links.contains { $0.contains("/kriteria/laporan") })
    }

    @Test("who finds a person is led to the reasons")
    func search() async throws {
        let fixture = try Fixture.shared()
        let text = try String(contentsOf: Fixture.example("bpum-arjowilangun", "pelamar.csv"), encoding: .utf8)
        let nik = try #require(text.firstMatch(of: /[0-9]{16}/)).output
        let found = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(nik)") }
        let link = try #require(found.links.first { $0.hasPrefix("/daftar/\(fixture.proposals)/aturan/") })
        #expect(try await page(link).status == 200)
    }
}
