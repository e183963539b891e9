import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Pages of needs, referrals and trainings")
struct NeedPageTests {
    @Test("needs by state are those of the truth")
    func states() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/kebutuhan?tahun=2021") }
        let cards = page.html.matches(of: /(?s)<li class="card"><span class="figure">([^<]*)<\/span>/).map {
            String($0.1)
        }
        let states = ["served", "in-progress", "refused", "not-offered", "absent"].compactMap { truth.needs.states[$0] }
        #expect(cards == ([states.reduce(0, +)] + states).map { Language.id.integer($0) })
    }

    @Test("referrals of the truth stand open or closed, the overdue ones told")
    func referrals() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/rujukan?tahun=2021") }
        for code in truth.referrals.overdue {
            let row = page.html.components(separatedBy: "<tr").first { $0.contains("/rujukan/\(code)\"") }
            #expect(row?.contains("lewat ") == true, "\(code)")
        }
        let rows = page.html.matches(of: /(?s)<tr>.*?<\/tr>/).map { String($0.output) }
        let over = rows.count { $0.contains("/rujukan/") && $0.contains("lewat ") }
        #expect(over == truth.referrals.overdue.count)
    }

    @Test("the missing referral of the women's group is proposed, accepted, served and its outcome recorded")
    func story() async throws {
        let fixture = try CoordinationFixture.own()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/rujukan?tahun=2021&wilayah=35.07.11.2008")
            let forms = page.html.components(separatedBy: "<form").filter { $0.contains("/rujukan/usul") }
            let form = try #require(forms.first)
            let fields = form.matches(of: /name="([a-z]+)" value="([^"]*)"/).map { "\($0.1)=\($0.2)" }
                .joined(separator: "&")
            let proposed = try await browser.post("/rujukan/usul", fields)
            #expect(proposed.status == 303)
            let address = try #require(proposed.headers[.location])
            #expect(try await browser.get(address).html.contains("diusulkan"))
            // Again: it is under way already.
            #expect(try await browser.post("/rujukan/usul", fields).status == 422)
            let step = address + "/langkah"
            let hasty = try await browser.post(step, "langkah=served&tanggal=2021-12-31")
            #expect(hasty.status == 422)
            #expect(hasty.texts("h1").count == 1)
            #expect(try await browser.post(step, "langkah=declined&tanggal=2021-12-31").status == 422)
            for (name, more) in [("accepted", ""), ("served", ""), ("outcome", "&hasil=Pembeli+tetap+ada")] {
                let done = try await browser.post(step, "langkah=\(name)&tanggal=2022-01-05\(more)")
                #expect(done.status == 303, "\(name)")
            }
            let end = try await browser.get(address)
            #expect(end.html.contains("Pembeli tetap ada"))
            #expect(!end.html.contains("/langkah"))
            #expect(try await browser.post(step, "langkah=none").status == 400)
            #expect(try await browser.post("/rujukan/NONE/langkah", "langkah=accepted").status == 404)
            #expect(try await browser.post("/rujukan/usul", "kebutuhan=X").status == 400)
        }
    }

    @Test("a village shows its group with the stalled partner, its plan and the programmes that run there")
    func village() async throws {
        let fixture = try CoordinationFixture.shared()
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/desa/35.07.11.2008?tahun=2021") }
        #expect(page.html.contains("Kelompok Perempuan Purna Migran"))
        #expect(page.html.contains("terhenti"))
        for code in ["C12", "C07", "C20"] { #expect(page.links.contains("/program/\(code)")) }
        #expect(page.html.contains("Februari – April"))
    }

    @Test("trainings of the year, and no whole number of who came again")
    func trainings() async throws {
        let fixture = try CoordinationFixture.shared()
        let report = try fixture.registry.trainings(year: 2021)
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/pelatihan?tahun=2021") }
        for event in report.events { #expect(page.html.contains(event.event.code)) }
        for person in report.repeats { #expect(!page.html.contains(person.nik)) }
        #expect(page.html.contains(">\(report.repeats.count)<"))
    }

    @Test("every page of coordination opens in both languages and hides identity numbers", arguments: Language.allCases)
    func crawl(language: Language) async throws {
        let fixture = try CoordinationFixture.shared()
        let numbers = try CoordinationFixture.numbers()
        #expect(numbers.count > 200)
        let pages = try await Browser.visit(fixture.portal) { browser in
            var browser = browser
            browser.headers[.cookie] = "bahasa=\(language.rawValue)"
            return try await browser.crawl(perKind: 2)
        }
        for (address, page) in pages {
            #expect(page.status == 200, "\(address)")
            #expect(page.tokens.isDisjoint(with: numbers), "\(address)")
            guard page.isPage, !address.contains("/surat"),
                !address.hasPrefix("/pantau/laporan")
            else { continue }
            #expect(page.language == language.rawValue, "\(address)")
            #expect(page.texts("h1").count == 1, "\(address)")
            #expect(!page.html.contains("{{") && !page.html.contains("[["), "\(address): template not filled")
            #expect(!page.html.contains("Optional("), "\(address)")
            #expect(!page.html.contains("<script") && !page.html.contains(" style="), "\(address)")
            // A phrase that is missing shows its key.
            let keys = page.texts("h2") + page.texts("th") + page.texts("button") + page.texts("span")
            #expect(
                keys.filter { $0.wholeMatch(of: /[a-z]+(-[a-z]+)*\.[a-z][a-zA-Z.-]+/) != nil }.isEmpty, "\(address)")
        }
        for section in [
            "/pantau", "/pelaporan", "/peta-program", "/kirim", "/kirim/kamus", "/kebutuhan", "/rujukan", "/pelatihan",
            "/program/baru",
        ] {
            #expect(pages.keys.contains { $0 == section || $0.hasPrefix(section + "?") }, "no link leads to \(section)")
        }
    }
}
