import Foundation
import Indonesia
import Portal
import Registry
import Store
import Testing

@Suite("The past in the portal")
struct PastPageTests {
    private static func known(_ fixture: Fixture) throws -> String {
        try #require(try fixture.registry.lines(of: 1, outcomes: [.new], limit: 1).first?.line.nik)
    }

    @Test("a person's page tells every change, masked, with the way to its row")
    func history() async throws {
        let fixture = try Fixture.shared()
        let nik = try Self.known(fixture)
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(nik)") }
        #expect(page.html.contains("Riwayat") && page.html.contains("impor 1, baris"))
        #expect(!page.html.contains(nik))
        let number = try #require(NIK.parse(nik).value)
        let name = try #require(try fixture.registry.person(number).person?.name)
        #expect(!page.html.contains(name))
    }

    @Test("who is known and on no list on that day is told so, and not to check the digits")
    func knownOnNoList() async throws {
        let fixture = try Fixture.shared()
        let nik = try Self.known(fixture)
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(nik)&benar=2001-01-01") }
        #expect(page.html.contains("pada hari itu tidak ada di satu daftar pun"))
        #expect(!page.html.contains("Periksa lagi angkanya"))
    }

    @Test("asked for a day before the first list, a person is unknown")
    func before() async throws {
        let fixture = try Fixture.shared()
        let nik = try Self.known(fixture)
        let page = try await Browser.visit(fixture.portal) { try await $0.post("/cari", "nik=\(nik)&pada=2019-12-31") }
        #expect(page.status == 200)
        #expect(page.html.contains("Seperti diketahui sampai 31"))
        #expect(!page.links.contains("/daftar/1") && !page.html.contains("id=\"riwayat\""))
    }

    @Test("overlaps stay in the past that was asked for, and a wrong date is refused")
    func overlap() async throws {
        let fixture = try Fixture.shared()
        let today = fixture.registry.today.description
        let (now, past, early, wrong) = try await Browser.visit(fixture.portal) {
            (
                try await $0.get("/tumpang-tindih"), try await $0.get("/tumpang-tindih?pada=\(today)"),
                try await $0.get("/tumpang-tindih?pada=2019-12-31"), try await $0.get("/tumpang-tindih?pada=kemarin")
            )
        }
        let pairs = now.links.filter { $0.hasPrefix("/tumpang-tindih/") }
        #expect(!pairs.isEmpty)
        #expect(Set(past.links.filter { $0.hasPrefix("/tumpang-tindih/") }) == Set(pairs.map { $0 + "?pada=\(today)" }))
        #expect(early.html.contains("Belum ada daftar tercatat"))
        #expect(wrong.status == 400)
        // A day on which things were true is asked of what is known today.
        let (truth, spelled) = try await Browser.visit(fixture.portal) {
            (
                try await $0.get("/tumpang-tindih?benar=2019-12-31"),
                try await $0.get("/tumpang-tindih?pada=\(today)&benar=2019-12-31")
            )
        }
        #expect(truth.status == 200 && truth.html.contains("Seperti diketahui sampai"))
        func pairsOf(_ page: Sight) -> [String] { page.links.filter { $0.hasPrefix("/tumpang-tindih/") } }
        #expect(pairsOf(truth) == pairsOf(spelled) && pairsOf(truth) != pairs)
        let pair = try #require(pairs.first)
        let page = try await Browser.visit(fixture.portal) { try await $0.get(pair + "?pada=\(today)") }
        #expect(page.status == 200)
    }
}
