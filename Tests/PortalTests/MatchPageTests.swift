import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

/// The review of proposed matches through the portal, as somebody without scripts does it.
@Suite("Pages about matches")
struct MatchPageTests {
    /// A registry of its own with two lists: 70 people, of whom the second list lost the numbers.
    private static func fixture() throws -> (registry: Registry, portal: Portal, names: [String]) {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        let given = ["Siti", "Sri", "Dewi", "Wahyuni", "Bambang", "Joko", "Agus", "Hadi", "Rina", "Lestari"]
        let family = ["Rahayu", "Prasetyo", "Wulandari", "Sutrisno", "Handayani", "Utomo", "Kurniawan"]
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        var names: [String] = []
        var lists = ["NIK;Nama;Tanggal Lahir;No KK;No HP\n", "NIK;Nama;Tanggal Lahir;No KK;No HP\n"]
        for n in 0..<70 {
            let (day, month, year) = (1 + n % 28, 1 + n % 12, 60 + n % 40)
            let name = "\(given[n % 10]) \(family[n / 10]) \(given[(n * 7 + 3) % 10])"
            names.append(name)
            let rest = ";\(name);\(two(day))-\(two(month))-19\(year);350701120312\(1000 + n);08123456\(1000 + n)\n"
            lists[0] += "350701\(two(day))\(two(month))\(year)000\(1 + n % 3)" + rest
            lists[1] += rest
        }
        for (name, text) in zip(["satu", "dua"], lists) {
            let file = folder.appendingPathComponent(name + ".csv")
            try Data(text.utf8).write(to: file)
            let staged = try registry.stage(
                ImportRequest(
                    file: file, programme: name == "satu" ? "BPUM" : "UMI", institution: "DINKOP-35.07",
                    profile: "umum", fiscalYear: 2021, name: name))
            _ = try registry.commit(staged.batch.id)
        }
        return (registry, try Portal(registry: registry, isSynthetic: true), names)
    }

    @Test("pairs are searched, shown blind, decided, and taken back; the overlap follows")
    func review() async throws {
        let (registry, portal, names) = try Self.fixture()
        try await Browser.visit(portal) { browser in
            #expect(try await browser.get("/pasangan").html.contains("belum pernah dicari"))
            #expect(try await browser.get("/tumpang-tindih").links.contains("/pasangan"))
            #expect(try await browser.get("/pasangan/cari").status == 405)
            #expect(try await browser.post("/pasangan/cari", "").status == 303)
            let queue = try await browser.get("/pasangan")
            let pair = try #require(try registry.matchQueue().next).candidate.pair
            let address = "/pasangan/\(pair.text)"
            #expect(queue.links.contains(address))
            let page = try await browser.get(address)
            #expect(page.status == 200)
            #expect(page.html.contains("Bobot dan peluang menurut mesin baru terlihat"))
            #expect(!page.html.contains("id=\"bobot\""))
            // What agrees is said in words and signs; whole numbers and names stand nowhere.
            #expect(page.html.contains("= sama") && page.html.contains("kosong"))
            #expect(page.html.firstMatch(of: /[0-9]{9,}/) == nil)
            #expect(names.allSatisfy { !page.html.contains($0) })
            let decided = try await browser.post(address + "/putuskan", "putusan=same&alasan=KTP+dilihat")
            #expect(decided.status == 303 && decided.headers[.location] == address)
            let after = try await browser.get(address)
            #expect(after.html.contains("id=\"bobot\"") && after.html.contains("KTP dilihat"))
            // The picture of the weight shows with it, never before, and ends at the weight that is told.
            #expect(!page.html.contains("pair-weight") && after.html.contains("id=\"pair-weight-title\""))
            let told = try #require(after.html.firstMatch(of: /bobot (-?)([0-9]+,[0-9]) bit/)).output
            #expect(after.html.contains(">" + (told.1.isEmpty ? "+" : "−") + told.2 + "</text>"))
            #expect(after.html.contains("Sudah diputuskan: orang yang sama"))
            #expect(try await browser.post(address + "/putuskan", "putusan=different").status == 422)
            let overlap = try registry.overlap().identities
            #expect(overlap?.confirmed == 1)
            #expect(try await browser.get("/tumpang-tindih").html.contains("1 orang ada pada lebih banyak daftar"))
            // What the rules about pairs of programmes say of them, on the page of all lists and on that of the two.
            let lists = try registry.currentBatches().map { String($0.id) }.joined(separator: "/")
            for path in ["/tumpang-tindih", "/tumpang-tindih/" + lists] {
                let told = try await browser.get(path).html
                #expect(told.contains("Apa kata aturan tentang mereka") && told.contains("Dikonfirmasi orang"))
            }
            let id = try #require(try registry.matchHistory().first).id
            #expect(try await browser.post(address + "/batal", "keputusan=\(id)&alasan=").status == 422)
            #expect(try await browser.post(address + "/batal", "keputusan=\(id)&alasan=keliru").status == 303)
            #expect(try registry.identities().identities.isEmpty)
            #expect(try registry.overlap().identities?.confirmed == 0)
            let history = try await browser.get("/pasangan/riwayat")
            #expect(history.html.contains("keliru") && history.links.contains(address))
            // Whoever decides it again has seen the weight.
            #expect(try await browser.post(address + "/putuskan", "putusan=same").status == 303)
            #expect(try registry.matchHistory().first?.isBlind == false)
            for (path, status) in [
                ("/pasangan/9.9-9.10", 404), ("/pasangan/x", 404), ("/pasangan/mutu", 200), ("/pasangan/pola", 200),
            ] { #expect(try await browser.get(path).status == status, "\(path)") }
            #expect(try await browser.post(address + "/putuskan", "putusan=reversed").status == 400)
        }
    }

    @Test("a pattern is decided with a reason, and the whole of it taken back")
    func bulk() async throws {
        let (registry, portal, _) = try Self.fixture()
        try registry.findMatches()
        try await Browser.visit(portal) { browser in
            let page = try await browser.get("/pasangan/pola")
            let pattern = try #require(try registry.matchPatterns().first { $0.open > 0 })
            let field = pattern.pattern.replacing("|", with: "%7C").replacing("=", with: "%3D")
            #expect(page.html.contains(pattern.pattern))
            #expect(try await browser.post("/pasangan/pola", "pola=\(field)&putusan=same&alasan=").status == 422)
            #expect(try registry.matchHistory().isEmpty)
            let done = try await browser.post("/pasangan/pola", "pola=\(field)&putusan=same&alasan=semua+isian+sama")
            #expect(done.status == 303)
            #expect(try registry.matchHistory().count == pattern.open)
            let history = try await browser.get("/pasangan/riwayat")
            #expect(history.html.contains("semua isian sama"))
            #expect(try await browser.post("/pasangan/riwayat/batal", "bersama=1&alasan=terlalu+cepat").status == 303)
            #expect(try registry.identities().identities.isEmpty)
            #expect(try await browser.post("/pasangan/riwayat/batal", "bersama=1&alasan=lagi").status == 422)
        }
    }

    @Test("a list's page tells what was proposed, and a person's what was decided and what was not")
    func proposed() async throws {
        let (registry, portal, names) = try Self.fixture()
        // Whichever list is looked at first has the pairs: both are in the registry already.
        let run = try registry.proposeMatches(for: 2)
        #expect(try registry.proposeMatches(for: 1).candidates == 0)
        #expect(run.basis == .bundled && run.candidates >= 70)
        let pair = SubjectPair(LineQueries.id(batch: 1, row: 2), LineQueries.id(batch: 2, row: 2))
        try await Browser.visit(portal) { browser in
            let list = try await browser.get("/daftar/2")
            #expect(list.html.contains("perlu dilihat orang") && list.html.contains("data buatan"))
            #expect(list.links.contains("/pasangan"))
            // The queue goes on behind the last pair it shows, and back.
            var seen: Set<String> = []
            var page = try await browser.get("/pasangan")
            #expect(page.html.contains("data buatan") && !page.html.contains("belum memuatnya"))
            let open = try registry.matches(open: true)
            for _ in 0...open.count / 50 {
                seen.formUnion(page.links.filter { $0.hasPrefix("/pasangan/") && $0.contains(".") })
                guard let next = page.links.first(where: { $0.contains("sesudah=") }) else { break }
                page = try await browser.get(String(next.split(separator: "#")[0]))
                #expect(page.status == 200 && page.links.contains("/pasangan#terbuka"))
            }
            #expect(seen.isSuperset(of: open.map { "/pasangan/" + $0.candidate.pair.text }))
            #expect(try await browser.get("/pasangan?sesudah=x").status == 200)
            // The person's page, before and after somebody decides.
            let nik = "3507010101600001"
            let before = try await browser.post("/cari", "nik=\(nik)")
            #expect(before.html.contains("belum diputuskan") && before.html.contains("Belum ada catatan lain"))
            let decision = try registry.decide(pair, .same, note: "KTP dilihat", isBlind: true)
            let after = try await browser.post("/cari", "nik=\(nik)")
            #expect(after.html.contains("dua, baris 2") || after.html.contains("baris 2: tanpa NIK yang sah"))
            #expect(after.html.contains("KTP dilihat") && after.html.contains("#\(decision.id)"))
            #expect(!after.html.contains("belum diputuskan"))
            #expect(names.allSatisfy { !after.html.contains($0) })
            #expect(after.html.firstMatch(of: /[0-9]{9,}/) == nil)
        }
    }

    @Test("every page about matches speaks both languages and leaves no phrase open")
    func languages() async throws {
        let (registry, portal, _) = try Self.fixture()
        try registry.findMatches()
        let pair = try #require(try registry.matchQueue().next).candidate.pair
        try registry.decide(pair, .same, note: "uji", isBlind: true)
        try await Browser.visit(portal) { browser in
            for path in ["", "/pola", "/riwayat", "/mutu", "/" + pair.text] {
                for language in Language.allCases {
                    let page = try await browser.get("/pasangan\(path)?lang=\(language.rawValue)")
                    #expect(page.status == 200 && page.language == language.rawValue, "\(path)")
                    #expect(page.html.firstMatch(of: />[^<]*\b(match|matches)\.[a-z]/) == nil, "\(path)")
                    #expect(!page.html.contains("{n}") && !page.html.contains("[["), "\(path)")
                }
            }
        }
    }
}
