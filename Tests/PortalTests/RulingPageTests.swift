import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Pages of stored rulings and appeals")
struct RulingPageTests {
    private static let number = "3507015501900001"
    private static let rules = """
        programme: BPUM
        version: "2021-01-01"
        issuer: {level: ministry, name: Kementerian Koperasi dan UKM}
        rules:
          - code: bpum.2021.no-active-kur
            kind: exclusion
            expression: active('KUR')
            statement: {id: Tidak punya KUR berjalan, en: No running KUR}
            basis: {regulation: Permenkop UKM 2/2021, article: Ps 4(2), date: 2021-03-17}
            valid: {from: 2021-03-17, to: 2021-12-31}
          - {code: bpum.2021.amount, kind: benefit, expression: "1200000", statement: {id: b, en: b}}
        """

    private struct Setting: Sendable {
        var registry: Registry
        var portal: Portal
        var batch: Int64
        var ruling: Int64
    }

    /// Three people of a list that was judged and stored: KUR running, none, and one of whom nothing is known; by a file of
    /// the name of one that ships, which says something else today.
    private static func setting(file: String = "bpum.yaml", against lists: [ReferenceList] = []) throws -> Setting {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        func written(_ name: String, _ text: String) throws -> URL {
            let url = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: url)
            return url
        }
        let list = """
            NIK;Nama;KUR Aktif
            \(number);Siti Rekaan;ya
            3507015501900002;Tini Rekaan;tidak
            3507015501900003;Umi Rekaan;

            """
        let staged = try registry.stage(
            ImportRequest(
                file: written("calon.csv", list), programme: "BPUM", institution: "DINKOP-35.07", profile: "umum",
                fiscalYear: 2021, referenceDate: "2021-12-31"))
        let batch = try registry.commit(staged.batch.id).id
        let rules = try RuleLibrary.named(written(file, Self.rules).path)
        let ruling = try registry.rule(batch: batch, by: [rules], against: lists).ruling.id
        return Setting(
            registry: registry, portal: try Portal(registry: registry, isSynthetic: true), batch: batch, ruling: ruling)
    }

    private func showsNumber(_ page: Sight) -> Bool {
        page.tokens.contains { $0.count == 16 && $0.allSatisfy(\.isNumber) }
    }

    @Test(
        "a ruling is shown as it was made, on pages of its own, of its list and of the person; the log is told",
        arguments: Language.allCases)
    func shown(language: Language) async throws {
        let own = try Self.setting()
        let before = try own.registry.logCount(.access)
        try await Browser.visit(own.portal) { browser in
            var browser = browser
            browser.headers[.cookie] = "bahasa=\(language.rawValue)"
            let line = "/putusan/\(own.ruling)/2"
            let pages = [
                try await browser.get("/putusan"), try await browser.get("/daftar/\(own.batch)"),
                try await browser.get("/putusan/\(own.ruling)"), try await browser.get(line),
                try await browser.post("/cari", "nik=\(Self.number)"),
            ]
            for page in pages {
                #expect(page.status == 200 && !showsNumber(page) && !page.html.contains("Siti Rekaan"))
                #expect(page.html.firstMatch(of: />[^<]*\b(ruling|rulings|appeal)\.[a-z]/) == nil)
            }
            #expect(pages[0].links.contains("/putusan/\(own.ruling)"))
            #expect(pages[1].links.contains("/putusan/\(own.ruling)") && pages[2].links.contains(line))
            #expect(pages[4].links.contains(line))
            let changed = language == .id ? "teksnya sudah berubah" : "its text has changed"
            let since = language == .id ? "Sejak itu aturannya berubah" : "The rule has changed since"
            for page in pages.suffix(3) {
                #expect(page.html.contains("2021-01-01") && page.html.contains("Ps 4(2)"))
                #expect(page.html.contains(changed) && page.html.contains("Kementerian Koperasi"))
            }
            for page in pages.suffix(2) { #expect(page.html.contains(since)) }
            let held = try await browser.get("/putusan/\(own.ruling)?hasil=ditahan")
            #expect(!held.links.contains(line) && held.links.contains("/putusan/\(own.ruling)/4"))
            for address in ["/putusan/99", "/putusan/\(own.ruling)/99", "/putusan/x", "/putusan/99/surat"] {
                #expect(try await browser.get(address).status == 404, "\(address)")
            }
            #expect(try await browser.get(line + "/banding").status == 405)
        }
        #expect(try own.registry.logCount(.access) >= before + 4)
    }

    @Test("an appeal by form is judged and stored; both decisions with the evidence stand on the page")
    func appealing() async throws {
        let own = try Self.setting()
        let line = "/putusan/\(own.ruling)/2"
        try await Browser.visit(own.portal) { browser in
            let form = try await browser.get(line)
            #expect(form.html.contains("name=\"bukti.active(&#39;KUR&#39;)\"") && form.html.contains("name=\"sumber\""))
            let proof = "bukti.active%28%27KUR%27%29=false"
            // Without a source, without evidence, and with somebody's number in a text: nothing is stored, nothing is lost.
            for sent in [proof, "sumber=Surat", proof + "&sumber=KTP+" + Self.number] {
                let answer = try await browser.post(line + "/banding", sent)
                #expect(answer.status == 422 && answer.html.contains("class=\"notice grave\""), "\(sent)")
                #expect(answer.html.contains("value=\"false\" selected") == sent.hasPrefix(proof))
            }
            #expect(try own.registry.rulings().count == 1)
            let sent = try await browser.post(
                line + "/banding", proof + "&sumber=Surat+lunas+BRI+12&tanggal=2021-11-30&pembawa=pemohon&catatan=asli")
            #expect(sent.status == 303)
            let appeal = try #require(try own.registry.rulings().last)
            #expect(appeal.appeals == own.ruling && appeal.eligible == 1)
            #expect(sent.headers[.location] == line + "#putusan-\(appeal.id)")
            for address in [line, "/putusan/\(appeal.id)/2", "/putusan/\(appeal.id)"] {
                let page = try await browser.get(address)
                #expect(page.status == 200 && page.html.contains("Surat lunas BRI 12"), "\(address)")
                #expect(page.html.contains("pemohon") && page.html.contains("asli"))
            }
            let both = try await browser.get(line)
            #expect(both.html.contains("id=\"putusan-\(own.ruling)\"") && both.html.contains("tidak berlaku lagi"))
            #expect(try await browser.get("/putusan/\(own.ruling)").html.contains("dinilai ulang"))
            let person = try await browser.post("/cari", "nik=\(Self.number)")
            #expect(person.html.contains("Banding #\(appeal.id)") && person.html.contains("Surat lunas BRI 12"))
            #expect(try await browser.get("/putusan/\(appeal.id)/3").status == 404)
            // Who was judged again gets no letter of the old decision; who is held does, once it is said what for.
            let letters = "/putusan/\(own.ruling)/surat"
            #expect(try await browser.get(letters + "?baris=2").status == 404)
            #expect(try await browser.post(letters, "").status == 422)
            let letter = try await browser.post(letters, "keperluan=uji")
            #expect(letter.html.components(separatedBy: "class=\"sheet letter\"").count == 2)
            #expect(letter.html.contains("\(own.ruling)") && !showsNumber(letter))
        }
        let told = try own.registry.log(.access, limit: 500, offset: 0)
        #expect(told.contains { $0.entry.purpose == "uji" && $0.entry.action == "export" })
        #expect(try own.registry.verify().isEmpty)
    }

    @Test("a ruling by other files or lists says so; of a list that was taken back nothing can be appealed")
    func others() async throws {
        let own = try Self.setting(file: "desa.yaml")
        try await Browser.visit(own.portal) { browser in
            let page = try await browser.get("/putusan/\(own.ruling)/2")
            #expect(page.html.contains("bukan berkas bawaan") && !page.html.contains("Sejak itu aturannya berubah"))
        }
        _ = try own.registry.undo(own.batch, reason: "uji")
        try await Browser.visit(own.portal) { browser in
            let page = try await browser.get("/putusan/\(own.ruling)/2")
            #expect(page.status == 200 && page.html.contains("dibatalkan") && !page.html.contains("name=\"sumber\""))
            let sent = try await browser.post(
                "/putusan/\(own.ruling)/2/banding", "bukti.active%28%27KUR%27%29=false&sumber=Surat")
            #expect(sent.status == 422)
        }
        #expect(try own.registry.rulings().count == 1)
    }
}
