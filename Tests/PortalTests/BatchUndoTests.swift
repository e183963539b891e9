import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Taking a list back, in the portal")
struct BatchUndoTests {
    /// Two lists of one person, of which the second builds on the first.
    private func made() throws -> (registry: Registry, first: Int64, second: Int64) {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        func take(_ amount: String, _ more: String = "") throws -> Int64 {
            let file = folder.appendingPathComponent("daftar.csv")
            try Data("NIK;Nama;Nominal;Warna Pagar\n3507015501900001;Siti Rekaan;\(amount);hijau\n\(more)".utf8).write(
                to: file)
            let request = ImportRequest(
                file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-09-30", name: "daftar")
            let id = try registry.stage(request).batch.id
            return try registry.commit(id).id
        }
        return (registry, try take("1000000"), try take("2000000", "3507015501900002;Sri Rekaan;1000000;biru\n"))
    }

    @Test(
        "what would be taken back is shown, a reason is demanded, and the list is undone with it",
        arguments: ["id", "en"])
    func undo(language: String) async throws {
        let (registry, _, second) = try made()
        let portal = try Portal(registry: registry)
        try await Browser.visit(portal) { browser in
            let lang = "?lang=\(language)"
            let batch = try await browser.get("/daftar/\(second)" + lang)
            #expect(batch.links.contains("/daftar/\(second)/batal"))
            #expect(batch.html.contains("“Warna Pagar”"))
            let asking = try await browser.get("/daftar/\(second)/batal" + lang)
            #expect(asking.status == 200 && asking.language == language)
            // What is looked at is not done yet.
            #expect(try registry.batch(second).state == .committed)
            let facts = asking.texts("dd")
            #expect(facts.count { $0.hasPrefix("1 ") } == 2, "\(facts)")
            #expect(asking.html.contains("method=\"post\"") && asking.html.contains("name=\"alasan\""))
            #expect(asking.html.contains("<label") && asking.html.contains("<button"))
            let bare = try await browser.post("/daftar/\(second)/batal", "alasan=+")
            #expect(bare.status == 422)
            #expect(try registry.batch(second).state == .committed)
            let done = try await browser.post("/daftar/\(second)/batal", "alasan=salah+berkas")
            #expect(done.status == 303 && done.headers[.location] == "/daftar/\(second)")
            #expect(try registry.batch(second).state == .undone)
            let history = try registry.history(ofBatch: second)
            #expect(history.contains { $0.act == .undo && $0.reason == "salah berkas" })
            // Once more: it says so, and nothing happens.
            let again = try await browser.post("/daftar/\(second)/batal", "alasan=lagi")
            #expect(again.status == 422)
            let after = try await browser.get("/daftar/\(second)/batal")
            #expect(after.status == 200 && !after.html.contains("name=\"alasan\""))
        }
    }

    @Test("a list on which another one builds is not undone, and that one is named")
    func blocked() async throws {
        let (registry, first, second) = try made()
        let portal = try Portal(registry: registry)
        try await Browser.visit(portal) { browser in
            let page = try await browser.get("/daftar/\(first)/batal")
            #expect(page.status == 200 && page.links.contains("/daftar/\(second)"))
            #expect(!page.html.contains("name=\"alasan\""))
            let refused = try await browser.post("/daftar/\(first)/batal", "alasan=uji")
            #expect(refused.status == 422 && refused.html.contains("bertumpu padanya (\(second))"))
            #expect(try registry.batch(first).state == .committed)
            #expect(try await browser.get("/daftar/99/batal").status == 404)
        }
    }

    @Test("decisions in stages that go with a list are said before, and missed afterwards", arguments: ["id", "en"])
    func stages(language: String) async throws {
        let (registry, first, second) = try made()
        let folder = try Fixture.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let steps = folder.appendingPathComponent("tahap.csv")
        try Data(
            "NIK;Tahap;Pelaku;Waktu;Keputusan\n3507015501900001;desa;Kades;2021-05-01T08:00:00+07:00;diusulkan\n".utf8
        ).write(to: steps)
        try registry.addStages(from: steps, to: second)
        try await Browser.visit(try Portal(registry: registry)) { browser in
            let lang = "?lang=\(language)"
            let asking = try await browser.get("/daftar/\(second)/batal" + lang)
            let said = language == "en" ? "1 stage decisions are withdrawn" : "1 keputusan bertahap ditarik"
            #expect(asking.html.contains(said))
            #expect(try await browser.post("/daftar/\(second)/batal", "alasan=uji").status == 303)
            // The list before it is one of the same list without its decisions.
            let missed = language == "en" ? "send the decisions again" : "kirim lagi keputusannya"
            #expect(try await browser.get("/daftar/\(first)" + lang).html.contains(missed))
        }
    }
}
