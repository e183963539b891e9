import Foundation
import HTTPTypes
import Indonesia
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Search by NIK")
struct SearchTests {
    /// A NIK of the first row of a list that the registry knows.
    private static func known(_ fixture: Fixture) throws -> String {
        let line = try fixture.registry.lines(of: 1, outcomes: [.new], limit: 1).first?.line
        return try #require(line?.nik)
    }

    @Test("a person on a list is found, masked, with the list, its row and the way there")
    func listed() async throws {
        let fixture = try Fixture.shared()
        let nik = try Self.known(fixture)
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(nik)") }
        #expect(page.status == 200)
        #expect(page.html.contains(nik.prefix(6) + "******" + nik.suffix(4)))
        #expect(!page.html.contains(nik))
        #expect(page.links.contains("/daftar/1"))
        let row = try #require(try fixture.registry.lines(of: 1, outcomes: [.new], limit: 1).first).line.row
        #expect(page.html.contains("Baris \(row) "))
    }

    @Test("blanks in the number do no harm")
    func blanks() async throws {
        let fixture = try Fixture.shared()
        let nik = try Self.known(fixture)
        let spaced = nik.prefix(6) + "+" + nik.dropFirst(6).prefix(6) + "+" + nik.suffix(4)
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(spaced)") }
        #expect(page.html.contains("Tercatat pada"))
    }

    @Test(
        "a number that is none is answered with what is wrong with it",
        arguments: [
            ("123", "nik.length"), ("", "nik.missing"), ("3507014107890000", "nik.serial"),
            ("9999999999999999", "nik.placeholder"), ("3507019907890003", "nik.date"),
        ])
    func invalid(text: String, code: String) async throws {
        let fixture = try Fixture.shared()
        let problem = try #require(NIK.parse(text).problems.first { $0.severity == .refuse })
        #expect(problem.code == code)
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(text)") }
        #expect(page.status == 200)
        #expect(page.html.contains("role=\"alert\""))
        let sentence = Catalogue.bundled.reason(problem, .id)
        #expect(page.html.contains(sentence.prefix(30)))
    }

    @Test("somebody on no list is told so, and that this is no refusal")
    func unknown() async throws {
        let fixture = try Fixture.shared()
        let page = try await Browser.visit(fixture.portal) { browser in
            var browser = browser
            browser.headers[.cookie] = "bahasa=en"
            return try await browser.post("/cari", "nik=3171014107890009")
        }
        #expect(page.html.contains("on none of the lists"))
        #expect(page.html.contains("not being entitled"))
    }

    @Test("somebody refused learns the stage, the reason and whether a regulation stands behind it")
    func refused() async throws {
        let fixture = try Fixture.shared()
        let rows = try String(contentsOf: Fixture.example("bpum-arjowilangun", "tahapan.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map { $0.split(separator: ";", omittingEmptySubsequences: false) }
        let rules = try fixture.registry.rules()
        let refusals = rows.filter { $0.count == 8 && $0[5] == "ditolak" }
        func one(_ matches: (String) -> Bool) throws -> [Substring] {
            try #require(refusals.first { matches(String($0[7])) })
        }
        let founded = try one { code in rules.contains { $0.code == code && $0.legalBasis?.isEmpty == false } }
        let unfounded = try one { code in rules.contains { $0.code == code && ($0.legalBasis ?? "").isEmpty } }
        let unstated = try one { $0.isEmpty }
        try await Browser.visit(fixture.portal) { browser in
            for (row, words) in [
                (founded, "Permenkop UKM"), (unfounded, "tidak ada dasar hukum"), (unstated, "tanpa alasan tertulis"),
            ] {
                let page = try await browser.post("/cari", "nik=\(row[1])")
                #expect(page.html.contains("Keputusan terakhir: ditolak, tahap \(row[2])"))
                #expect(page.html.contains(words))
            }
        }
    }

    @Test(
        "whatever is typed comes back as text or not at all",
        arguments: [
            "%3Cscript%3Ealert(1)%3C/script%3E", "%00%ff", "abc%27%22", "nik=nik", "&&&==", "%E0%B9%81%F0%9F%A4%A0",
        ])
    func hostile(text: String) async throws {
        let fixture = try Fixture.shared()
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(text)") }
        #expect(page.status == 200)
        #expect(!page.html.contains("<script"))
    }

    @Test("businesses, groups, needs and referrals of a person are told, the business number masked")
    func belongings() async throws {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        let (file, programme, institution, date) = Fixture.lists[3]
        let batch = try registry.commit(
            try registry.stage(
                ImportRequest(
                    file: try Fixture.example("one-gate", file), programme: programme, institution: institution,
                    referenceDate: date)
            ).batch.id)
        let line = try #require(try registry.lines(of: batch.id, outcomes: [.new], limit: 1).first).line
        let nik = try #require(line.nik)
        let group = try #require(line.group)
        for (kind, row) in [
            (
                "need",
                [
                    "kode": "N1", "nik": nik, "wilayah": "35.07.01.2006", "kebutuhan": "K3", "asal": "survei",
                    "pernyataan": "Ingin <belajar> daring", "tanggal": "2021-05-01",
                ]
            ),
            (
                "referral",
                [
                    "kode": "R1", "kebutuhan": "N1", "program": "PELATIHAN", "dari": "DINKOP-35.07",
                    "langkah": "diusulkan", "tanggal": "2021-05-02", "alasan": "kelas bulan depan",
                ]
            ),
        ] {
            let sheet = Sheet(name: "uji", channel: "form", rows: [row])
            #expect(try registry.takeIn(sheet, as: SheetKinds.bundled.kind(kind)).isStored)
        }
        let portal = try Portal(registry: registry)
        let page = try await Browser.visit(portal) { try await $0.post("/cari", "nik=\(nik)") }
        for text in [
            group, "Sumber daya manusia", "Ingin &lt;belajar&gt; daring", "kelas bulan depan", "dirujuk",
        ] {
            #expect(page.html.contains(text), "\(text)")
        }
    }

    @Test("a NIK in the address is not looked up: addresses are kept in histories")
    func noAddress() async throws {
        let fixture = try Fixture.shared()
        let nik = try Self.known(fixture)
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/cari?nik=\(nik)") }
        #expect(page.status == 200)
        #expect(!page.html.contains("******"))
    }
}
